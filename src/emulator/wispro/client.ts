import { writeContract } from './contract.js';
import { type Row, sortKeys, writeAbsent } from './fixtures/absence.js';
import { plantedSecrets } from './fixtures/cases.js';
import { stateOf, type WisproInstance } from './fixtures/instance.js';
import type { AccessServer, Subscriber } from './fixtures/subscriber.js';

const cached = ['name', 'national_identification_number', 'contracts'];

/**
 * The client of `data`, as in contract 3.1: keys sorted, `state` a province (D2), and no id of its own (D1).
 * `a_status` follows the first contract and `connections_qty` counts servers; the contract leaves both open (D3, D5).
 */
export function writeClient(instance: WisproInstance, subscriber: Subscriber): Row {
  const [first] = subscriber.contracts;
  const servers = serversOf(subscriber);
  const row = {
    a_status: first === undefined ? null : stateOf(instance, first),
    address: `${subscriber.place.street}-${subscriber.place.number}`,
    city: subscriber.place.city,
    connections: writeConnections(instance, servers),
    connections_qty: servers.length,
    created_at: '2021-02-23T14:45:17.627-03:00',
    details: '',
    email: subscriber.email,
    kind_person: 'other',
    link_mobile_login: `https://cloud.wispro.co/portal_api/auth/${plantedSecrets.loginLink}-${subscriber.publicId}`,
    name: subscriber.name,
    national_identification_number: subscriber.dni,
    node_coverage: null,
    phone: subscriber.phone,
    phone_mobile: subscriber.phoneMobile,
    phone_mobile_verified: subscriber.phoneMobile !== null,
    state: subscriber.place.province,
    updated_at: '2021-08-04T10:40:31.203-03:00',
    zone_name: subscriber.zone,
    ...writeContracts(instance, subscriber),
  };
  const password = subscriber.password === null ? {} : { password: subscriber.password };
  return sortKeys({ ...writeAbsent(row, subscriber.absence, cached), ...password, ...subscriber.extra });
}

/** The distinct access servers, in the order of the contracts. */
function serversOf(subscriber: Subscriber): readonly AccessServer[] {
  return [...new Map(subscriber.contracts.map(({ server }) => [server.id, server])).values()];
}

function writeConnections(instance: WisproInstance, servers: readonly AccessServer[]): unknown {
  const connections = servers.map(({ id, name }) => ({ id, type: 'mikrotik', name }));
  return instance.settings.connectionsAs === 'array' ? connections : (connections[0] ?? null);
}

function writeContracts(instance: WisproInstance, subscriber: Subscriber): Row {
  const contracts = subscriber.contracts.map((contract) => writeContract(instance, subscriber, contract));
  const forms: Readonly<Record<typeof instance.settings.contractsAs, Row>> = {
    array: { contracts },
    object: { contracts: contracts[0] ?? null },
    null: { contracts: null },
    missing: {},
  };
  return forms[instance.settings.contractsAs];
}
