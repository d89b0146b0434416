import type { ServerResponse } from 'node:http';
import type { ProcessLoad } from './process-load.js';
import type { Usage } from './usage.js';

/** Operations in flight, and whether new ones are still taken. */
export interface RequestGate {
  readonly isDraining: boolean;
  /** Reason for which every new operation is refused. Null: some are accepted. */
  readonly refusal: Refusal | null;
  /**
   * Reason for which a subject's new operations are refused: under overload the heaviest users first, and each further second those who use
   * half as much.
   * @param subject null: not authenticated.
   */
  refusalOf(subject: string | null): Refusal | null;
  /** Counts an operation until its response is sent, or its client has left. */
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
      // A client that hung up during authentication is not awaited: its close event has passed.
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
