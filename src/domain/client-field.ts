import type { BackendName } from '../model/backend.js';

/**
 * Who answers a field of a client: the precedence table.
 * `RECORD`: the record through which the client was found, so that one client never mixes two people's words in one field.
 * A back end: that one alone knows it, and it is asked only when the field is selected.
 * `EVERY`: the field is about all back ends, and asks each.
 * `GATEWAY`: kept by the gateway itself, under the WispHub record.
 */
export type FieldOwner = 'RECORD' | 'EVERY' | 'GATEWAY' | BackendName;

export const clientFieldOwners = {
  id: 'RECORD',
  name: 'RECORD',
  document: 'RECORD',
  phones: 'RECORD',
  address: 'RECORD',
  city: 'RECORD',
  status: 'RECORD',
  paymentStatus: 'RECORD',
  serviceId: 'WISPHUB',
  locality: 'WISPHUB',
  outstandingBalance: 'WISPHUB',
  cutOffDate: 'WISPHUB',
  plan: 'WISPHUB',
  zone: 'WISPHUB',
  technicianId: 'WISPHUB',
  antennaIp: 'WISPHUB',
  lanInterface: 'WISPHUB',
  email: 'WISPRO',
  province: 'WISPRO',
  country: 'WISPRO',
  location: 'WISPRO',
  contracts: 'WISPRO',
  invoices: 'WISPRO',
  tickets: 'GATEWAY',
  pingTasks: 'GATEWAY',
  externalIds: 'EVERY',
  sources: 'EVERY',
} as const satisfies Readonly<Record<string, FieldOwner>>;

export type ClientField = keyof typeof clientFieldOwners;
