import type { BreakerLimits } from '../limits.js';

/** Half-open: the next call, or one that is under way, is the probe that decides. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What an attempt's end says of the back end: it failed, it failed as the same question did before, it answered, or nothing. */
export type Verdict = 'failure' | 'repeated' | 'answered' | 'none';

/** Keeps calls away from a back end that fails. */
export interface CircuitBreaker {
  readonly state: BreakerState;
  /** Milliseconds until a probe may leave; 0 when it may now, or while one is under way. */
  readonly restMs: number;
  /** Whether a call made now would leave. */
  readonly isPassable: boolean;
  /** @throws {CircuitOpen} it was not passable. @throws whatever the attempt throws. */
  run<Value>(attempt: () => Promise<Value>, judge: (error: unknown) => Verdict): Promise<Value>;
}

/** The call did not leave. */
export class CircuitOpen extends Error {}

const sliceCount = 10; // Parts of the window, which pass one by one.

/** Measures by a clock that is never set back. An attempt without a verdict, as of a probe whose caller left, changes nothing. */
export function createCircuitBreaker(limits: BreakerLimits): CircuitBreaker {
  let slices: { readonly at: number; calls: number; failures: number }[] = [];
  let failuresInARow = 0;
  let openForMs = 0; // Zero: closed.
  let openUntil = 0;
  let isProbing = false;

  const open = (): void => {
    openForMs = openForMs === 0 ? limits.firstOpen : Math.min(openForMs * 2, limits.maxOpen);
    openUntil = performance.now() + openForMs;
  };
  const close = (): void => {
    [openForMs, failuresInARow, slices] = [0, 0, []];
  };
  const count = (isFailure: boolean): void => {
    const at = Math.floor((performance.now() / limits.window) * sliceCount);
    const last = slices.at(-1);
    const slice = last?.at === at ? last : { at, calls: 0, failures: 0 };
    if (slice !== last) slices = [...slices.filter((each) => each.at > at - sliceCount), slice];
    slice.calls += 1;
    slice.failures += isFailure ? 1 : 0;
    failuresInARow = isFailure ? failuresInARow + 1 : 0;
  };
  const hasFailed = (): boolean => {
    const sum = (of: 'calls' | 'failures'): number => slices.reduce((total, slice) => total + slice[of], 0);
    const isShare = sum('calls') >= limits.minCalls && sum('failures') >= sum('calls') * limits.failureShare;
    return isShare || failuresInARow >= limits.inARow;
  };
  const see = (verdict: Verdict, isProbe: boolean): void => {
    if (isProbe) isProbing = false;
    if (verdict === 'none') return;
    if (isProbe) (verdict === 'answered' ? close : open)();
    // What left before it opened says nothing new, and a question that fails by itself counts once.
    else if (openForMs === 0 && verdict !== 'repeated') count(verdict === 'failure');
    if (openForMs === 0 && verdict === 'failure' && hasFailed()) open();
  };

  const breaker: CircuitBreaker = {
    get state() {
      if (openForMs === 0) return 'closed';
      return breaker.restMs > 0 ? 'open' : 'half-open';
    },
    get restMs() {
      return openForMs === 0 || isProbing ? 0 : Math.max(0, Math.ceil(openUntil - performance.now()));
    },
    get isPassable() {
      return !isProbing && breaker.restMs === 0;
    },
    run: async (attempt, judge) => {
      if (!breaker.isPassable) throw new CircuitOpen('the breaker is open');
      const isProbe = openForMs > 0;
      isProbing = isProbe;
      try {
        const value = await attempt();
        see('answered', isProbe);
        return value;
      } catch (error) {
        see(judge(error), isProbe);
        throw error;
      }
    },
  };
  return breaker;
}
