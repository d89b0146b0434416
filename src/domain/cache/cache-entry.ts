import { UpstreamError } from '../../model/errors.js';
import type { Clock } from '../../store/store.js';
import type { Lifetime } from './lifetime.js';

/** A value as it was when it was asked for. */
export interface Kept<Value> {
  readonly value: Value;
  /** Milliseconds of the cache's clock. */
  readonly askedAt: number;
  /** True when it is shown only because the back end could not be asked, or is not believed. */
  readonly isStale: boolean;
}

/** What else is remembered of the thing that is asked for. */
export type Recall<Value> = () => Kept<Value> | undefined;

/** How kept values are judged. */
export interface Judgement<Value> {
  readonly lifetime: Lifetime;
  /** Whether a value says that there is no such thing. Default: null does. */
  readonly isAbsent?: (value: Value) => boolean;
  /** Whether a value is not to be believed while an older one is remembered. Default: one that says that there is no such thing. */
  readonly isDoubtful?: (value: Value, old: Value) => boolean;
  /** How much older than its asking a value may be, milliseconds. Default: not at all. */
  readonly lagOf?: (value: Value) => number;
  /** Above zero. Default: the process's. */
  readonly clock?: Clock | undefined;
}

export interface Judge<Value> {
  ageOf(kept: Kept<Value>): number;
  /** The time from which on, at the latest, it was as the value says. */
  asOf(kept: Kept<Value>): number;
  /** Milliseconds for which a value is good from now on; negative when it is not. */
  goodForMs(kept: Kept<Value>): number;
  /** Milliseconds of age up to which a value is shown while it is asked for again. */
  shownForMs(kept: Kept<Value>): number;
  /** What is shown instead of a new value that is not believed; undefined when it is. */
  findBetter(value: Value, old: Kept<Value> | undefined, recall?: Recall<Value>): Kept<Value> | undefined;
  /** What is shown instead of an error. @throws that error, when nothing may, or it is not the back end's. */
  standInFor(error: unknown, old: Kept<Value> | undefined, recall?: Recall<Value>): Kept<Value>;
}

/** The time for which something is good that is not good even now, but may stand in later. */
export const notGoodMs = -1;

export function createJudge<Value>(judgement: Judgement<Value>): Judge<Value> {
  const { lifetime, isAbsent = isNull, lagOf = () => 0, clock = () => performance.now() } = judgement;
  const { isDoubtful = isAbsent } = judgement;
  const ageOf = ({ askedAt }: Kept<Value>): number => clock() - askedAt;
  const asOf = ({ value, askedAt }: Kept<Value>): number => askedAt - lagOf(value);

  const findStandIn = (old: Kept<Value> | undefined, recall?: Recall<Value>): Kept<Value> | undefined => {
    const other = recall?.();
    const younger = old === undefined || (other !== undefined && asOf(other) > asOf(old)) ? other : old;
    const mayStandIn = younger !== undefined && !isAbsent(younger.value) && ageOf(younger) < lifetime.ifError;
    return mayStandIn ? { ...younger, isStale: true } : undefined;
  };

  return {
    ageOf,
    asOf,
    goodForMs: (kept) => {
      if (kept.isStale) return Math.min(lifetime.absent, lifetime.ifError - ageOf(kept)) || notGoodMs;
      return (isAbsent(kept.value) ? lifetime.absent : lifetime.fresh) || notGoodMs;
    },
    shownForMs: ({ value, isStale }) => {
      if (isAbsent(value)) return 0;
      // Once it is known that the back end cannot be asked, nobody waits for another try.
      return isStale ? lifetime.ifError : lifetime.revalidate;
    },
    findBetter: (value, old, recall) => {
      const standIn = findStandIn(old, recall);
      // A back end that is down says "not found" (WispHub contract 1.3): it is believed once nobody remembers otherwise.
      return standIn !== undefined && isDoubtful(value, standIn.value) ? standIn : undefined;
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
