import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBreaker,
  SamplingBreaker,
} from 'cockatiel';
import type { BreakerLimits } from './limits.js';

/** Half-open: the next call, or one that is under way, is the probe that decides. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What an attempt's error says of the back end: it failed, it answered all the same, or nothing. */
export type Verdict = 'failure' | 'answered' | 'none';

/** Keeps calls away from a back end that fails. */
export interface Breaker {
  readonly state: BreakerState;
  /** Milliseconds until a probe may leave; 0 when it may now, or while one is under way. */
  readonly restMs: number;
  /** Whether a call made now would leave. */
  readonly isPassable: boolean;
  /** @throws {Impassable} it was not passable. @throws whatever the attempt throws. */
  run<Value>(attempt: () => Promise<Value>, judge: (error: unknown) => Verdict): Promise<Value>;
}

/** The call did not leave. */
export class Impassable extends Error {
  override readonly name = 'Impassable';
}

/** Carries an error past the library with its verdict. */
class Judged extends Error {
  constructor(
    readonly error: unknown,
    readonly verdict: Verdict,
  ) {
    super('judged');
  }
}

/**
 * The library counts and lets one probe through. How long it stays open is measured here: by a clock that nobody sets back, and so
 * that an attempt without a verdict (the caller of the probe left) neither closes it nor prolongs it.
 */
export function createBreaker(limits: BreakerLimits): Breaker {
  let openForMs = 0;
  let openUntil = 0;
  const isProbing = (): boolean => library.state === CircuitState.HalfOpen;
  const library = circuitBreaker(
    handleWhen(
      (error) => error instanceof Judged && (error.verdict === 'failure' || (error.verdict === 'none' && isProbing())),
    ),
    { breaker: eitherRule(limits), halfOpenAfter: Number.NEGATIVE_INFINITY },
  );
  library.onReset(() => {
    openForMs = 0;
  });
  library.onBreak((reason) => {
    const isFailure = 'error' in reason && reason.error instanceof Judged && reason.error.verdict === 'failure';
    if (isFailure) openForMs = openForMs === 0 ? limits.firstOpen : Math.min(openForMs * 2, limits.maxOpen);
    openUntil = isFailure ? performance.now() + openForMs : 0;
  });
  const restMs = (): number =>
    library.state === CircuitState.Open ? Math.max(0, Math.ceil(openUntil - performance.now())) : 0;
  const isPassable = (): boolean => !isProbing() && restMs() === 0;

  return {
    get state() {
      if (library.state === CircuitState.Closed) return 'closed';
      return restMs() > 0 ? 'open' : 'half-open';
    },
    get restMs() {
      return restMs();
    },
    get isPassable() {
      return isPassable();
    },
    run: async (attempt, judge) => {
      if (!isPassable()) throw new Impassable('the breaker is open');
      try {
        return await library.execute(() =>
          attempt().catch((error: unknown) => {
            throw new Judged(error, judge(error));
          }),
        );
      } catch (error) {
        throw error instanceof Judged ? error.error : error;
      }
    },
  };
}

/** Opens by either rule. The library's windows pass with calls, not with time: after an idle while they are made anew. */
function eitherRule({ inARow, failureShare, window, minCalls }: BreakerLimits): IBreaker {
  const createShare = (): SamplingBreaker =>
    // The library opens above the threshold, the rule at it.
    new SamplingBreaker({
      threshold: failureShare - Number.EPSILON,
      duration: window,
      minimumRps: (minCalls / window) * 1000,
    });
  const row = new ConsecutiveBreaker(inARow);
  let share = createShare();
  let seenAt = performance.now();
  const freshShare = (): SamplingBreaker => {
    const now = performance.now();
    if (now - seenAt > window) share = createShare();
    seenAt = now;
    return share;
  };
  return {
    state: undefined,
    success: (state) => {
      row.success();
      freshShare().success(state);
    },
    failure: (state) => {
      const isRow = row.failure();
      const isShare = freshShare().failure(state);
      return isRow || isShare;
    },
  };
}
