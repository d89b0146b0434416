import type { CallObserver, UpstreamCall } from '../../call.js';
import { type HedgeLimits, limits } from '../../limits.js';
import type { Channel } from '../channel.js';
import type { RetryBudget } from '../retry-budget.js';
import { race } from './race.js';
import { createUsualTimes } from './usual-time.js';

/** Second attempts at reads whose first is late: a back end may stall one call and answer the next. */
export interface Hedging {
  /** Records the milliseconds of an answer. */
  record(route: string, ms: number): void;
  /**
   * Makes an attempt at a read, and a second one where it is late, the breaker is closed, the back end has not had too many calls, and both
   * budgets allow it. The attempts share a slot, and are judged as one.
   */
  run<Value>(
    channel: Channel,
    call: UpstreamCall,
    route: string,
    attempt: (call: UpstreamCall) => Promise<Value>,
  ): Promise<Value>;
}

/** @param options deviations from `limits`; false: there are no second attempts. */
export function createHedging(
  options: Partial<HedgeLimits> | false | undefined,
  retries: Pick<RetryBudget, 'take'>,
  observer: CallObserver | undefined,
): Hedging {
  if (options === false) return { record: () => undefined, run: (_channel, call, _route, attempt) => attempt(call) };
  const hedge = { ...limits.hedge, ...options };
  const usualTimes = createUsualTimes(hedge);
  let budget = hedge.budgetMax;
  const spend = (): boolean => {
    if (budget < 1 || !retries.take(hedge.retries)) return false;
    budget -= 1;
    return true;
  };
  return {
    record: usualTimes.record,
    run: ({ backend, kind, breaker, window }, call, route, attempt) => {
      budget = Math.min(hedge.budgetMax, budget + hedge.budgetPerCall);
      return race(call, attempt, {
        lateAfterMs: usualTimes.lateAfterMs(route),
        // Of an operation that may send so many requests and no more, none is spent on what may still come.
        mayHedge: () => call.budget === undefined && breaker.state === 'closed' && !window.isLimited && spend(),
        onFailure: (error) => window.record(error),
        onEnd: (by) => observer?.onHedge(backend, kind, by),
      });
    },
  };
}
