import { UpstreamError } from '../../model/errors.js';
import type { Clock } from '../../store/store.js';
import type { Lifetime } from './lifetime.js';

/** A value as it was when it was asked for. */
export interface CacheEntry<Value> {
  readonly value: Value;
  /** Milliseconds of the cache's clock. */
  readonly requestedAt: number;
  /** True when it is shown only because the back end could not be asked, or is not believed. */
  readonly isStale: boolean;
}

/** Another entry for the same record. */
export type Recall<Value> = () => CacheEntry<Value> | undefined;

/** Settings of the staleness policy. */
export interface StalenessOptions<Value> {
  readonly lifetime: Lifetime;
  /**
   * True for a value that means absence.
   * @default null does
   */
  readonly isAbsent?: (value: Value) => boolean;
  /**
   * True for a value that is not believed while an older one is cached.
   * @default values that mean absence
   */
  readonly isUncertain?: (value: Value, old: Value) => boolean;
  /**
   * Milliseconds by which a value may be older than its request.
   * @default 0
   */
  readonly lagOf?: (value: Value) => number;
  /**
   * Milliseconds since a value was asked for where who answers had held it: that is when it was requested, then.
   * @default 0
   */
  readonly heldOf?: (value: Value) => number;
  /** Above zero. Default: the process's. */
  readonly clock?: Clock | undefined;
}

export interface StalenessPolicy<Value> {
  /** @param requestedAt when it was asked for, by the clock. */
  toEntry(value: Value, requestedAt: number): CacheEntry<Value>;
  ageOf(cached: CacheEntry<Value>): number;
  /** The time from which on, at the latest, it was as the value says. */
  asOf(cached: CacheEntry<Value>): number;
  /** Milliseconds for which a value is good from now on; negative when it is not. */
  goodForMs(cached: CacheEntry<Value>): number;
  /** Milliseconds of age up to which a value is shown while it is asked for again. */
  shownForMs(cached: CacheEntry<Value>): number;
  /** Entry shown instead of a new value that is not believed; undefined when it is believed. */
  findBetter(value: Value, old: CacheEntry<Value> | undefined, recall?: Recall<Value>): CacheEntry<Value> | undefined;
  /** Entry shown instead of an error. @throws that error when no entry may stand in, or when it is not the back end's. */
  standInFor(error: unknown, old: CacheEntry<Value> | undefined, recall?: Recall<Value>): CacheEntry<Value>;
}

/** The time for which something is good that is not good even now, but may stand in later. */
export const notFreshMs = -1;

export function createStalenessPolicy<Value>(options: StalenessOptions<Value>): StalenessPolicy<Value> {
  const { lifetime, isAbsent = isNull, lagOf = () => 0, heldOf = () => 0, clock = () => performance.now() } = options;
  const { isUncertain = isAbsent } = options;
  const ageOf = ({ requestedAt }: CacheEntry<Value>): number => clock() - requestedAt;
  const asOf = ({ value, requestedAt }: CacheEntry<Value>): number => requestedAt - lagOf(value);

  const findStandIn = (old: CacheEntry<Value> | undefined, recall?: Recall<Value>): CacheEntry<Value> | undefined => {
    const other = recall?.();
    const younger = old === undefined || (other !== undefined && asOf(other) > asOf(old)) ? other : old;
    const mayStandIn = younger !== undefined && !isAbsent(younger.value) && ageOf(younger) < lifetime.ifError;
    return mayStandIn ? { ...younger, isStale: true } : undefined;
  };

  return {
    toEntry: (value, requestedAt) => ({
      value,
      requestedAt: Math.min(requestedAt, clock() - heldOf(value)),
      isStale: false,
    }),
    ageOf,
    asOf,
    goodForMs: (cached) => {
      if (cached.isStale) return Math.min(lifetime.absent, lifetime.ifError - ageOf(cached)) || notFreshMs;
      return (isAbsent(cached.value) ? lifetime.absent : lifetime.fresh) || notFreshMs;
    },
    shownForMs: ({ value, isStale }) => {
      if (isAbsent(value)) return 0;
      // While the back end is known to be unavailable, callers do not wait for another attempt.
      return isStale ? lifetime.ifError : lifetime.revalidate;
    },
    findBetter: (value, old, recall) => {
      const standIn = findStandIn(old, recall);
      // A back end that is down answers "not found" (WispHub contract 1.3): believed only when no entry contradicts it.
      return standIn !== undefined && isUncertain(value, standIn.value) ? standIn : undefined;
    },
    standInFor: (error, old, recall) => {
      const standIn = error instanceof UpstreamError ? findStandIn(old, recall) : undefined;
      if (standIn === undefined) throw error;
      return standIn;
    },
  };
}

function isNull(value: unknown): boolean {
  return value === null;
}
