import type { Somebody } from '../process/emulator.js';

const client = 'query One($by: ClientBy!) { client(by: $by) { id serviceId name document status city } }';

const page = `query Page($first: Int!) {
  clients(first: $first) { nodes { id serviceId name status plan { name type } zone { zoneId } } }
}`;

/** The body of a request for one client, six fields. */
export function oneClient({ serviceId }: Pick<Somebody, 'serviceId'>): string {
  return JSON.stringify({ query: client, variables: { by: { serviceId } } });
}

/** The body of a request for the first page. */
export function onePage(first: number): string {
  return JSON.stringify({ query: page, variables: { first } });
}
