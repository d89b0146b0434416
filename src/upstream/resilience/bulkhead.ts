import type { ConcurrencyLimit } from './concurrency/concurrency-limit.js';

/** Runs a limited number of calls at once. Others wait in order, callers in turn, as long as they can be answered in time. */
export interface Bulkhead {
  /** @throws {BulkheadFullError} nothing was sent: its turn would come, or came, too late. @throws whatever the task throws. */
  run<Value>(task: () => Promise<Value>, entry: QueueEntry): Promise<Value>;
  /** Tasks that run. */
  readonly running: number;
}

/** Properties of a call that may have to wait. */
export interface QueueEntry {
  /** Callers take turns, so that a heavy one does not delay the others. */
  readonly caller: string;
  /** Milliseconds in which it must have been answered. */
  readonly leftMs: number;
  /** Ends the waiting, not the task. */
  readonly signal?: AbortSignal | undefined;
}

/** Too many calls wait. Those waiting now will have been answered in `retryAfterMs`. */
export class BulkheadFullError extends Error {
  constructor(readonly retryAfterMs: number) {
    super('too many wait');
  }
}

/** Weight of the newest call in the usual duration. */
const newestShare = 0.1;

/** @param limit how many run at once. Where it has risen, the next call that ends lets several in. */
export function createBulkhead(limit: Pick<ConcurrencyLimit, 'current' | 'lasting'>): Bulkhead {
  /** Waiting calls by caller, the next caller first. Each takes the slot that it is given, or declines. */
  const queues = new Map<string, Set<() => boolean>>();
  let running = 0;
  let usualMs: number | undefined;
  const toMs = (calls: number): number => Math.ceil((calls / limit.lasting) * (usualMs ?? 0));
  const waiting = (most: number): number =>
    [...queues.values()].reduce((sum, { size }) => sum + Math.min(size, most), 0);
  const overloaded = (): BulkheadFullError =>
    new BulkheadFullError(Math.max(1, toMs(waiting(Number.POSITIVE_INFINITY) + limit.lasting)));

  const takeNext = (): (() => boolean) | undefined => {
    const [caller, queue] = queues.entries().next().value ?? [];
    if (caller === undefined || queue === undefined) return undefined;
    queues.delete(caller);
    if (queue.size > 1) queues.set(caller, queue);
    return queue.values().next().value;
  };

  const waitForSlot = ({ caller, leftMs, signal }: QueueEntry): Promise<void> => {
    const queue = queues.get(caller) ?? new Set();
    // Those before it: its caller's own, and of each other caller as many until its turn.
    const before = waiting(queue.size + 1);
    if (toMs(before + limit.lasting) > leftMs) throw overloaded();
    const until = performance.now() + leftMs;
    queues.set(caller, queue);
    return new Promise((resolve, reject) => {
      const end = (isInTime: boolean): boolean => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        queue.delete(start);
        if (queue.size === 0 && queues.get(caller) === queue) queues.delete(caller);
        if (isInTime) resolve();
        else reject(overloaded());
        return isInTime;
      };
      // The usual duration may have become known while the call waited.
      const start = () => end(performance.now() + (usualMs ?? 0) <= until);
      const leave = () => end(false);
      const timer = setTimeout(leave, leftMs - (usualMs ?? 0));
      signal?.addEventListener('abort', leave, { once: true });
      queue.add(start);
    });
  };

  /** Of those that take a slot, as many as there is room for. */
  const fill = (): void => {
    while (running < limit.current) {
      const next = takeNext();
      if (next === undefined) return;
      if (next()) running += 1;
    }
  };

  return {
    get running() {
      return running;
    },
    run: async (task, entry) => {
      if (running < limit.current) running += 1;
      else await waitForSlot(entry);
      const startedAt = performance.now();
      try {
        return await task();
      } finally {
        const tookMs = performance.now() - startedAt;
        usualMs = usualMs === undefined ? tookMs : usualMs + (tookMs - usualMs) * newestShare;
        running -= 1;
        fill();
      }
    },
  };
}
