import { LRUCache } from 'lru-cache';
import type { BackendName } from '../../model/backend.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { CacheOutcome } from '../observer.js';
import {
  type CacheEntry,
  createStalenessPolicy,
  notFreshMs,
  type Recall,
  type StalenessOptions,
} from './cache-entry.js';
import { type FlightOrigin, InFlightRequest } from './single-flight.js';

export interface Cache<Value> {
  /**
   * Asks once for everyone who wants the same key at the same time.
   * @param recall what else is remembered of the key, which may stand in as an older answer may.
   * @throws whatever `load` throws, if nothing may stand in. @throws {UpstreamError} the caller's time was over first.
   */
  read(key: string, call: UpstreamCall, load: LoadValue<Value>, recall?: Recall<Value>): Promise<CacheEntry<Value>>;
  /** Fresh entry, without a load. */
  peek(key: string): CacheEntry<Value> | undefined;
  /** The same, shown to somebody: it counts as read. */
  show(key: string): CacheEntry<Value> | undefined;
  /** Cached entry of any age. */
  recall(key: string): CacheEntry<Value> | undefined;
  /** Keeps what was learnt in passing, unless what is kept or on its way is as young. */
  put(key: string, cached: CacheEntry<Value>): void;
  /**
   * Deletes matching entries and ignores loads in flight and values requested before: later reads never see data requested before the
   * deletion.
   */
  deleteWhere(isMeant: (value: Value) => boolean): void;
}

export type LoadValue<Value> = (call: UpstreamCall) => Promise<Value>;

export interface CacheOptions<Value> extends StalenessOptions<Value> {
  readonly backend: BackendName;
  readonly max: number;
  /** Observer of each read. */
  readonly observe?: ((outcome: CacheOutcome, ageMs: number) => void) | undefined;
}

interface Wanted<Value> {
  readonly load: LoadValue<Value>;
  readonly recall: Recall<Value> | undefined;
  readonly begunBy: FlightOrigin;
}

/**
 * Keeps what back ends answer, by the table of lifetimes: single flight, stale while revalidating, stale if there is an error (RFC 5861).
 * A key is of one back end and one kind, and of no caller: what a caller may see of a value is decided where it is shown.
 */
export function createCache<Value>(options: CacheOptions<Value>): Cache<Value> {
  const { backend, lifetime, max, clock = () => performance.now(), observe = () => undefined } = options;
  const classify = createStalenessPolicy(options);
  const flights = new Map<string, InFlightRequest>();
  let forgottenAt = Number.NEGATIVE_INFINITY;

  const entries = new LRUCache<string, CacheEntry<Value>, Wanted<Value>>({
    max,
    perf: { now: clock },
    ttlResolution: 0,
    noDeleteOnStaleGet: true,
    noDeleteOnFetchRejection: true,
    // A load that was evicted or replaced still answers the readers that wait for it.
    ignoreFetchAbort: true,
    fetchMethod: async (key, old, { context, options: fetching }) => {
      const inFlight = new InFlightRequest(clock(), backend);
      flights.set(key, inFlight);
      try {
        const cached = await ask(inFlight, old, context);
        fetching.ttl = classify.goodForMs(cached);
        return cached;
      } finally {
        if (flights.get(key) === inFlight) flights.delete(key);
      }
    },
  });

  const ask = async (
    inFlight: InFlightRequest,
    old: CacheEntry<Value> | undefined,
    wanted: Wanted<Value>,
  ): Promise<CacheEntry<Value>> => {
    const { load, recall, begunBy } = wanted;
    try {
      const value = await load(inFlight.toCall(begunBy));
      return classify.findBetter(value, old, recall) ?? { value, requestedAt: inFlight.requestedAt, isStale: false };
    } catch (error) {
      return classify.standInFor(error, old, recall);
    }
  };

  const notify = (shown: CacheEntry<Value> | undefined, isOld: boolean, asking: CacheOutcome): void => {
    if (shown?.isStale === true) observe('stale', classify.ageOf(shown));
    else if (shown !== undefined && isOld) observe('hit', classify.ageOf(shown));
    else observe(asking, 0);
  };

  const recallCached = (key: string): CacheEntry<Value> | undefined => entries.peek(key, { allowStale: true });
  const put = (key: string, cached: CacheEntry<Value>): void => {
    if (lifetime.fresh === 0 || cached.requestedAt <= forgottenAt) return;
    const old = recallCached(key);
    const knownAsOf = flights.get(key)?.requestedAt ?? (old === undefined ? undefined : classify.asOf(old));
    if (knownAsOf !== undefined && knownAsOf >= classify.asOf(cached)) return;
    flights.delete(key);
    entries.set(key, cached, { ttl: classify.goodForMs(cached), start: cached.requestedAt });
  };

  const readPast = async (
    key: string,
    call: UpstreamCall,
    { load, recall }: Wanted<Value>,
  ): Promise<CacheEntry<Value>> => {
    const requestedAt = clock();
    const value = await load(call);
    const cached = { value, requestedAt, isStale: false };
    if (classify.findBetter(value, recallCached(key), recall) === undefined) put(key, cached);
    return cached;
  };

  /** An abandoned load leaves the entry unchanged; the next reader begins another. */
  const desert = (key: string, inFlight: InFlightRequest): void => {
    if (flights.get(key) !== inFlight) return;
    flights.delete(key);
    const old = recallCached(key);
    if (old === undefined) entries.delete(key);
    else entries.set(key, old, { ttl: notFreshMs });
  };

  const forget = (key: string): void => {
    flights.delete(key);
    entries.delete(key);
  };

  return {
    read: async (key, call, load, recall) => {
      const wanted = { load, recall, begunBy: call };
      if (lifetime.fresh === 0 || call.isFresh === true) return readPast(key, call, wanted);
      const old = recallCached(key);
      const asking = flights.has(key) ? 'joined' : 'miss';
      const allowStale = old !== undefined && classify.ageOf(old) < classify.shownForMs(old);
      const answer = entries.fetch(key, { allowStale, context: wanted });
      const inFlight = allowStale ? undefined : flights.get(key);
      let shown: CacheEntry<Value> | undefined;
      try {
        shown = await (inFlight?.wait(answer, call, () => desert(key, inFlight)) ?? answer);
        if (shown === undefined) throw new Error('a load gave nothing');
        return shown;
      } catch (error) {
        shown = classify.standInFor(error, old, recall);
        return shown;
      } finally {
        notify(shown, shown === old, asking);
      }
    },
    peek: (key) => entries.peek(key),
    show: (key) => {
      const cached = entries.get(key);
      if (cached !== undefined) notify(cached, true, 'miss');
      return cached;
    },
    recall: recallCached,
    put,
    deleteWhere: (isMeant) => {
      forgottenAt = clock();
      for (const key of [...flights.keys()]) forget(key);
      // Unlike its other iterators, this one shows what is out of date too.
      for (const [key, { value }] of entries.dump()) if (isMeant(value.value)) forget(key);
    },
  };
}
