import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, Limiter, Limiters, Taken } from '../store.js';

/** Limits of this process alone. */
export const memoryLimiters: Limiters = { exact: createMemoryLimiter, approximate: createMemoryLimiter };

function createMemoryLimiter({ points, duration }: Limit): Limiter {
  const counts = new RateLimiterMemory({ points, duration });
  return {
    take: (key, count) => toTaken(counts.consume(key, count)),
    giveBack: (key) => void giveBack(counts, key),
  };
}

/** Of a count that has begun anew meanwhile nothing was taken. */
export async function giveBack(counts: RateLimiterMemory, key: string): Promise<void> {
  if ((await counts.get(key)) !== null) await counts.reward(key);
}

/** How the library answers, which throws what is no error. @throws whatever kept it from counting. */
export function toTaken(consumed: Promise<RateLimiterRes>): Promise<Taken> {
  return consumed.then(toAllowed, toRefused);
}

function toAllowed({ remainingPoints, msBeforeNext }: RateLimiterRes): Taken {
  return { isAllowed: true, points: remainingPoints, renewsInMs: msBeforeNext };
}

function toRefused(refused: Error | RateLimiterRes): Taken {
  if (refused instanceof Error) throw refused;
  return { isAllowed: false, points: 0, renewsInMs: Math.max(1, refused.msBeforeNext) };
}
