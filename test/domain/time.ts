import type { Clock } from '../../src/store/store.js';

/** Time that a test moves on instead of waiting. */
export interface Time {
  readonly clock: Clock;
  advance(ms: number): void;
}

export function createTime(): Time {
  let now = 1_000_000;
  return {
    clock: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** Lets everything that waits for nothing but promises run. */
export function completed(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
