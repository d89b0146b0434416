import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import type { BulkheadLimits } from './limits.js';

/** Lets so many calls run at once, and so many more wait for a short while. */
export interface Limiter {
  /**
   * @param waitMs milliseconds it may wait for its turn.
   * @param signal stops the waiting, not the task.
   * @throws {Crowded} its turn did not come, so nothing was sent. @throws whatever the task throws.
   */
  run<Value>(task: () => Promise<Value>, waitMs: number, signal?: AbortSignal): Promise<Value>;
}

/** There was no room, or no longer anybody who waits. */
export class Crowded extends Error {
  override readonly name = 'Crowded';
}

/** @param atOnce calls at once. */
export function createLimiter(atOnce: number, { queue, maxWait }: BulkheadLimits): Limiter {
  const library = bulkhead(atOnce, queue);
  return {
    run: async <Value>(task: () => Promise<Value>, waitMs: number, signal?: AbortSignal) => {
      const place = createPlace(Math.min(waitMs, maxWait), signal);
      // The library is not told of the signal: it hands a turn on only after something has run in it, so whoever has left runs nothing.
      const turn = library.execute(async () => {
        if (place.isLeft) throw new Crowded('left the queue');
        place.end();
        return task();
      });
      try {
        return await Promise.race([turn, place.left]);
      } catch (error) {
        throw error instanceof BulkheadRejectedError ? new Crowded('the queue is full') : error;
      } finally {
        place.end();
      }
    },
  };
}

interface Place {
  readonly isLeft: boolean;
  /** Rejects when the waiting was in vain, and never once it has ended. */
  readonly left: Promise<never>;
  end(): void;
}

function createPlace(waitMs: number, signal: AbortSignal | undefined): Place {
  let isLeft = false;
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      isLeft = true;
      reject(new Crowded('waited too long'));
    };
  });
  const timer = setTimeout(leave, waitMs);
  signal?.addEventListener('abort', leave, { once: true });
  return {
    get isLeft() {
      return isLeft;
    },
    left,
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    },
  };
}
