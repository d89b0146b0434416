import type { BackendState } from '../../model/backend.js';
import type { HealthLimits } from '../limits.js';

/** Remembers how the last calls of a back end ended. */
export interface Health {
  record(isSuccess: boolean): void;
  /**
   * State by recent calls: DOWN when the last few all failed, DEGRADED when some did. Calls expire, so that a back end without calls
   * because it is DOWN is not DOWN for ever.
   */
  readonly state: BackendState;
  /** When a call last ended; null before the first. */
  readonly checkedAt: Date | null;
}

interface Seen {
  readonly isSuccess: boolean;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
}

export function createHealth(limits: HealthLimits): Health {
  const seen: Seen[] = [];
  let checkedAt: Date | null = null;
  return {
    record: (isSuccess) => {
      checkedAt = new Date();
      seen.push({ isSuccess, at: performance.now() });
      if (seen.length > limits.calls) seen.shift();
    },
    get state() {
      const last = seen.at(-1);
      if (last === undefined) return 'UNKNOWN';
      const recent = seen.filter(({ at }) => performance.now() - at <= limits.maxAge);
      const isDown =
        recent.length >= limits.downAfter && recent.slice(-limits.downAfter).every((one) => !one.isSuccess);
      if (isDown) return 'DOWN';
      return last.isSuccess && recent.every(({ isSuccess }) => isSuccess) ? 'UP' : 'DEGRADED';
    },
    get checkedAt() {
      return checkedAt;
    },
  };
}
