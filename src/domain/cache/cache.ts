import { LRUCache } from 'lru-cache';
import { atMost } from '../../model/at-most.js';
import type { BackendName } from '../../model/backend.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { CacheOutcome } from '../observer.js';
import {
  type CacheEntry,
  createStalenessPolicy,
  notFreshMs,
  type Recall,
  type StalenessOptions,
  type StalenessPolicy,
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
 * Caches answers of back ends by the table of lifetimes: single flight, stale while revalidating, stale if there is an error (RFC 5861).
 * A key is of one back end and one kind, and of no caller: masking is applied where a value is shown.
 */
export function createCache<Value>(options: CacheOptions<Value>): Cache<Value> {
  return new LifetimeCache(options);
}

class LifetimeCache<Value> implements Cache<Value> {
  readonly #options: CacheOptions<Value>;
  readonly #clock: () => number;
  readonly #policy: StalenessPolicy<Value>;
  readonly #entries: LRUCache<string, CacheEntry<Value>, Wanted<Value>>;
  readonly #inFlight = new Map<string, InFlightRequest>();
  #deletedAt = Number.NEGATIVE_INFINITY;

  constructor(options: CacheOptions<Value>) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    this.#policy = createStalenessPolicy(options);
    this.#entries = new LRUCache({
      ...atMost(options.max),
      perf: { now: this.#clock },
      ttlResolution: 0,
      noDeleteOnStaleGet: true,
      noDeleteOnFetchRejection: true,
      // A load that was evicted or replaced still answers the readers that wait for it.
      ignoreFetchAbort: true,
      fetchMethod: async (key, old, { context, options: fetching }) => {
        const request = new InFlightRequest(this.#clock(), options.backend);
        this.#inFlight.set(key, request);
        try {
          const entry = await this.#load(request, old, context);
          const heldMs = entry.isStale ? 0 : request.requestedAt - entry.requestedAt;
          fetching.ttl = Math.max(notFreshMs, this.#policy.goodForMs(entry) - heldMs) || notFreshMs;
          return entry;
        } finally {
          if (this.#inFlight.get(key) === request) this.#inFlight.delete(key);
        }
      },
    });
  }

  async read(
    key: string,
    call: UpstreamCall,
    load: LoadValue<Value>,
    recall?: Recall<Value>,
  ): Promise<CacheEntry<Value>> {
    const wanted = { load, recall, begunBy: call };
    const isAlone = call.budget !== undefined && this.peek(key) === undefined && !this.#inFlight.has(key);
    if (this.#options.lifetime.fresh === 0 || call.isFresh === true || isAlone)
      return this.#readPast(key, call, wanted);
    const old = this.recall(key);
    const outcome = this.#inFlight.has(key) ? 'joined' : 'miss';
    const allowStale = old !== undefined && this.#policy.ageOf(old) < this.#policy.shownForMs(old);
    const answer = this.#entries.fetch(key, { allowStale, context: wanted });
    const request = allowStale ? undefined : this.#inFlight.get(key);
    let shown: CacheEntry<Value> | undefined;
    try {
      shown = await (request?.wait(answer, call, () => this.#abandon(key, request)) ?? answer);
      if (shown === undefined) throw new Error('a load gave nothing');
      return shown;
    } catch (error) {
      shown = this.#policy.standInFor(error, old, recall);
      return shown;
    } finally {
      this.#observe(shown, shown === old, outcome);
    }
  }

  peek(key: string): CacheEntry<Value> | undefined {
    return this.#entries.peek(key);
  }

  show(key: string): CacheEntry<Value> | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.#observe(entry, true, 'miss');
    return entry;
  }

  recall(key: string): CacheEntry<Value> | undefined {
    return this.#entries.peek(key, { allowStale: true });
  }

  put(key: string, entry: CacheEntry<Value>): void {
    if (this.#options.lifetime.fresh === 0 || entry.requestedAt <= this.#deletedAt) return;
    const old = this.recall(key);
    const knownAsOf = this.#inFlight.get(key)?.requestedAt ?? (old === undefined ? undefined : this.#policy.asOf(old));
    if (knownAsOf !== undefined && knownAsOf >= this.#policy.asOf(entry)) return;
    this.#inFlight.delete(key);
    this.#entries.set(key, entry, { ttl: this.#policy.goodForMs(entry), start: entry.requestedAt });
  }

  deleteWhere(isMeant: (value: Value) => boolean): void {
    this.#deletedAt = this.#clock();
    for (const key of [...this.#inFlight.keys()]) this.#delete(key);
    // Unlike its other iterators, this one includes expired entries.
    for (const [key, { value }] of this.#entries.dump()) if (isMeant(value.value)) this.#delete(key);
  }

  async #load(
    request: InFlightRequest,
    old: CacheEntry<Value> | undefined,
    { load, recall, begunBy }: Wanted<Value>,
  ): Promise<CacheEntry<Value>> {
    try {
      const value = await load(request.toCall(begunBy));
      return this.#policy.findBetter(value, old, recall) ?? this.#policy.toEntry(value, request.requestedAt);
    } catch (error) {
      return this.#policy.standInFor(error, old, recall);
    }
  }

  async #readPast(key: string, call: UpstreamCall, { load, recall }: Wanted<Value>): Promise<CacheEntry<Value>> {
    const requestedAt = this.#clock();
    const value = await load(call);
    const entry = this.#policy.toEntry(value, requestedAt);
    // What was read sparingly is not for others.
    if (call.budget !== undefined) return entry;
    if (this.#policy.findBetter(value, this.recall(key), recall) === undefined) this.put(key, entry);
    return entry;
  }

  /** An abandoned load leaves the entry unchanged; the next reader begins another. */
  #abandon(key: string, request: InFlightRequest): void {
    if (this.#inFlight.get(key) !== request) return;
    this.#inFlight.delete(key);
    const old = this.recall(key);
    if (old === undefined) this.#entries.delete(key);
    else this.#entries.set(key, old, { ttl: notFreshMs });
  }

  #delete(key: string): void {
    this.#inFlight.delete(key);
    this.#entries.delete(key);
  }

  #observe(shown: CacheEntry<Value> | undefined, isOld: boolean, otherwise: CacheOutcome): void {
    const { observe } = this.#options;
    if (shown?.isStale === true) observe?.('stale', this.#policy.ageOf(shown));
    else if (shown !== undefined && isOld) observe?.('hit', this.#policy.ageOf(shown));
    else observe?.(otherwise, 0);
  }
}
