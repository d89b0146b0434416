import type { BreakerLimits } from '../limits.js';

/** Calls of the last seconds, by their result. */
export interface FailureWindow {
  count(isFailure: boolean): void;
  /** True when enough calls failed, in a row or as a share of the window. */
  hasFailed(): boolean;
  clear(): void;
}

/** Parts of the window, which expire one by one. */
const sliceCount = 10;

export function createFailureWindow(limits: BreakerLimits): FailureWindow {
  let slices: { readonly at: number; calls: number; failures: number }[] = [];
  let failuresInARow = 0;
  const sum = (of: 'calls' | 'failures'): number => slices.reduce((total, slice) => total + slice[of], 0);
  return {
    count: (isFailure) => {
      const at = Math.floor((performance.now() / limits.window) * sliceCount);
      const last = slices.at(-1);
      const slice = last?.at === at ? last : { at, calls: 0, failures: 0 };
      if (slice !== last) slices = [...slices.filter((each) => each.at > at - sliceCount), slice];
      slice.calls += 1;
      slice.failures += isFailure ? 1 : 0;
      failuresInARow = isFailure ? failuresInARow + 1 : 0;
    },
    hasFailed: () => {
      const isShare = sum('calls') >= limits.minCalls && sum('failures') >= sum('calls') * limits.failureShare;
      return isShare || failuresInARow >= limits.inARow;
    },
    clear: () => {
      [slices, failuresInARow] = [[], 0];
    },
  };
}
