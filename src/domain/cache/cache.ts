import { LRUCache } from 'lru-cache';
import type { BackendName } from '../../model/backend.js';
import type { Call } from '../../upstream/call.js';
import type { CacheOutcome } from '../observer.js';
import { createJudge, type Judgement, type Kept, notGoodMs, type Recall } from './cache-entry.js';
import { type BegunBy, Flight } from './single-flight.js';

export interface Cache<Value> {
  /**
   * Asks once for everyone who wants the same key at the same time.
   * @param recall what else is remembered of the key, which may stand in as an older answer may.
   * @throws whatever `load` throws, if nothing may stand in. @throws {UpstreamError} the caller's time was over first.
   */
  read(key: string, call: Call, load: Load<Value>, recall?: Recall<Value>): Promise<Kept<Value>>;
  /** What is kept and good without asking. */
  peek(key: string): Kept<Value> | undefined;
  /** The same, shown to somebody: it counts as read. */
  show(key: string): Kept<Value> | undefined;
  /** What is kept, however old. */
  recall(key: string): Kept<Value> | undefined;
  /** Keeps what was learnt in passing, unless what is kept or on its way is as young. */
  put(key: string, kept: Kept<Value>): void;
  /**
   * Forgets the keys of such values, whatever is on its way, and whatever was asked for before and is put afterwards: whoever asks from
   * now on is told nothing of them that was asked for before.
   */
  forgetWhere(isMeant: (value: Value) => boolean): void;
}

export type Load<Value> = (call: Call) => Promise<Value>;

export interface CacheOptions<Value> extends Judgement<Value> {
  readonly backend: BackendName;
  readonly max: number;
  /** Told what came of each reading. Default: nobody. */
  readonly observe?: ((outcome: CacheOutcome, ageMs: number) => void) | undefined;
}

interface Wanted<Value> {
  readonly load: Load<Value>;
  readonly recall: Recall<Value> | undefined;
  readonly begunBy: BegunBy;
}

/**
 * Keeps what back ends answer, by the table of lifetimes: single flight, stale while revalidating, stale if there is an error (RFC 5861).
 * A key is of one back end and one kind, and of no caller: what a caller may see of a value is decided where it is shown.
 */
export function createCache<Value>(options: CacheOptions<Value>): Cache<Value> {
  const { backend, lifetime, max, clock = () => performance.now(), observe = () => undefined } = options;
  const judge = createJudge(options);
  const flights = new Map<string, Flight>();
  let forgottenAt = Number.NEGATIVE_INFINITY;

  const entries = new LRUCache<string, Kept<Value>, Wanted<Value>>({
    max,
    perf: { now: clock },
    ttlResolution: 0,
    noDeleteOnStaleGet: true,
    noDeleteOnFetchRejection: true,
    // What is evicted or replaced on its way is still what its readers wait for.
    ignoreFetchAbort: true,
    fetchMethod: async (key, old, { context, options: fetching }) => {
      const flight = new Flight(clock(), backend);
      flights.set(key, flight);
      try {
        const kept = await ask(flight, old, context);
        fetching.ttl = judge.goodForMs(kept);
        return kept;
      } finally {
        if (flights.get(key) === flight) flights.delete(key);
      }
    },
  });

  const ask = async (flight: Flight, old: Kept<Value> | undefined, wanted: Wanted<Value>): Promise<Kept<Value>> => {
    const { load, recall, begunBy } = wanted;
    try {
      const value = await load(flight.toCall(begunBy));
      return judge.findBetter(value, old, recall) ?? { value, askedAt: flight.askedAt, isStale: false };
    } catch (error) {
      return judge.standInFor(error, old, recall);
    }
  };

  const tell = (shown: Kept<Value> | undefined, isOld: boolean, asking: CacheOutcome): void => {
    if (shown?.isStale === true) observe('stale', judge.ageOf(shown));
    else if (shown !== undefined && isOld) observe('hit', judge.ageOf(shown));
    else observe(asking, 0);
  };

  const recallKept = (key: string): Kept<Value> | undefined => entries.peek(key, { allowStale: true });
  const put = (key: string, kept: Kept<Value>): void => {
    if (lifetime.fresh === 0 || kept.askedAt <= forgottenAt) return;
    const old = recallKept(key);
    const knownAsOf = flights.get(key)?.askedAt ?? (old === undefined ? undefined : judge.asOf(old));
    if (knownAsOf !== undefined && knownAsOf >= judge.asOf(kept)) return;
    flights.delete(key);
    entries.set(key, kept, { ttl: judge.goodForMs(kept), start: kept.askedAt });
  };

  const readPast = async (key: string, call: Call, { load, recall }: Wanted<Value>): Promise<Kept<Value>> => {
    const askedAt = clock();
    const value = await load(call);
    const kept = { value, askedAt, isStale: false };
    if (judge.findBetter(value, recallKept(key), recall) === undefined) put(key, kept);
    return kept;
  };

  /** Nobody waits for a load: what it was to replace is as it was, and whoever comes next begins another. */
  const desert = (key: string, flight: Flight): void => {
    if (flights.get(key) !== flight) return;
    flights.delete(key);
    const old = recallKept(key);
    if (old === undefined) entries.delete(key);
    else entries.set(key, old, { ttl: notGoodMs });
  };

  const forget = (key: string): void => {
    flights.delete(key);
    entries.delete(key);
  };

  return {
    read: async (key, call, load, recall) => {
      const wanted = { load, recall, begunBy: call };
      if (lifetime.fresh === 0 || call.isFresh === true) return readPast(key, call, wanted);
      const old = recallKept(key);
      const asking = flights.has(key) ? 'joined' : 'miss';
      const allowStale = old !== undefined && judge.ageOf(old) < judge.shownForMs(old);
      const answer = entries.fetch(key, { allowStale, context: wanted });
      const flight = allowStale ? undefined : flights.get(key);
      let shown: Kept<Value> | undefined;
      try {
        shown = await (flight?.wait(answer, call, () => desert(key, flight)) ?? answer);
        if (shown === undefined) throw new Error('a load gave nothing');
        return shown;
      } catch (error) {
        shown = judge.standInFor(error, old, recall);
        return shown;
      } finally {
        tell(shown, shown === old, asking);
      }
    },
    peek: (key) => entries.peek(key),
    show: (key) => {
      const kept = entries.get(key);
      if (kept !== undefined) tell(kept, true, 'miss');
      return kept;
    },
    recall: recallKept,
    put,
    forgetWhere: (isMeant) => {
      forgottenAt = clock();
      for (const key of [...flights.keys()]) forget(key);
      // Unlike its other iterators, this one shows what is out of date too.
      for (const [key, { value }] of entries.dump()) if (isMeant(value.value)) forget(key);
    },
  };
}
