import type { HedgeLimits } from '../../limits.js';

/** How long answers take by each route, to tell when one is late. */
export interface UsualTimes {
  record(route: string, ms: number): void;
  /** Milliseconds after which an attempt is late. */
  lateAfterMs(route: string): number;
}

/** Number of recent durations of a route, and after how many more the usual one is reckoned anew. */
const sampleSize = 200;
const renewal = 20;

interface Route {
  /** A ring. */
  readonly durations: number[];
  recorded: number;
  lateAfterMs: number;
}

/** Routes are templates, so that there are only as many as the code has. */
export function createUsualTimes({ beyondUsual, minDelay, unknownDelay, minSamples }: HedgeLimits): UsualTimes {
  const routes = new Map<string, Route>();
  return {
    record: (name, ms) => {
      const route = routes.get(name) ?? { durations: [], recorded: 0, lateAfterMs: unknownDelay };
      routes.set(name, route);
      route.durations[route.recorded % sampleSize] = ms;
      route.recorded += 1;
      if (route.recorded < minSamples || (route.recorded - minSamples) % renewal > 0) return;
      route.lateAfterMs = Math.max(minDelay, usual(route.durations) * (1 + beyondUsual));
    },
    lateAfterMs: (name) => routes.get(name)?.lateAfterMs ?? unknownDelay,
  };
}

/** Milliseconds that 19 of 20 answers stay below. */
function usual(durations: readonly number[]): number {
  const sorted = [...durations].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
