import { UpstreamError } from '../../model/errors.js';
import type { RetryBudgetLimits } from '../limits.js';

/** Which reads are asked for once more, and how many. */
export interface RetryBudget {
  /** Each call earns a share of a retry. */
  earn(): void;
  /** Records the duration of a successful attempt. */
  record(ms: number): void;
  /**
   * Takes a retry out of the budget.
   * @param tookMs duration of the failed attempt.
   * @param remainingMs until the deadline.
   * @returns milliseconds to pause before it; null when there shall be none.
   */
  spend(error: unknown, tookMs: number, remainingMs: number): number | null;
  /** Takes a part of a retry out of the budget. @returns false when there is less left. */
  take(retries: number): boolean;
}

/** Number of recent durations from which the usual duration of a call is derived. */
const sampleSize = 100;

export function createRetryBudget(limits: RetryBudgetLimits): RetryBudget {
  const durations: number[] = [];
  let budget = limits.budgetMax;
  let seenAt = performance.now();
  const save = (retries: number): void => {
    budget = Math.min(limits.budgetMax, budget + retries);
  };
  const saveForTime = (): void => {
    const now = performance.now();
    save(((now - seenAt) / 1000) * limits.budgetPerSecond);
    seenAt = now;
  };
  const take = (retries: number): boolean => {
    saveForTime();
    if (budget < retries) return false;
    budget -= retries;
    return true;
  };
  return {
    earn: () => save(limits.budgetPerCall),
    record: (ms) => {
      durations.push(ms);
      if (durations.length > sampleSize) durations.shift();
    },
    spend: (error, tookMs, remainingMs) => {
      const pauseMs = limits.minPause + Math.random() * (limits.maxPause - limits.minPause);
      if (!isWorthRepeating(error, limits.maxPause) || tookMs > limits.maxAttempt) return null;
      if (remainingMs - pauseMs <= usual(durations)) return null;
      return take(1) ? pauseMs : null;
    },
    take,
  };
}

/** What may well not happen again: a connection that was not made or was lost, and an answer that says so itself. */
function isWorthRepeating(error: unknown, maxPauseMs: number): boolean {
  if (!(error instanceof UpstreamError) || !error.retryable) return false;
  // How long a closed window lasts is not for a retry to judge.
  if (error.code === 'UPSTREAM_RATE_LIMITED') return true;
  if ((error.options.retryAfterMs ?? 0) > maxPauseMs) return false;
  return error.code === 'UPSTREAM_UNAVAILABLE' || (error.code === 'UPSTREAM_TIMEOUT' && !error.mayHaveArrived);
}

/** Milliseconds that 19 of 20 calls stay below; 0 while nothing is known. */
function usual(durations: readonly number[]): number {
  const sorted = [...durations].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
