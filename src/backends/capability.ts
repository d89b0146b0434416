import type { Capability } from '../model/backend.js';
import type { Backend } from './backend.js';

const parts: Readonly<Record<Capability, (backend: Omit<Backend, 'status'>) => unknown>> = {
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
};

/** Capabilities of a back end: the parts of the port that it fills. */
export function capabilitiesOf(backend: Omit<Backend, 'status'>): readonly Capability[] {
  return (Object.keys(parts) as Capability[]).filter((capability) => parts[capability](backend) !== undefined);
}
