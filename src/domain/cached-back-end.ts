import type { BackEnd } from '../backends/backend.js';
import { createCache } from './cache.js';
import { type ClientCache, createClientCache } from './client-cache.js';
import type { LifetimeTable } from './lifetime.js';

/** A back end whose answers are kept for a while. Its writes, pings and payment links go through. */
export interface CachedBackEnd extends BackEnd {
  readonly clientCache: ClientCache;
}

const maxPlans = 1_000;
const maxTickets = 5_000;
const maxZones = 1_000;
const maxInvoiceLists = 5_000;

export function cacheBackEnd(backEnd: BackEnd, lifetimes: LifetimeTable): CachedBackEnd {
  return {
    ...backEnd,
    clientCache: createClientCache(backEnd, lifetimes),
    ...(backEnd.plans === undefined ? {} : { plans: cachePlans(backEnd.plans, lifetimes) }),
    ...(backEnd.tickets === undefined ? {} : { tickets: cacheTickets(backEnd.tickets, lifetimes) }),
    ...(backEnd.zones === undefined ? {} : { zones: cacheZones(backEnd.zones, lifetimes) }),
    ...(backEnd.invoices === undefined ? {} : { invoices: cacheInvoices(backEnd.invoices, lifetimes) }),
  };
}

type Part<Name extends keyof BackEnd> = NonNullable<BackEnd[Name]>;

function cachePlans(plans: Part<'plans'>, { plan }: LifetimeTable): Part<'plans'> {
  // An empty list is what a native failure looks like, and the back end keeps it for 15 minutes itself (WispHub contract 1.12).
  const lists = createCache<Awaited<ReturnType<typeof plans.list>>>({
    lifetime: plan,
    max: 1,
    isAbsent: ({ length }) => length === 0,
  });
  const details = createCache<Awaited<ReturnType<typeof plans.detail>>>({ lifetime: plan, max: maxPlans });
  return {
    list: async (call) => (await lists.read('all', call, plans.list)).value,
    detail: async (planId, call) =>
      (await details.read(String(planId), call, (shared) => plans.detail(planId, shared))).value,
  };
}

function cacheTickets(tickets: Part<'tickets'>, { ticket, ticketSubject }: LifetimeTable): Part<'tickets'> {
  const subjects = createCache<Awaited<ReturnType<typeof tickets.subjects>>>({ lifetime: ticketSubject, max: 1 });
  const byId = createCache<Awaited<ReturnType<typeof tickets.find>>>({ lifetime: ticket, max: maxTickets });
  return {
    subjects: async (call) => (await subjects.read('all', call, tickets.subjects)).value,
    find: async (ticketId, call) =>
      (await byId.read(String(ticketId), call, (shared) => tickets.find(ticketId, shared))).value,
    create: tickets.create,
  };
}

function cacheZones(zones: Part<'zones'>, { zone }: LifetimeTable): Part<'zones'> {
  const loads = createCache<Awaited<ReturnType<typeof zones.load>>>({ lifetime: zone, max: maxZones });
  return {
    load: async (zoneId, call) =>
      (await loads.read(String(zoneId), call, (shared) => zones.load(zoneId, shared))).value,
  };
}

function cacheInvoices(invoices: Part<'invoices'>, { invoice }: LifetimeTable): Part<'invoices'> {
  const lists = createCache<Awaited<ReturnType<typeof invoices.list>>>({ lifetime: invoice, max: maxInvoiceLists });
  return {
    list: async (client, call) => (await lists.read(client.id, call, (shared) => invoices.list(client, shared))).value,
  };
}
