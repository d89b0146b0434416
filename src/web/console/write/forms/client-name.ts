import type { ShownClient } from '../../data/shown-client.js';

/** What a form about a client is given. */
export interface FormProps {
  readonly client: ShownClient;
}

/** Their name, or else what they are known by. */
export const nameOf = ({ name, serviceId, id }: ShownClient): string =>
  name ?? (serviceId === null ? id : `#${serviceId}`);
