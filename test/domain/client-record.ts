import type { ClientKey, ClientRecord } from '../../src/model/client.js';
import { encodeId } from '../../src/model/id.js';
import { toPhones } from '../../src/model/phone.js';

/** A client of WispHub of whom only the number is known, and what is given. */
export function toRecord(
  serviceId: number,
  { phone, ...known }: Partial<ClientRecord> & { readonly phone?: string } = {},
): ClientRecord {
  return {
    id: encodeId('Client', 'WISPHUB', serviceId),
    backend: 'WISPHUB',
    key: byId(serviceId),
    externalIds: [],
    serviceId,
    name: null,
    document: null,
    documentCountry: 'CO',
    phones: toPhones(phone, 'CO'),
    email: null,
    address: null,
    city: null,
    locality: null,
    province: null,
    country: null,
    location: null,
    status: 'ACTIVE',
    upstreamStatus: null,
    outstandingBalance: null,
    cutOffDate: null,
    planName: null,
    planPrice: null,
    zoneId: null,
    technicianId: null,
    antennaIp: null,
    lanInterface: null,
    contracts: [],
    fetchedAt: 0,
    ...known,
  };
}

export function byId(serviceId: number): ClientKey {
  return { kind: 'SERVICE_ID', value: String(serviceId) };
}

export function byPhone(e164: string): ClientKey {
  return { kind: 'PHONE', value: e164 };
}

export function byDocument(value: string): ClientKey {
  return { kind: 'DOCUMENT', value };
}
