import type { Backend } from '../../backends/backend.js';
import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import { createClientIndexes } from '../../model/client-index.js';
import { UpstreamError } from '../../model/errors.js';
import type { Clock } from '../../store/store.js';
import type { UpstreamCall } from '../../upstream/call.js';
import { type CacheKind, type CacheOutcome, type DomainObserver, noopObserver } from '../observer.js';
import { createClientOrders } from '../search/client-index.js';
import { type ClientTexts, createClientTexts } from '../search/client-text.js';
import { type Cache, type CacheOptions, createCache } from './cache.js';
import type { CacheEntry } from './cache-entry.js';
import { nameOf } from './client-key.js';
import { createClientLookup } from './client-lookup.js';
import type { LifetimeTable } from './lifetime.js';
import { loadEach } from './load-each.js';

/** The clients of one back end, as they are remembered or asked for. */
export interface ClientCache {
  /** For each key its client, null, or the error of its look-up. */
  findMany(
    keys: readonly ClientKey[],
    call: UpstreamCall,
  ): Promise<readonly (CacheEntry<ClientRecord | null> | Error)[]>;
  /** Absent: the back end has no list. */
  readonly list?: (call: UpstreamCall) => Promise<CacheEntry<ClientList>>;
  /** Everybody in a list who has a key. */
  holdersIn(list: ClientList, key: ClientKey): readonly ClientRecord[];
  /** Clients that have a key according to the cached list; none without a cached list, since nothing is requested. */
  recallHolders(key: ClientKey): readonly ClientRecord[];
  /** The records of a list by key. */
  inOrder(list: ClientList): readonly ClientRecord[];
  /** Searchable texts of the clients. */
  textsOf(list: ClientList): Promise<ClientTexts>;
  /** Milliseconds since the list was asked for that is looked into; null: there is none. */
  readonly listAgeMs: number | null;
  /** A write to the client ended with an unknown outcome: earlier look-ups of it, by any key, are no longer shown. */
  delete(clientId: string): void;
  /** Nothing of a client is to be remembered, under whatever key. */
  purge(clientId: string): void;
}

/**
 * The cost rule. No back end can look up several keys in one call. A middleware's list is one call whatever its length, and it keeps it
 * ready for minutes; a single look-up goes through to the native system each time (WispHub contract 1.3, 1.11). So of the keys that are
 * asked for together, those that are remembered cost nothing; from this many others on, the list is the cheaper question. A list in pages
 * costs more while none is held: its adapter knows from how many on it is worth it.
 */
export const listBreakEven = 4;

/** Single look-ups: the list is remembered whole beside them. One costs about a kilobyte. */
const maxSingles = 50_000;

/** A list that lost this share of its rows has lost pages, which a native failure leaves out in silence (WispHub contract 1.12). */
const lossShare = 0.1;

export function createClientCache(
  { name: backend, clients, locality }: Backend,
  lifetimes: LifetimeTable,
  clock: Clock = () => performance.now(),
  observer: DomainObserver = noopObserver,
): ClientCache {
  const observe = (kind: CacheKind) => (outcome: CacheOutcome, ageMs: number) =>
    observer.onCacheRead(backend, kind, outcome, ageMs);
  const observeList = observe('clientList');
  const singles = createSingles({ backend, lifetime: lifetimes.client, clock, observe: observe('client') });
  const lists = createLists({ backend, lifetime: lifetimes.clientList, clock, observe: observeList });
  const indexOf = createClientIndexes(locality);
  const inOrder = createClientOrders();
  const texts = createClientTexts();
  const { list } = clients;
  const readList =
    list === undefined
      ? undefined
      : (call: UpstreamCall): Promise<CacheEntry<ClientList>> => lists.read('all', call, list);

  const { findIn, lookUp } = createClientLookup({
    ...{ clients, singles, lists, indexOf },
    ...(lifetimes.clientList.fresh > 0 ? { readList } : {}),
  });

  /** The list, if these keys are worth it, or if it is so young that it stands for the look-ups of all its members. */
  const listFor = async (
    keys: readonly ClientKey[],
    call: UpstreamCall,
  ): Promise<CacheEntry<ClientList> | undefined> => {
    if (readList === undefined || call.isFresh === true || call.budget !== undefined) return undefined;
    const last = lists.peek('all');
    const young = last !== undefined && clock() - last.requestedAt < lifetimes.client.fresh ? last : undefined;
    const single = keys.filter((key) => singles.peek(nameOf(key)) === undefined);
    const unknown = single.filter((key) => findIn(young, key) === undefined);
    if (unknown.length < (last === undefined ? Math.max(listBreakEven, clients.held?.breakEven ?? 0) : listBreakEven)) {
      if (young !== undefined && unknown.length < single.length) observeList('hit', clock() - young.requestedAt);
      return young;
    }
    return readList(call).catch((error: unknown) => {
      if (error instanceof UpstreamError) return undefined;
      throw error;
    });
  };

  const forget = (clientId: string): void => singles.deleteWhere((record) => record?.id === clientId);

  return {
    findMany: async (keys, call) => {
      const listed = await listFor(keys, call);
      return loadEach(keys, async (key) => {
        const isCached = singles.peek(nameOf(key)) !== undefined;
        return (isCached ? undefined : findIn(listed, key)) ?? lookUp(key, call);
      });
    },
    ...(readList === undefined ? {} : { list: readList }),
    holdersIn: (list, key) => indexOf(list)(key),
    recallHolders: (key) => {
      const cached = lists.recall('all');
      return cached === undefined ? [] : indexOf(cached.value)(key);
    },
    inOrder,
    get listAgeMs() {
      const cached = lists.recall('all');
      return clients.held?.ageMs ?? (cached === undefined ? null : clock() - cached.requestedAt);
    },
    textsOf: (list) => texts.of(list, inOrder(list)),
    delete: forget,
    purge: (clientId) => {
      forget(clientId);
      texts.forget();
      clients.held?.forget();
      lists.deleteWhere(({ records }) => records.some(({ id }) => id === clientId));
    },
  };
}

type Shared = Pick<CacheOptions<never>, 'backend' | 'lifetime' | 'clock' | 'observe'>;

function createSingles(shared: Shared): Cache<ClientRecord | null> {
  return createCache<ClientRecord | null>({ ...shared, max: maxSingles, lagOf: (record) => record?.lagMs ?? 0 });
}

function createLists(shared: Shared): Cache<ClientList> {
  const isAbsent = ({ completeness }: ClientList): boolean => completeness === 'PARTIAL';
  const heldOf = ({ readAt }: ClientList): number => (readAt === undefined ? 0 : performance.now() - readAt);
  return createCache<ClientList>({ ...shared, max: 1, isAbsent, isUncertain: hasLost, heldOf });
}

/** Part of a list may be missing: it is not believed while a longer one is remembered. */
function hasLost(list: ClientList, old: ClientList): boolean {
  return list.completeness === 'PARTIAL' || list.records.length < old.records.length * (1 - lossShare);
}
