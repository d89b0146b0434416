import type { Locality } from '../../model/backend.js';
import type { ClientRecord } from '../../model/client.js';
import type { Contract } from '../../model/contract.js';
import { toDocument } from '../../model/document.js';
import { type ExternalId, encodeId } from '../../model/id.js';
import { type Phone, toPhones } from '../../model/phone.js';
import type { ClientPort, Warn } from '../backend.js';
import { type ClientBody, readClientId } from './client-body.js';
import { combineStatuses, toContract } from './contract.js';
import { anotherClient, isAnyClient, isRequestedClient, pickClient } from './identity.js';
import { createFilterProof } from './protocol/filter-proof.js';
import { isUuid, type Search, type Searches, toClientKey } from './protocol/search.js';
import { defineEndpoint, type Session } from './protocol/session.js';

export const data = defineEndpoint('/api/data', ['contracts', 'name', 'data']);

export function createClients(session: Session, searches: Searches, locality: Locality, warn: Warn): ClientPort {
  const proof = createFilterProof(async ({ type, q }, call) => {
    const body = await session.read(data, { q, type }, call);
    return isAnyClient(body);
  });
  return {
    keyKinds: ['CLIENT_ID', 'COD', 'DNI', 'CUIT', 'DOCUMENT'],
    find: async (key, call) => {
      for (const search of searches.of(key)) {
        const body = await session.read(data, { q: search.q, type: search.type }, call);
        const client = pickClient(body, search, locality.country);
        if (client === null) continue;
        if (isRequestedClient(client, search, locality.country) === null && !(await proof.holds(search.type, call)))
          throw anotherClient();
        if (client.contracts.dropped > 0) warn('contracts that cannot be read', client.contracts.dropped);
        return toClient(client, search, searches, locality);
      }
      return null;
    },
  };
}

function toClient(theirs: ClientBody, search: Search, searches: Searches, locality: Locality): ClientRecord {
  const ownId = readClientId(theirs) ?? (search.type === 'id' && isUuid(search.q) ? search.q : null);
  const clientKey = ownId ?? searches.seal(search);
  const contracts = theirs.contracts.rows.map((row) => toContract(row, clientKey, theirs.connections));
  const document = theirs.national_identification_number;
  return {
    id: encodeId('Client', 'WISPRO', clientKey),
    backend: 'WISPRO',
    key: toClientKey(search),
    externalIds: toExternalIds(ownId, contracts),
    serviceId: null,
    name: theirs.name,
    document: document === null ? null : (toDocument(document) ?? document),
    documentCountry: locality.country,
    phones: readPhones(theirs, locality.phoneCountry),
    email: theirs.email,
    address: theirs.address,
    city: theirs.city,
    locality: null,
    province: theirs.state,
    country: onlyOne(theirs.contracts.rows.map((contract) => contract.address_country)),
    location: contracts.length === 1 ? (contracts[0]?.location ?? null) : null,
    status: combineStatuses(contracts),
    upstreamStatus: theirs.a_status,
    outstandingBalance: null,
    cutOffDate: null,
    planName: null,
    planPrice: null,
    zoneId: null,
    technicianId: null,
    antennaIp: null,
    lanInterface: null,
    contracts,
    fetchedAt: Date.now(),
  };
}

/** The ids by which the back end knows a client and its contracts. */
export function toExternalIds(ownId: string | null, contracts: readonly Contract[]): readonly ExternalId[] {
  const toId = (kind: string, value: string | number | null): readonly ExternalId[] =>
    value === null ? [] : [{ backend: 'WISPRO', kind, value: String(value) }];
  return [
    ...toId('CLIENT_ID', ownId),
    ...contracts.flatMap(({ contractId, publicId }) => [
      ...toId('CONTRACT_ID', contractId),
      ...toId('CONTRACT_PUBLIC_ID', publicId),
    ]),
  ];
}

/** They may be different lines (contract D12): the mobile first, which is written in full. */
export function readPhones(
  { phone_mobile, phone }: Pick<ClientBody, 'phone_mobile' | 'phone'>,
  country: string,
): readonly Phone[] {
  const phones = [...toPhones(phone_mobile, country), ...toPhones(phone, country)];
  const numbers = phones.map(({ e164, raw }) => e164 ?? raw);
  return phones.filter((_, index) => numbers.indexOf(numbers[index] ?? '') === index);
}

/** The value on which all records that have one agree. */
export function onlyOne(values: readonly (string | null)[]): string | null {
  const distinct = new Set(values.filter((value) => value !== null));
  return distinct.size === 1 ? ([...distinct][0] ?? null) : null;
}
