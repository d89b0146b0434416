import { z } from 'zod';
import { ContractRow, toList, toServers } from './contract.js';
import { isClientId } from './protocol/search.js';
import { field, readRows, toEmail, toText } from './protocol/value.js';

const clientId = field(toText).transform((id) => (id !== null && isClientId(id) ? id : null));

/** The client of `data` (contract 3.1): only these keys are read, so that `link_mobile_login` and `password` end here. */
export const ClientBody = z.object({
  id: clientId,
  client_id: clientId,
  a_status: field(toText),
  name: field(toText),
  national_identification_number: field(toText),
  phone: field(toText),
  phone_mobile: field(toText),
  email: field(toEmail),
  address: field(toText),
  city: field(toText),
  /** The province: the state of the service stands in the contracts (contract D2). */
  state: field(toText),
  connections: field(toServers),
  contracts: field((value) => readRows(ContractRow, toList(value))),
});

export type ClientBody = z.output<typeof ClientBody>;

/** The only ids a client has are those in its contracts (contract D1). */
export function readClientId(client: ClientBody): string | null {
  const ids = [...client.contracts.rows.map((contract) => contract.client_id), client.id, client.client_id];
  return ids.find((id) => id !== null) ?? null;
}
