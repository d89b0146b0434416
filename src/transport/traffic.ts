import type { ServerResponse } from 'node:http';
import type { Load } from './load.js';

/** Operations in flight, and whether new ones are still taken. */
export interface Traffic {
  readonly isDraining: boolean;
  /** Why nothing new is taken. Null: it is. */
  readonly refusal: 'SHUTTING_DOWN' | 'SERVER_OVERLOADED' | null;
  /** Counts an operation until its answer is sent, or nobody waits for it any more. */
  enter(answer: ServerResponse): void;
  /** Takes no more, and waits for those in flight, at most so long. */
  drain(withinMs: number): Promise<void>;
}

/** Seconds after which who was refused may come again. */
export const retryAfterSeconds = '1';

export function createTraffic(load: Pick<Load, 'isTooHigh'>): Traffic {
  let count = 0;
  let isDraining = false;
  let onEmpty: (() => void) | undefined;
  return {
    get isDraining() {
      return isDraining;
    },
    get refusal() {
      if (isDraining) return 'SHUTTING_DOWN';
      return load.isTooHigh ? 'SERVER_OVERLOADED' : null;
    },
    enter: (answer) => {
      // Who hung up while it was found out who they are is not waited for: their end has been told.
      if (answer.destroyed) return;
      count += 1;
      answer.once('close', () => {
        count -= 1;
        if (count === 0) onEmpty?.();
      });
    },
    drain: async (withinMs) => {
      isDraining = true;
      if (count === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
