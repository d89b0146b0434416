import type { EmulatedRequest } from '../../../../message.js';
import type { Clock } from '../../../clock.js';
import type { WispHubSettings } from '../../../settings.js';

/** Calls that are never answered, with their effect at once, later or never (T07, A40). */
export interface Stalls {
  /** Counts the call. True: it stalls. Calls that are due have had their effect before. */
  isNext(request: EmulatedRequest): boolean;
  hold(request: EmulatedRequest): void;
  /** Counts from the first again. */
  restart(): void;
}

const lateMs = 120_000;

export function createStalls(
  settings: Readonly<WispHubSettings>,
  clock: Clock,
  apply: (request: EmulatedRequest) => unknown,
): Stalls {
  const held: { readonly at: number; readonly request: EmulatedRequest }[] = [];
  let calls = 0;
  return {
    isNext: ({ method }) => {
      while (held[0] !== undefined && held[0].at <= clock.now()) {
        const [{ request }] = held;
        held.shift();
        apply(request);
      }
      calls += 1;
      return (
        (settings.stallEvery > 0 && calls % settings.stallEvery === 0) || (settings.stallWrites && method !== 'GET')
      );
    },
    hold: (request) => {
      if (settings.stallAfter) apply(request);
      else if (settings.stallLate) held.push({ at: clock.now() + lateMs, request });
    },
    restart: () => {
      calls = 0;
      held.length = 0;
    },
  };
}
