import { z } from 'zod';
import type { AccessServer, Contract } from '../../model/contract.js';
import { encodeId } from '../../model/id.js';
import type { ServiceStatus } from '../../model/service-status.js';
import { isRow } from './protocol/answer.js';
import { isClientId } from './protocol/search.js';
import {
  field,
  keyPattern,
  readRows,
  toCoordinates,
  toInteger,
  toIp,
  toKey,
  toLocalDay,
  toMac,
  toText,
} from './protocol/value.js';

/** One of `contracts[]` in `data` (contract 3.1): only these keys are read, so that `pppoe_password` ends here. */
export const ContractRow = z.object({
  id: field(toText).pipe(z.string().regex(keyPattern)),
  public_id: field(toInteger),
  plan_id: field(toKey),
  client_id: field(toText).transform((id) => (id !== null && isClientId(id) ? id : null)),
  server_configuration_id: field(toText),
  state: field(toText),
  start_date: field(toLocalDay),
  ip: field(toIp),
  mac_address: field(toMac),
  pppoe_username: field(toText),
  node_name: field(toText),
  nap_name: field(toText),
  latitude: field((value) => value),
  longitude: field((value) => value),
  address_street: field(toText),
  address_number: field(toText),
  address_additional_data: field(toText),
  address_city: field(toText),
  address_state: field(toText),
  address_country: field(toText),
});

export type ContractRow = z.output<typeof ContractRow>;

const ServerRow = z.object({ id: field(toText).pipe(z.string()), type: field(toText), name: field(toText) });

/** Wispro's states of a contract (contract D3). */
const statuses: ReadonlyMap<string, ServiceStatus> = new Map([
  ['enabled', 'ACTIVE'],
  ['alerted', 'ACTIVE'],
  ['degraded', 'DEGRADED'],
  ['disabled', 'SUSPENDED'],
]);

/** Best first: a client is what the best of several contracts is. */
const bestFirst: readonly ServiceStatus[] = ['ACTIVE', 'DEGRADED'];

/** @param clientKey the part of the client's global id that names it. */
export function toContract(row: ContractRow, clientKey: string, servers: ReadonlyMap<string, AccessServer>): Contract {
  const serverId = row.server_configuration_id;
  return {
    id: encodeId('Contract', 'WISPRO', clientKey, row.id),
    backend: 'WISPRO',
    clientId: encodeId('Client', 'WISPRO', clientKey),
    contractId: row.id,
    publicId: row.public_id,
    status: statuses.get(row.state?.toLowerCase() ?? '') ?? 'UNKNOWN',
    upstreamStatus: row.state,
    startDate: row.start_date,
    planId: row.plan_id,
    ip: row.ip,
    macAddress: row.mac_address,
    pppoeUsername: row.pppoe_username,
    nodeName: row.node_name,
    napName: row.nap_name,
    accessServer: serverId === null ? null : (servers.get(serverId) ?? { serverId, kind: null, name: null }),
    address: toAddress(row),
    location: toCoordinates(row.latitude, row.longitude),
  };
}

/** The service of a client with these contracts (contract D3). */
export function combineStatuses(contracts: readonly Contract[]): ServiceStatus {
  const best = bestFirst.find((status) => contracts.some((contract) => contract.status === status));
  if (best !== undefined) return best;
  const isSuspended = contracts.length > 0 && contracts.every(({ status }) => status === 'SUSPENDED');
  return isSuspended ? 'SUSPENDED' : 'UNKNOWN';
}

/** The access servers by id. With several contracts it is not known whether `connections` is a list (contract D4). */
export function toServers(connections: unknown): ReadonlyMap<string, AccessServer> {
  const { rows } = readRows(ServerRow, toList(connections));
  return new Map(rows.map(({ id, type, name }) => [id, { serverId: id, kind: type, name }]));
}

/** A list, or the one object that stands for a list of one. */
export function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRow(value) ? [value] : [];
}

function toAddress(row: ContractRow): string | null {
  const street = [row.address_street, row.address_number].filter((part) => part !== null).join(' ');
  if (street === '' && row.address_additional_data === null) return null;
  const parts = [street, row.address_additional_data, row.address_city, row.address_state];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
