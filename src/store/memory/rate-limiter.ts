import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit, RateLimiter, RateLimiters, RateLimitResult } from '../rate-limiter.js';

/** Limits of this process alone. */
export const createMemoryRateLimiters: RateLimiters = { exact: createMemoryLimiter, approximate: createMemoryLimiter };

function createMemoryLimiter({ points, duration }: RateLimit): RateLimiter {
  const counts = new RateLimiterMemory({ points, duration });
  return {
    take: (key, count) => toRateLimitResult(counts.consume(key, count)),
    refund: (key) => void refund(counts, key),
  };
}

/** Of a count that has begun anew meanwhile nothing was taken. */
export async function refund(counts: RateLimiterMemory, key: string): Promise<void> {
  if ((await counts.get(key)) !== null) await counts.reward(key);
}

/** Adapter to the library, which throws a plain result when a limit is reached. @throws the error that kept it from counting. */
export function toRateLimitResult(consumed: Promise<RateLimiterRes>): Promise<RateLimitResult> {
  return consumed.then(toAllowed, toRefused);
}

function toAllowed({ remainingPoints, msBeforeNext }: RateLimiterRes): RateLimitResult {
  return { isAllowed: true, points: remainingPoints, renewsInMs: msBeforeNext };
}

function toRefused(refused: Error | RateLimiterRes): RateLimitResult {
  if (refused instanceof Error) throw refused;
  return { isAllowed: false, points: 0, renewsInMs: Math.max(1, refused.msBeforeNext) };
}
