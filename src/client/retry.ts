import type { Result } from './result.js';

export interface RetryOptions {
  /** Retries left. */
  readonly retries: number;
  /** Deadline in milliseconds of `performance.now()`. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

const firstPauseMs = 250;

/** A longer `retryAfterMs` is returned to the caller, who decides. */
const longestPauseMs = 5_000;

/** Tries again what failed as a whole and may be sent again. */
export async function withRetries<Data>(
  attempt: () => Promise<Result<Data>>,
  { retries, deadline, signal }: RetryOptions,
): Promise<Result<Data>> {
  for (let tried = 0; ; tried += 1) {
    const result = await attempt();
    if (result.kind !== 'failed' || tried >= retries || !result.errors.every(({ retryable }) => retryable))
      return result;
    const pauseMs = Math.max(...result.errors.map(({ retryAfterMs }) => retryAfterMs ?? backOff(tried)));
    if (pauseMs > longestPauseMs || performance.now() + pauseMs >= deadline || signal.aborted) return result;
    await pause(pauseMs, signal);
  }
}

/** Milliseconds: twice as long each time, and never the same for two clients. */
export function backOff(tried: number): number {
  return Math.min(firstPauseMs * 2 ** tried, 16_000) * (0.5 + Math.random() / 2);
}

/** Waits, unless the caller leaves. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
