import { RateLimited } from '../../model/errors.js';
import type { RateLimit, RateLimiter, RateLimiters } from '../../store/rate-limiter.js';
import type { KeyedHash } from '../keyed-hash.js';

/**
 * Limit of look-ups by a secret key for callers to whom these are masked. Each without result is a guess: unlimited, a masked value
 * could be found by trying all.
 */
export interface LookupLimit {
  /**
   * @param isMiss true when the loaded value shows no client. An error is no miss.
   * @throws {RateLimited} the caller has missed too often; nothing was requested.
   */
  run<Value>(subject: string, load: () => Promise<Value>, isMiss: (value: Value) => boolean): Promise<Value>;
}

/** Misses of one caller, at all instances together. */
export interface LookupLimits {
  readonly perMinute: number;
  readonly perDay: number;
}

/** A bot meets strangers all day; a person who is guessed at has a document of eight digits. */
export const lookupLimits: LookupLimits = { perMinute: 60, perDay: 3_000 };

/** Misses that each instance may not yet know of the others. */
const tolerance = 10;

export function createLookupLimit(
  hash: KeyedHash,
  limiters: RateLimiters,
  { perMinute, perDay }: LookupLimits = lookupLimits,
): LookupLimit {
  const create = (limit: RateLimit): RateLimiter => limiters.approximate(limit, tolerance);
  const both = [
    create({ name: 'lookup-minute', points: perMinute, duration: 60 }),
    create({ name: 'lookup-day', points: perDay, duration: 24 * 3_600 }),
  ];
  /** By caller: what is under way and may turn out to be no miss. */
  const running = new Map<string, Set<Promise<unknown>>>();

  const refund = (key: string): void => {
    for (const limiter of both) limiter.refund(key);
  };
  const take = async (key: string): Promise<void> => {
    for (;;) {
      const taken = await Promise.all(both.map((limiter) => limiter.take(key)));
      if (taken.every(({ isAllowed }) => isAllowed)) return;
      // One that is refused is counted, too: it would stand in the way of who waits.
      refund(key);
      const others = running.get(key);
      if (others === undefined) {
        const refused = taken.filter(({ isAllowed }) => !isAllowed);
        throw new RateLimited(Math.max(...refused.map(({ renewsInMs }) => renewsInMs)));
      }
      // Those who find somebody leave their place to others.
      await Promise.race(others);
    }
  };
  const follow = (key: string, loading: Promise<unknown>): void => {
    const others = running.get(key) ?? new Set();
    running.set(key, others.add(loading));
    const end = (): void => {
      others.delete(loading);
      if (others.size === 0) running.delete(key);
    };
    loading.then(end, end);
  };

  return {
    run: async (subject, load, isMiss) => {
      const key = hash(subject);
      await take(key);
      const loading = load().then(
        (value) => {
          if (!isMiss(value)) refund(key);
          return value;
        },
        (error) => {
          refund(key);
          throw error;
        },
      );
      follow(
        key,
        loading.catch(() => undefined),
      );
      return loading;
    },
  };
}
