/** How long each route takes while the back end is not busy. Routes are templates, so that there are only as many as the code has. */
export interface Baseline {
  /** Records the milliseconds of an answer. @returns how many times the baseline they are; 1 while it is not known. */
  record(route: string, ms: number): number;
  /** Begins a new age: what is known is that of the last two. */
  age(): void;
}

/** Answers whose median is one measurement. */
const groupSize = 8;

interface Route {
  group: number[];
  /** Smallest median of this age and of the one before. */
  lowest: number;
  before: number;
}

/**
 * The smallest median of a few answers, by route: a single answer from a cache of the back end is no measure, and a list takes longer than
 * a look-up whatever the load.
 * @param slackMs milliseconds more that say nothing of the back end: those that this process itself may be late.
 */
export function createBaseline(slackMs: number): Baseline {
  const routes = new Map<string, Route>();
  return {
    record: (name, ms) => {
      const route = routes.get(name) ?? {
        group: [],
        lowest: Number.POSITIVE_INFINITY,
        before: Number.POSITIVE_INFINITY,
      };
      routes.set(name, route);
      route.group.push(ms);
      if (route.group.length === groupSize) {
        route.lowest = Math.min(route.lowest, medianOf(route.group));
        route.group = [];
      }
      const known = Math.min(route.lowest, route.before);
      return Number.isFinite(known) ? ms / (known + slackMs) : 1;
    },
    age: () => {
      for (const route of routes.values()) {
        if (Number.isFinite(route.lowest)) route.before = route.lowest;
        route.lowest = Number.POSITIVE_INFINITY;
        route.group = [];
      }
    },
  };
}

/** The middle one, of an even number the lower. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? 0;
}
