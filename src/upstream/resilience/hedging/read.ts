import { hasLeft, pause, remainingMs, type UpstreamCall } from '../../call.js';
import { type Channel, runInChannel } from '../channel.js';
import type { Question } from '../failed-requests.js';
import type { RetryBudget } from '../retry-budget.js';
import type { Hedging } from './hedging.js';

/** Asks for a read, whose attempt may have a second one at its side or after it. */
export type Reads = <Value>(
  channel: Channel,
  call: UpstreamCall,
  question: Question,
  attempt: (call: UpstreamCall) => Promise<Value>,
) => Promise<Value>;

export function createReads(retries: RetryBudget, hedging: Hedging): Reads {
  return async (channel, call, { route, fingerprint }, attempt) => {
    let attemptedAt: number | undefined;
    try {
      return await runInChannel(channel, call, fingerprint, () => {
        attemptedAt = performance.now();
        return hedging.run(channel, call, route, attempt);
      });
    } catch (error) {
      if (attemptedAt === undefined || !mayRepeat(channel, call)) throw error;
      const pauseMs = retries.spend(error, performance.now() - attemptedAt, remainingMs(call));
      if (pauseMs === null) throw error;
      await pause(pauseMs, call);
      return runInChannel(channel, call, fingerprint, () => attempt({ ...call, resends: 1 }));
    }
  };
}

function mayRepeat({ breaker, window, kind }: Channel, call: UpstreamCall): boolean {
  return breaker.isCallPermitted && window.isCallPermitted(kind, call) && !hasLeft(kind, call);
}
