import type { Backend } from '../../backends/backend.js';
import type { InvoiceList } from '../../model/invoice.js';
import type { Clock } from '../../store/store.js';
import type { UpstreamCall } from '../../upstream/call.js';
import { type CacheKind, type DomainObserver, noopObserver } from '../observer.js';
import { type CacheOptions, createCache } from './cache.js';
import { type ClientCache, createClientCache } from './client-cache.js';
import type { LifetimeTable } from './lifetime.js';

/** A back end whose answers are kept for a while. Its writes, pings and payment links go through. */
export interface CachedBackend extends Backend {
  readonly clientCache: ClientCache;
  readonly plans?: CachedPlans;
  /** What is remembered of a client is to be read anew. Invoices go whole: they are soon asked for again. */
  doubt(clientId: string): void;
  /** Nothing of a client is to be remembered. What is kept by other keys goes whole: it is little, and soon asked for again. */
  purge(clientId: string): void;
}

export interface CachedPlans extends Part<'plans'> {
  /** The list, if it is kept and good without asking. */
  peekList(): Awaited<ReturnType<CachedPlans['list']>> | undefined;
}

const maxPlans = 1_000;
const maxTickets = 5_000;
const maxZones = 1_000;
const maxInvoiceLists = 5_000;
const maxPaymentLists = 5_000;

/** @param clock above zero. Default: the process's. */
export function cacheBackend(
  backend: Backend,
  lifetimes: LifetimeTable,
  clock: Clock = () => performance.now(),
  observer: DomainObserver = noopObserver,
): CachedBackend {
  const { plans, ...others } = backend;
  const { name, tickets, zones, invoices, payments } = others;
  const clientCache = createClientCache(backend, lifetimes, clock, observer);
  const caches: Pick<AnswerCache<unknown>, 'clear'>[] = [];
  const keep: Keep = (kind, options) => {
    const observe: CacheOptions<unknown>['observe'] = (outcome, ageMs) =>
      observer.onCacheRead(name, kind, outcome, ageMs);
    const cache = createAnswerCache({ ...options, lifetime: lifetimes[kind], backend: name, clock, observe });
    caches.push(cache);
    return cache;
  };
  const lists = keep<InvoiceList>('invoice', { max: maxInvoiceLists });
  return {
    ...others,
    clientCache,
    doubt: (clientId) => {
      clientCache.delete(clientId);
      lists.clear();
    },
    purge: (clientId) => {
      clientCache.purge(clientId);
      for (const cache of caches) cache.clear();
    },
    ...(plans === undefined ? {} : { plans: cachePlans(plans, keep) }),
    ...(tickets === undefined ? {} : { tickets: cacheTickets(tickets, keep) }),
    ...(zones === undefined ? {} : { zones: cacheZones(zones, keep) }),
    ...(invoices === undefined ? {} : { invoices: cacheInvoices(invoices, lists) }),
    ...(payments === undefined ? {} : { payments: cachePayments(payments, keep) }),
  };
}

type Part<Name extends 'plans' | 'tickets' | 'zones' | 'invoices' | 'payments'> = NonNullable<Backend[Name]>;

/** Answers by key, out of the cache or by asking. */
interface AnswerCache<Value> {
  read(key: string | number, call: UpstreamCall, load: (call: UpstreamCall) => Promise<Value>): Promise<Value>;
  /** Fresh entry, without a load. */
  peek(key: string | number): Value | undefined;
  /** Keeps what was learnt without asking. */
  learn(key: string | number, value: Value): void;
  clear(): void;
}

type Keep = <Value>(kind: CacheKind, options: Pick<CacheOptions<Value>, 'max' | 'isAbsent'>) => AnswerCache<Value>;

function createAnswerCache<Value>(options: CacheOptions<Value> & { readonly clock: Clock }): AnswerCache<Value> {
  const cache = createCache(options);
  return {
    read: async (key, call, load) => (await cache.read(String(key), call, load)).value,
    peek: (key) => cache.show(String(key))?.value,
    learn: (key, value) => cache.put(String(key), { value, requestedAt: options.clock(), isStale: false }),
    clear: () => cache.deleteWhere(() => true),
  };
}

function cachePlans(plans: Part<'plans'>, keep: Keep): CachedPlans {
  // An empty list is what a native failure looks like, and the back end keeps it for 15 minutes itself (WispHub contract 1.12).
  const lists = keep<Awaited<ReturnType<typeof plans.list>>>('plan', {
    max: 1,
    isAbsent: ({ length }) => length === 0,
  });
  const details = keep<Awaited<ReturnType<typeof plans.detail>>>('plan', { max: maxPlans });
  return {
    peekList: () => lists.peek('all'),
    list: (call) => lists.read('all', call, plans.list),
    detail: (plan, call) => details.read(plan.key, call, (shared) => plans.detail(plan, shared)),
  };
}

function cacheTickets(tickets: Part<'tickets'>, keep: Keep): Part<'tickets'> {
  const subjects = keep<Awaited<ReturnType<typeof tickets.subjects>>>('ticketSubject', { max: 1 });
  const byId = keep<Awaited<ReturnType<typeof tickets.find>>>('ticket', { max: maxTickets });
  return {
    ...tickets,
    subjects: (call) => subjects.read('all', call, tickets.subjects),
    find: (ticketId, call) => byId.read(ticketId, call, (shared) => tickets.find(ticketId, shared)),
    create: async (ticket, call) => {
      const outcome = await tickets.create(ticket, call);
      if (outcome.kind === 'done') byId.learn(outcome.value.ticketId, outcome.value);
      return outcome;
    },
  };
}

function cacheZones(zones: Part<'zones'>, keep: Keep): Part<'zones'> {
  const loads = keep<Awaited<ReturnType<typeof zones.load>>>('zone', { max: maxZones });
  return { ...zones, load: (zoneId, call) => loads.read(zoneId, call, (shared) => zones.load(zoneId, shared)) };
}

function cacheInvoices(invoices: Part<'invoices'>, lists: AnswerCache<InvoiceList>): Part<'invoices'> {
  return { list: (client, call) => lists.read(client.id, call, (shared) => invoices.list(client, shared)) };
}

function cachePayments(payments: Part<'payments'>, keep: Keep): Part<'payments'> {
  const lists = keep<Awaited<ReturnType<typeof payments.list>>>('payment', { max: maxPaymentLists });
  return { list: (client, call) => lists.read(client.id, call, (shared) => payments.list(client, shared)) };
}
