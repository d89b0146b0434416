import { RateLimited } from '../../model/errors.js';
import type { RateLimit, RateLimiters } from '../../store/rate-limiter.js';
import type { KeyedHash } from '../keyed-hash.js';

/** Limits of attempts to verify a person. */
export interface VerificationLimit {
  /**
   * Counts one try, before anything is asked or compared, so that a right answer is counted like a wrong one.
   * @param target whom the try is about: it is kept as a hash.
   * @throws {RateLimited} there were too many at this target, or by this caller.
   */
  count(subject: string, target: string): Promise<void>;
}

/** Tries in a number of seconds. */
export interface VerificationLimits {
  readonly perTarget: VerificationRate;
  readonly perCaller: VerificationRate;
}

export interface VerificationRate extends Omit<RateLimit, 'name'> {
  /** Of one instance while the store is out of reach: less, for then none knows of the tries at the others. */
  readonly pointsAlone: number;
}

export const verificationLimits: VerificationLimits = {
  perTarget: { points: 5, pointsAlone: 2, duration: 15 * 60 },
  perCaller: { points: 20, pointsAlone: 7, duration: 60 * 60 },
};

/** Attempts at all instances together. */
export function createVerificationLimit(
  hash: KeyedHash,
  limiters: RateLimiters,
  { perTarget, perCaller }: VerificationLimits = verificationLimits,
): VerificationLimit {
  const targets = limiters.exact({ ...perTarget, name: 'target' }, perTarget.pointsAlone);
  const callers = limiters.exact({ ...perCaller, name: 'caller' }, perCaller.pointsAlone);
  return {
    count: async (subject, target) => {
      const key = hash(target);
      // Attempts at one client must not use up those that the same bot needs for others.
      const ofTarget = await targets.take(key);
      if (!ofTarget.isAllowed) throw new RateLimited(ofTarget.renewsInMs);
      const ofCaller = await callers.take(hash(subject));
      if (ofCaller.isAllowed) return;
      // Nor those of others, who have tries left.
      targets.refund(key);
      throw new RateLimited(ofCaller.renewsInMs);
    },
  };
}
