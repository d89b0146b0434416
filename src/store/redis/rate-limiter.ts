import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { refund, toRateLimitResult } from '../memory/rate-limiter.js';
import type { RateLimit, RateLimiter, RateLimiters } from '../rate-limiter.js';
import type { RedisGuard } from './guard.js';

export interface RedisLimiterOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
}

/** Milliseconds after which points taken here are reported, where they are fewer than the tolerance. */
const notifyMs = 1_000;

export function createRedisRateLimiters(options: RedisLimiterOptions): RateLimiters {
  return {
    exact: (limit, pointsAlone) => createExactLimiter(createShared(options, limit), limit, pointsAlone),
    approximate: (limit, tolerance) => createApproximateLimiter(createShared(options, limit), limit, tolerance),
  };
}

/** Counts in Redis. A command may be executed although its answer is lost: then it counted, and is not repeated. */
interface Shared {
  readonly limiter: RateLimiterRedis;
  readonly guard: RedisGuard;
  refund(key: string): void;
}

function createShared({ redis, guard, prefix }: RedisLimiterOptions, { name, points, duration }: RateLimit): Shared {
  const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: `${prefix}:limit:${name}`, points, duration });
  return {
    limiter,
    guard,
    refund: (key) => {
      guard.run(() => redis.eval(refundScript, 1, limiter.getKey(toName(key)))).catch(() => undefined);
    },
  };
}

const refundScript = `return redis.call('EXISTS', KEYS[1]) == 1 and redis.call('DECR', KEYS[1])`;

/** A subject may be a person. */
function toName(key: string): string {
  return hash('sha256', key, 'base64url');
}

/** Counts in parallel with Redis what passes through this instance, so that limits continue from there while Redis is unavailable. */
function createExactLimiter(shared: Shared, { duration }: RateLimit, pointsAlone: number): RateLimiter {
  const { limiter, guard } = shared;
  const alone = new RateLimiterMemory({ points: pointsAlone, duration });
  return {
    take: async (key, count) => {
      const here = await toRateLimitResult(alone.consume(key, count));
      return guard.run(() => toRateLimitResult(limiter.consume(toName(key), count))).catch(() => here);
    },
    refund: (key) => {
      void refund(alone, key);
      shared.refund(key);
    },
  };
}

/** Points taken here of a key and not confirmed by Redis. */
interface Unreported {
  points: number;
  /** Resolves to true when Redis answered. */
  reporting?: Promise<boolean> | undefined;
}

/**
 * The count of this instance is the last value from Redis plus the points taken here since. They are reported once a second, or once they
 * reach half of the tolerance; only a caller that would exceed the tolerance waits for the report.
 */
function createApproximateLimiter(
  { limiter, guard }: Shared,
  { points, duration }: RateLimit,
  tolerance: number,
): RateLimiter {
  const here = new RateLimiterMemory({ points, duration });
  const unreported = new Map<string, Unreported>();
  let isTimed = false;

  const notify = async (key: string, taken: Unreported): Promise<boolean> => {
    const { points: reported } = taken;
    const total = await guard.run(() => limiter.penalty(toName(key), reported)).catch(() => null);
    // Points that may have arrived are not reported again.
    taken.points -= reported;
    taken.reporting = undefined;
    if (taken.points === 0) unreported.delete(key);
    if (total !== null && total.msBeforeNext > 0) {
      await here.set(key, total.consumedPoints + taken.points, total.msBeforeNext / 1_000);
    }
    return total !== null;
  };
  const notifyOnce = (key: string, taken: Unreported): Promise<boolean> => {
    taken.reporting ??= notify(key, taken);
    return taken.reporting;
  };
  const notifyAll = (): void => {
    isTimed = false;
    for (const [key, taken] of unreported) void notifyOnce(key, taken);
    if (unreported.size > 0) notifyLater();
  };
  const notifyLater = (): void => {
    if (isTimed) return;
    isTimed = true;
    setTimeout(notifyAll, notifyMs).unref();
  };
  const note = (key: string, count: number): void => {
    const taken = unreported.get(key) ?? { points: 0 };
    unreported.set(key, taken);
    taken.points += count;
    if (taken.points * 2 >= tolerance) void notifyOnce(key, taken);
    notifyLater();
  };
  /** While Redis is unavailable, no caller waits for it again. */
  const untilNotified = async (key: string): Promise<void> => {
    for (;;) {
      const taken = unreported.get(key);
      if (taken === undefined || taken.points < tolerance || !(await notifyOnce(key, taken))) return;
    }
  };

  return {
    take: async (key, count = 1) => {
      if ((unreported.get(key)?.points ?? 0) >= tolerance) await untilNotified(key);
      note(key, count);
      return toRateLimitResult(here.consume(key, count));
    },
    refund: (key) => {
      note(key, -1);
      void refund(here, key);
    },
  };
}
