import type { Capability } from '../model/backend.js';
import type { Backend } from './backend.js';

type Parts = Omit<Backend, 'status'>;

const parts: Readonly<Record<Capability, (backend: Parts) => unknown>> = {
  CLIENT_LOOKUP: ({ clients }) => clients,
  CLIENT_LIST: ({ clients }) => clients.list,
  CLIENT_UPDATE: ({ clientUpdates }) => clientUpdates,
  IDENTITY_CHECK: ({ identity }) => identity,
  TICKETS: ({ tickets }) => tickets,
  ZONES: ({ zones }) => zones,
  PLANS: ({ plans }) => plans,
  PING: ({ pings }) => pings,
  CONTRACTS: ({ contracts }) => contracts,
  INVOICES: ({ invoices }) => invoices,
  PAYMENT_LINKS: ({ paymentLinks }) => paymentLinks,
  PAYMENT_PROMISES: ({ promises }) => promises,
  ACCOUNT: ({ accounts }) => accounts,
  PAYMENTS: ({ payments }) => payments,
  PAYMENT_ENTRY: ({ paymentEntries }) => paymentEntries,
  CLIENT_TICKETS: ({ tickets }) => tickets?.list,
  CONTACT_DETAILS: ({ contactDetails }) => contactDetails,
  NETWORK: ({ network }) => network,
};

/** True when a back end fills the part of a capability, and has not turned out to lack it. */
export function hasCapability(backend: Parts, capability: Capability): boolean {
  return parts[capability](backend) !== undefined && backend.absent?.().has(capability) !== true;
}

/** Capabilities of a back end as it is installed. */
export function capabilitiesOf(backend: Parts): readonly Capability[] {
  return (Object.keys(parts) as Capability[]).filter((capability) => hasCapability(backend, capability));
}
