import type { BreakerLimits } from '../limits.js';
import { createFailureWindow } from './failure-window.js';

/** Half-open: the next call, or one that is under way, is the probe that decides. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Meaning of an attempt's end for the back end: it failed, it failed as the same request did before, it answered, or nothing. */
export type CallResult = 'failure' | 'repeated' | 'answered' | 'none';

/** Keeps calls away from a back end that fails. */
export interface CircuitBreaker {
  readonly state: BreakerState;
  /** Milliseconds until a probe may leave; 0 when it may now, or while one is under way. */
  readonly retryAfterMs: number;
  /** True when a call made now would be sent. */
  readonly isCallPermitted: boolean;
  /** @throws {CircuitOpenError} it was not passable. @throws whatever the attempt throws. */
  run<Value>(attempt: () => Promise<Value>, classify: (error: unknown) => CallResult): Promise<Value>;
}

/** The call did not leave. */
export class CircuitOpenError extends Error {}

/** Uses a monotonic clock. An attempt without a result, such as a probe whose caller left, changes nothing. */
export function createCircuitBreaker(limits: BreakerLimits): CircuitBreaker {
  const window = createFailureWindow(limits);
  let openForMs = 0; // Zero: closed.
  let openUntil = 0;
  let isProbing = false;

  const open = (): void => {
    openForMs = openForMs === 0 ? limits.firstOpen : Math.min(openForMs * 2, limits.maxOpen);
    openUntil = performance.now() + openForMs;
  };
  const close = (): void => {
    openForMs = 0;
    window.clear();
  };
  const see = (decision: CallResult, isProbe: boolean): void => {
    if (isProbe) isProbing = false;
    if (decision === 'none') return;
    if (isProbe) (decision === 'answered' ? close : open)();
    // A call sent before the circuit opened adds nothing, and a request that fails by itself counts once.
    else if (openForMs === 0 && decision !== 'repeated') window.count(decision === 'failure');
    if (openForMs === 0 && decision === 'failure' && window.hasFailed()) open();
  };

  const breaker: CircuitBreaker = {
    get state() {
      if (openForMs === 0) return 'closed';
      return breaker.retryAfterMs > 0 ? 'open' : 'half-open';
    },
    get retryAfterMs() {
      return openForMs === 0 || isProbing ? 0 : Math.max(0, Math.ceil(openUntil - performance.now()));
    },
    get isCallPermitted() {
      return !isProbing && breaker.retryAfterMs === 0;
    },
    run: async (attempt, classify) => {
      if (!breaker.isCallPermitted) throw new CircuitOpenError('the breaker is open');
      const isProbe = openForMs > 0;
      isProbing = isProbe;
      try {
        const value = await attempt();
        see('answered', isProbe);
        return value;
      } catch (error) {
        see(classify(error), isProbe);
        throw error;
      }
    },
  };
  return breaker;
}
