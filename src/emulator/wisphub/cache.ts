import type { Clock } from './clock.js';

/** A middleware cache: what was loaded stays, right or wrong, until its time is over. A load that throws is not kept. */
export interface Cache<T> {
  get(key: string, load: () => T): T;
  clear(): void;
}

export interface CacheLimits {
  readonly seconds: () => number;
  /** Above it the oldest entry goes. Default: no limit. */
  readonly size?: number;
}

export function createCache<T>(clock: Clock, limits: CacheLimits): Cache<T> {
  const entries = new Map<string, { readonly value: T; readonly at: number }>();
  return {
    get: (key, load) => {
      const cached = entries.get(key);
      if (cached !== undefined && clock.now() - cached.at < limits.seconds() * 1000) return cached.value;
      const value = load();
      entries.delete(key);
      entries.set(key, { value, at: clock.now() });
      const oldest = entries.keys().next().value;
      if (entries.size > (limits.size ?? Number.POSITIVE_INFINITY) && oldest !== undefined) entries.delete(oldest);
      return value;
    },
    clear: () => entries.clear(),
  };
}
