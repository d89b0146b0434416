import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RateLimited } from '../model/errors.js';
import type { KeyedHash } from './keyed-hash.js';

/** How often a person's identity may be tried. */
export interface Attempts {
  /**
   * Counts one try, before anything is asked or compared, so that a right answer is counted like a wrong one.
   * @param target whom the try is about: it is kept as a hash.
   * @throws {RateLimited} there were too many at this target, or by this caller.
   */
  count(subject: string, target: string): Promise<void>;
}

/** Tries in a number of seconds. */
export interface AttemptLimits {
  readonly perTarget: { readonly points: number; readonly duration: number };
  readonly perCaller: { readonly points: number; readonly duration: number };
}

export const attemptLimits: AttemptLimits = {
  perTarget: { points: 5, duration: 15 * 60 },
  perCaller: { points: 20, duration: 60 * 60 },
};

/** Attempts of this process alone. */
export function createAttempts(hash: KeyedHash, { perTarget, perCaller }: AttemptLimits = attemptLimits): Attempts {
  const targets = new RateLimiterMemory({ ...perTarget, keyPrefix: 'target' });
  const callers = new RateLimiterMemory({ ...perCaller, keyPrefix: 'caller' });
  return {
    count: async (subject, target) => {
      const key = hash(target);
      // Who hammers at one client must not use up the tries that the same bot needs for others.
      const tried = await targets.get(key);
      if (tried !== null && tried.consumedPoints >= perTarget.points && tried.msBeforeNext > 0) throw toError(tried);
      await take(callers, hash(subject));
      await take(targets, key);
    },
  };
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw toError(refused as RateLimiterRes);
  }
}

function toError({ msBeforeNext }: RateLimiterRes): RateLimited {
  return new RateLimited(Math.max(1, msBeforeNext));
}
