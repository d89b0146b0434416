import type { ClientRecord } from '../../model/client.js';
import { BadUserInput } from '../../model/errors.js';

/** Service and zone of a client, which a ticket cannot be without. @throws {BadUserInput} the client has none. */
export function serviceOf({ serviceId, zoneId }: ClientRecord): {
  readonly serviceId: number;
  readonly zoneId: number;
} {
  if (serviceId === null || zoneId === null) throw new BadUserInput('clientId', { expected: 'a client with a zone' });
  return { serviceId, zoneId };
}
