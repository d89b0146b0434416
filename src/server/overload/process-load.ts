import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Logger } from 'pino';

/** From where on a process has more to do than it can. */
export interface ProcessLoadLimits {
  /** Milliseconds by which one in a hundred turns of the event loop may be late, for two seconds in a row. */
  readonly loopDelayMs: number;
  /** Share of the memory that it may take. */
  readonly heapShare: number;
}

/** Near the end of its memory a process collects garbage most of the time, and is killed before long. */
export const maxHeapShare = 0.8;

/** Load of the process. */
export interface ProcessLoad {
  /** New requests are refused early, so that those in flight can finish. */
  readonly isTooHigh: boolean;
  /** For how many seconds in a row it has been. */
  readonly seconds: number;
  close(): void;
}

const windowMs = 1_000;
const resolutionMs = 10;

/** A single pause, as for collecting garbage, is nothing that refusing would help. */
const maxLateWindows = 2;

/** Looks once a second, and logs when it begins to be too much and when it is over. @param onLook called each time. */
export function watchProcessLoad(limits: ProcessLoadLimits, log: Logger, onLook: () => void): ProcessLoad {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  let lateWindows = 0;
  let isTooHigh = false;
  let seconds = 0;
  const look = (): void => {
    const loopDelayMs = Math.round(delays.percentile(99) / 1_000_000);
    delays.reset();
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    lateWindows = loopDelayMs > limits.loopDelayMs ? lateWindows + 1 : 0;
    const isNow = lateWindows >= maxLateWindows || used / limit > limits.heapShare;
    if (isNow !== isTooHigh) {
      const heapShare = Number((used / limit).toFixed(2));
      log.warn({ loopDelayMs, heapShare }, isNow ? 'overloaded' : 'no longer overloaded');
    }
    isTooHigh = isNow;
    seconds = isNow ? seconds + 1 : 0;
    onLook();
  };
  delays.enable();
  const timer = setInterval(look, windowMs).unref();
  return {
    get isTooHigh() {
      return isTooHigh;
    },
    get seconds() {
      return seconds;
    },
    close: () => {
      clearInterval(timer);
      delays.disable();
    },
  };
}
