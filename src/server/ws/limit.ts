import { performance } from 'node:perf_hooks';

/** Subscriptions that run on one socket at a time. */
export const maxSubscriptions = 20;

export const maxMessagesPerSecond = 100;

/** Milliseconds. */
export interface SocketTimings {
  /** For which the other side may leave a message untaken before the socket is closed with 1013. */
  readonly stuck: number;
  /** From a close to the end of the connection, where the other side does not answer it. */
  readonly closing: number;
  /** Over which a stop spreads the closing of sockets: for each of them so much, and for all of them at most so much. */
  readonly spread: { readonly each: number; readonly most: number };
}

export const socketTimings: SocketTimings = { stuck: 10_000, closing: 3_000, spread: { each: 5, most: 5_000 } };

/** The longest that a timer of Node's can run, in milliseconds. */
const maxTimerMs = 2 ** 31 - 1;

/** @returns whether one more message may come in this second. */
export function createMessageRate(): () => boolean {
  let from = performance.now();
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - from >= 1_000) {
      from = now;
      count = 0;
    }
    count += 1;
    return count <= maxMessagesPerSecond;
  };
}

/**
 * Calls back when a token expires; for a token already expired within the tolerance, at the end of that.
 * @param toleranceMs accepted clock skew.
 * @returns a function that cancels it.
 */
export function atExpiry(expiresAt: Date, toleranceMs: number, run: () => void): () => void {
  const end = expiresAt.getTime();
  const at = end > Date.now() ? end : end + toleranceMs;
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = at - Date.now();
    if (left <= 0) run();
    else timer = setTimeout(arm, Math.min(left, maxTimerMs));
  };
  timer = setTimeout(arm, 0);
  return () => clearTimeout(timer);
}
