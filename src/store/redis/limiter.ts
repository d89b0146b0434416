import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { giveBack, toTaken } from '../memory/limiter.js';
import type { Limit, Limiter, Limiters } from '../store.js';
import type { RedisGuard } from './guard.js';

export interface RedisLimiterOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
}

/** How long what was taken here may be unknown to the others, in milliseconds, where it is less than they tolerate. */
const tellMs = 1_000;

export function createRedisLimiters(options: RedisLimiterOptions): Limiters {
  return {
    exact: (limit, pointsAlone) => createExactLimiter(createShared(options, limit), limit, pointsAlone),
    approximate: (limit, tolerance) => createApproximateLimiter(createShared(options, limit), limit, tolerance),
  };
}

/** The counts in Redis. Whatever is asked there may be counted although its answer is lost: then it was counted, and is not again. */
interface Shared {
  readonly limiter: RateLimiterRedis;
  readonly guard: RedisGuard;
  giveBack(key: string): void;
}

function createShared({ redis, guard, prefix }: RedisLimiterOptions, { name, points, duration }: Limit): Shared {
  const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: `${prefix}:limit:${name}`, points, duration });
  return {
    limiter,
    guard,
    giveBack: (key) => {
      guard.run(() => redis.eval(giveBackScript, 1, limiter.getKey(toName(key)))).catch(() => undefined);
    },
  };
}

const giveBackScript = `return redis.call('EXISTS', KEYS[1]) == 1 and redis.call('DECR', KEYS[1])`;

/** A subject may be a person. */
function toName(key: string): string {
  return hash('sha256', key, 'base64url');
}

/** Counts beside Redis what passes through this instance: with that it goes on alone, and nobody begins anew because Redis is away. */
function createExactLimiter(shared: Shared, { duration }: Limit, pointsAlone: number): Limiter {
  const { limiter, guard } = shared;
  const alone = new RateLimiterMemory({ points: pointsAlone, duration });
  return {
    take: async (key, count) => {
      const here = await toTaken(alone.consume(key, count));
      return guard.run(() => toTaken(limiter.consume(toName(key), count))).catch(() => here);
    },
    giveBack: (key) => {
      void giveBack(alone, key);
      shared.giveBack(key);
    },
  };
}

/** What was taken here of a key and is not known to be in Redis. */
interface Untold {
  points: number;
  /** Answers whether Redis was there. */
  telling?: Promise<boolean> | undefined;
}

/**
 * The count of this instance is what Redis said last and what was taken here since. It is told once a second, or when half of what is
 * tolerated is untold; only who would take more than is tolerated waits until it is.
 */
function createApproximateLimiter({ limiter, guard }: Shared, { points, duration }: Limit, tolerance: number): Limiter {
  const here = new RateLimiterMemory({ points, duration });
  const untold = new Map<string, Untold>();
  let isTimed = false;

  const tell = async (key: string, taken: Untold): Promise<boolean> => {
    const { points: told } = taken;
    const total = await guard.run(() => limiter.penalty(toName(key), told)).catch(() => null);
    // What may have arrived is not told again.
    taken.points -= told;
    taken.telling = undefined;
    if (taken.points === 0) untold.delete(key);
    if (total !== null && total.msBeforeNext > 0) {
      await here.set(key, total.consumedPoints + taken.points, total.msBeforeNext / 1_000);
    }
    return total !== null;
  };
  const tellOnce = (key: string, taken: Untold): Promise<boolean> => {
    taken.telling ??= tell(key, taken);
    return taken.telling;
  };
  const tellAll = (): void => {
    isTimed = false;
    for (const [key, taken] of untold) void tellOnce(key, taken);
    if (untold.size > 0) tellLater();
  };
  const tellLater = (): void => {
    if (isTimed) return;
    isTimed = true;
    setTimeout(tellAll, tellMs).unref();
  };
  const note = (key: string, count: number): void => {
    const taken = untold.get(key) ?? { points: 0 };
    untold.set(key, taken);
    taken.points += count;
    if (taken.points * 2 >= tolerance) void tellOnce(key, taken);
    tellLater();
  };
  /** Where Redis is away, nobody waits for it again. */
  const untilTold = async (key: string): Promise<void> => {
    for (;;) {
      const taken = untold.get(key);
      if (taken === undefined || taken.points < tolerance || !(await tellOnce(key, taken))) return;
    }
  };

  return {
    take: async (key, count = 1) => {
      if ((untold.get(key)?.points ?? 0) >= tolerance) await untilTold(key);
      note(key, count);
      return toTaken(here.consume(key, count));
    },
    giveBack: (key) => {
      note(key, -1);
      void giveBack(here, key);
    },
  };
}
