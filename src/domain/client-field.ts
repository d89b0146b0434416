import type { BackendName } from '../model/backend.js';

/**
 * Owner of each field of a client.
 * `RECORD`: the record through which the client was found, so that one field never mixes two people's data.
 * A back end: it alone has the field and is called only when the field is selected.
 * `EVERY`: the field concerns all back ends and calls each.
 * `GATEWAY`: stored by the gateway itself, under the WispHub record.
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
