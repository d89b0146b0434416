import { LRUCache } from 'lru-cache';
import { type Call, operationBudgetMs } from '../http/call.js';
import { UpstreamError } from '../model/errors.js';
import type { Lifetime } from './lifetime.js';

/** A value as it was when it was asked for. */
export interface Kept<Value> {
  readonly value: Value;
  /** Milliseconds of `performance.now()`. */
  readonly askedAt: number;
  /** True when it is shown only because the back end could not be asked, or is not believed. */
  readonly isStale: boolean;
}

export interface Cache<Value> {
  /** Asks once for everyone who wants the same key at the same time. @throws whatever `load` throws, if nothing old may stand in. */
  read(key: string, call: Call, load: (call: Call) => Promise<Value>): Promise<Kept<Value>>;
  /** What is kept and good without asking. */
  peek(key: string): Kept<Value> | undefined;
  /** Keeps what was learnt in passing, unless something younger is kept, or on its way. @param askedAt of `performance.now()`. */
  put(key: string, value: Value, askedAt: number): void;
  readonly size: number;
}

export interface CacheOptions<Value> {
  readonly lifetime: Lifetime;
  readonly max: number;
  /** Whether a value says that there is no such thing. Default: null does. */
  readonly isAbsent?: (value: Value) => boolean;
  /** Whether a value is not to be believed while an older one is remembered. Default: one that says that there is no such thing. */
  readonly isDoubtful?: (value: Value, old: Value) => boolean;
}

interface Load<Value> {
  readonly run: (call: Call) => Promise<Value>;
  readonly onRequest: Call['onRequest'];
}

/**
 * Keeps what back ends answer, by the table of lifetimes: single flight, stale while revalidating, stale if there is an error (RFC 5861).
 * A key is of one back end and one kind, and of no caller: what a caller may see of a value is decided where it is shown.
 */
export function createCache<Value>(options: CacheOptions<Value>): Cache<Value> {
  const { lifetime, max, isAbsent = (value) => value === null } = options;
  const isDoubtful = options.isDoubtful ?? ((value, old) => isAbsent(value) && !isAbsent(old));
  const waiters = createWaiters((key) => entries.delete(key));

  const entries = new LRUCache<string, Kept<Value>, Load<Value>>({
    max,
    ttl: Math.max(1, lifetime.fresh),
    noDeleteOnStaleGet: true,
    noDeleteOnFetchRejection: true,
    fetchMethod: async (_key, old, { context, options: fetching, signal }) => {
      const askedAt = performance.now();
      // The load belongs to everyone who waits: it has a deadline of its own, and ends when the last of them has left.
      const call = { deadline: askedAt + operationBudgetMs, signal, onRequest: context.onRequest };
      const value = await context.run(call);
      if (isAbsent(value)) fetching.ttl = Math.max(1, lifetime.absent);
      // A back end that is down says "not found" (WispHub contract 1.3): it is believed once nobody remembers otherwise.
      if (old !== undefined && isDoubtful(value, old.value) && ageOf(old) < lifetime.ifError) {
        fetching.ttl = doubtMs;
        return { ...old, isStale: true };
      }
      return { value, askedAt, isStale: false };
    },
  });

  const remembered = (key: string): Kept<Value> | undefined => entries.peek(key, { allowStale: true });

  const put = (key: string, value: Value, askedAt: number): void => {
    const kept = remembered(key);
    if (waiters.has(key) || (kept !== undefined && kept.askedAt >= askedAt)) return;
    entries.set(
      key,
      { value, askedAt, isStale: false },
      { ttl: Math.max(1, isAbsent(value) ? lifetime.absent : lifetime.fresh) },
    );
  };

  const readPast = async (key: string, call: Call, run: Load<Value>['run']): Promise<Kept<Value>> => {
    const askedAt = performance.now();
    const value = await run(call);
    if (lifetime.fresh > 0) put(key, value, askedAt);
    return { value, askedAt, isStale: false };
  };

  return {
    read: async (key, call, run) => {
      if (lifetime.fresh === 0 || call.isFresh === true) return readPast(key, call, run);
      const old = remembered(key);
      const allowStale = old !== undefined && !isAbsent(old.value) && ageOf(old) < lifetime.revalidate;
      const leave = waiters.join(key, call);
      try {
        const kept = await entries.fetch(key, { allowStale, context: { run, onRequest: call.onRequest } });
        if (kept === undefined) throw new Error('a load gave nothing');
        return kept;
      } catch (error) {
        const mayStandIn = error instanceof UpstreamError && old !== undefined && !isAbsent(old.value);
        if (!mayStandIn || ageOf(old) >= lifetime.ifError) throw error;
        return { ...old, isStale: true };
      } finally {
        leave();
      }
    },
    peek: (key) => entries.peek(key),
    put: (key, value, askedAt) => {
      if (lifetime.fresh > 0) put(key, value, askedAt);
    },
    get size() {
      return entries.size;
    },
  };
}

/** How long a doubtful answer is not asked for again. Milliseconds. */
const doubtMs = 5_000;

function ageOf({ askedAt }: Kept<unknown>): number {
  return performance.now() - askedAt;
}

/** Counts who waits for a key. @param onDeserted told when all who waited have hung up. */
function createWaiters(onDeserted: (key: string) => void) {
  const counts = new Map<string, number>();
  const leave = (key: string): number => {
    const left = (counts.get(key) ?? 1) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
    return left;
  };
  return {
    has: (key: string): boolean => counts.has(key),
    join: (key: string, { signal }: Call): (() => void) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const hangUp = (): void => {
        if (leave(key) === 0) onDeserted(key);
      };
      signal?.addEventListener('abort', hangUp, { once: true });
      return () => {
        signal?.removeEventListener('abort', hangUp);
        if (signal?.aborted !== true) leave(key);
      };
    },
  };
}
