import { performance } from 'node:perf_hooks';
import type { ConcurrencyLimits } from '../../limits.js';
import { createBaseline, medianOf } from './baseline.js';

/** How many calls of a kind a back end is given at once. */
export interface ConcurrencyLimit {
  /** Calls at once now, a whole number. */
  readonly current: number;
  /** The same apart from short measurements with fewer. */
  readonly lasting: number;
  /**
   * Records the end of a call that says how busy the back end is: an answer, or none in time.
   * @param startedAt milliseconds of the clock.
   * @param running calls that run, this one included.
   */
  record(route: string, startedAt: number, running: number): void;
}

/** A limit that stays as it is. */
export function createFixedLimit(current: number): ConcurrencyLimit {
  return { current, lasting: current, record: () => undefined };
}

/**
 * Finds the limit by gradient, as Netflix's Gradient2 and Envoy's adaptive concurrency do: while answers take no longer than `tolerance`
 * times what they take of a back end that is not busy, the limit rises by its square root; where they take longer, it falls in proportion.
 * A limit that was never reached is not raised. What answers take of a back end that is not busy is measured by itself, or, while callers
 * wait all the time, with a quarter of the limit for a few calls of each age.
 * @param start limit to begin with. Floor and ceiling are shares of it.
 * @param now milliseconds of a monotonic clock.
 * @param takeOwnLoad share of the time since it was last asked for which this process was busy: where it is, answers are late because of it.
 */
export function createAdaptiveLimit(
  start: number,
  limits: ConcurrencyLimits,
  now: () => number = () => performance.now(),
  takeOwnLoad: () => number = createOwnLoad(),
): ConcurrencyLimit {
  const floor = Math.max(1, Math.ceil(start * limits.floor));
  const ceiling = Math.max(floor, Math.floor(start * limits.ceiling));
  const baseline = createBaseline(limits.slack);
  let limit = start;
  let ratios: number[] = [];
  let windowFrom = now();
  let mostRunning = 0;
  /** In this age the back end had so little to do that its answers are a measure. */
  let isIdle = false;
  let probeAt = now() + limits.firstProbe;
  /** Answers that the probe still waits for. Zero: none is under way. */
  let probing = 0;
  let probeFrom = 0;

  const clamp = (value: number): number => Math.min(ceiling, Math.max(floor, value));
  const current = (): number => {
    const allowed = probing > 0 ? Math.max(floor, limit / probeShare) : limit;
    return Math.max(1, Math.floor(allowed));
  };
  const beginWindow = (): void => {
    ratios = [];
    windowFrom = now();
    mostRunning = 0;
  };
  const beginAge = (): void => {
    probeAt = now() + limits.age;
    baseline.age();
    if (!isIdle && limit > floor) {
      probing = probeCalls;
      probeFrom = now();
    }
    isIdle = false;
    beginWindow();
  };
  const endWindow = (): void => {
    const gradient = Math.min(1, Math.max(steepest, limits.tolerance / medianOf(ratios)));
    const isReached = mostRunning >= current();
    // Far below the limit the answers tell nothing of it.
    if (mostRunning <= limit / 2) isIdle = true;
    else if (takeOwnLoad() < limits.ownLoad && (gradient < 1 || isReached)) {
      limit = clamp(limit * gradient + Math.sqrt(limit));
    }
    beginWindow();
  };

  return {
    get current() {
      return current();
    },
    get lasting() {
      return Math.floor(limit);
    },
    record: (route, startedAt, running) => {
      // A call of before the probe ran beside too many.
      if (probing > 0 && startedAt < probeFrom) return;
      const ratio = baseline.record(route, now() - startedAt);
      if (probing > 0) {
        probing -= 1;
        if (probing === 0) beginWindow();
        return;
      }
      mostRunning = Math.max(mostRunning, running);
      // What began before the window met the limit of before it.
      if (startedAt >= windowFrom) ratios.push(ratio);
      if (ratios.length >= limits.windowCalls && now() - windowFrom >= limits.window) endWindow();
      if (now() >= probeAt) beginAge();
    },
  };
}

/** Of the event loop. */
function createOwnLoad(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization;
  };
}

/** Part of the limit that one window leaves of it at least. */
const steepest = 0.25;

/** Part of the limit that a probe allows, and the answers that it takes. */
const probeShare = 4;
const probeCalls = 16;
