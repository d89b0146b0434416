import type { ServerResponse } from 'node:http';
import type { ProcessLoad } from './process-load.js';
import type { Usage } from './usage.js';

/** Operations in flight, and whether new ones are still taken. */
export interface RequestGate {
  readonly isDraining: boolean;
  /** Why nothing new is taken of anybody. Null: it is of some. */
  readonly refusal: Refusal | null;
  /**
   * Why nothing new is taken of a subject: of too much work, those who cause most are refused first, and every second that it goes on
   * those who cause half as much.
   * @param subject null: of somebody who has not said who they are.
   */
  refusalOf(subject: string | null): Refusal | null;
  /** Counts an operation until its answer is sent, or nobody waits for it any more. */
  enter(answer: ServerResponse): void;
  /** Takes no more, and waits for those in flight, at most so long. */
  drain(withinMs: number): Promise<void>;
}

export type Refusal = 'SHUTTING_DOWN' | 'SERVER_OVERLOADED';

/** Seconds of too much work after which everybody is refused. */
const patience = 5;

/** Seconds after which who was refused may come again. */
export const retryAfterSeconds = '1';

export function createRequestGate(
  load: Pick<ProcessLoad, 'isTooHigh' | 'seconds'>,
  usage: Pick<Usage, 'isHeavy'>,
): RequestGate {
  let count = 0;
  let isDraining = false;
  let onEmpty: (() => void) | undefined;
  return {
    get isDraining() {
      return isDraining;
    },
    get refusal() {
      if (isDraining) return 'SHUTTING_DOWN';
      return load.isTooHigh && load.seconds > patience ? 'SERVER_OVERLOADED' : null;
    },
    refusalOf: (subject) => {
      if (isDraining) return 'SHUTTING_DOWN';
      if (!load.isTooHigh) return null;
      const isRefused = subject === null || load.seconds > patience || usage.isHeavy(subject, load.seconds);
      return isRefused ? 'SERVER_OVERLOADED' : null;
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
