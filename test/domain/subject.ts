import { type Cache, type CacheOptions, createCache } from '../../src/domain/cache/cache.js';
import type { CacheEntry, Recall } from '../../src/domain/cache/cache-entry.js';
import type { Lifetime } from '../../src/domain/cache/lifetime.js';
import { UpstreamError } from '../../src/model/errors.js';
import { backgroundCall, type UpstreamCall } from '../../src/upstream/call.js';
import { createSource, type Source } from './source.js';
import { createTime, type Time } from './time.js';

export type Value = string | null;

export const lifetime: Lifetime = { fresh: 100, revalidate: 200, ifError: 1_000, absent: 50 };

export const down = new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');

/** A cache of words in front of a back end that answers when it is told to. */
export interface CacheSubject {
  readonly time: Time;
  readonly source: Source<Value>;
  readonly cache: Cache<Value>;
  /** How many calls the back end got. */
  asked(): number;
  read(call?: UpstreamCall, key?: string): Promise<CacheEntry<Value>>;
  /** Reads, and has the back end answer if that asks it. */
  learn(answer: Value | Error): Promise<CacheEntry<Value>>;
  /** Puts in passing. @param requestedAt default: now. */
  keep(value: Value, requestedAt?: number): void;
}

export function createSubject({
  recall,
  ...options
}: Partial<CacheOptions<Value>> & { readonly recall?: Recall<Value> } = {}): CacheSubject {
  const time = createTime();
  const source = createSource<Value>();
  const cache = createCache<Value>({ backend: 'WISPHUB', lifetime, max: 10, clock: time.clock, ...options });
  const read = (call: UpstreamCall = backgroundCall(), key = 'key') => cache.read(key, call, source.load, recall);
  return {
    time,
    source,
    cache,
    read,
    asked: () => source.calls.length,
    learn: async (answer) => {
      const before = source.calls.length;
      const reading = read();
      if (source.calls.length > before) {
        if (answer instanceof Error) source.fail(answer);
        else source.answer(answer);
      }
      return reading;
    },
    keep: (value, requestedAt = time.clock()) => cache.put('key', { value, requestedAt, isStale: false }),
  };
}
