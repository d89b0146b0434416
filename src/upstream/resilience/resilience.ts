import type { BackendName, BackendState } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import {
  type CallKind,
  type CallObserver,
  type CallOutcome,
  CallsSpent,
  hasLeft,
  pause,
  remainingMs,
  type UpstreamCall,
} from '../call.js';
import {
  type BreakerLimits,
  type BulkheadLimits,
  type FailedRequestLimits,
  type HealthLimits,
  limits,
  type RateLimitWindowLimits,
  type RetryBudgetLimits,
} from '../limits.js';
import { createBulkhead } from './bulkhead.js';
import { type Channel, runInChannel } from './channel.js';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.js';
import { createFailedRequests } from './failed-requests.js';
import { createHealth } from './health.js';
import { createRateLimitWindow } from './rate-limit-window.js';
import { createRetryBudget } from './retry-budget.js';

type Attempt<Value> = (call: UpstreamCall) => Promise<Value>;

/** How calls to one back end are held: how many at once, whether at all while it fails, and whether once more. One per back end. */
export interface Resilience {
  /**
   * Runs an attempt, which sends on the call that it is given, and reads the answer: the back end is judged by what it throws. A read
   * may be attempted once more; a write never is.
   * @param question names what is asked (`nameQuestion`), so that one that fails by itself is distinguished from an outage. Default: each is
   * another.
   * @throws {UpstreamError} `mayHaveArrived` is false where no attempt was made: no room, no time left, or the back end is failing.
   * @throws whatever else the attempt throws.
   */
  run<Value>(kind: CallKind, call: UpstreamCall, attempt: Attempt<Value>, fingerprint?: string): Promise<Value>;
  /** DOWN while reads are refused or the last few calls failed; DEGRADED while some fail or a probe is to decide. */
  readonly state: BackendState;
  /** When an attempt last ended with a verdict; null before the first. */
  readonly checkedAt: Date | null;
  readonly breakers: Readonly<Record<CallKind, BreakerState>>;
}

/** What differs from `limits`. */
export interface ResilienceOptions {
  readonly bulkhead?: Partial<BulkheadLimits>;
  readonly breaker?: Partial<BreakerLimits>;
  readonly failedRequests?: Partial<FailedRequestLimits>;
  readonly retry?: Partial<RetryBudgetLimits>;
  readonly rateLimit?: Partial<RateLimitWindowLimits>;
  readonly health?: Partial<HealthLimits>;
  readonly observer?: CallObserver | undefined;
}

type Channels = Readonly<Record<CallKind, Channel>>;

export function createResilience(backend: BackendName, options: ResilienceOptions = {}): Resilience {
  const bulkhead = { ...limits.bulkhead, ...options.bulkhead };
  const health = createHealth({ ...limits.health, ...options.health });
  const retries = createRetryBudget({ ...limits.retry, ...options.retry });
  const window = createRateLimitWindow(backend, { ...limits.rateLimit, ...options.rateLimit });
  const failedRequests = createFailedRequests({ ...limits.failedRequests, ...options.failedRequests });
  const createChannel = (kind: CallKind): Channel => ({
    ...{ backend, kind, window, failedRequests },
    breaker: createCircuitBreaker({ ...limits.breaker, ...options.breaker }),
    bulkhead: createBulkhead(bulkhead[kind]),
    marginMs: bulkhead.margin,
    see: (error, decision) => {
      window.record(error);
      if (decision === 'failure') health.record(false);
    },
  });
  const channels = { read: createChannel('read'), list: createChannel('list'), write: createChannel('write') };
  let nameless = 0;

  const runRead = async <Value>(
    channel: Channel,
    call: UpstreamCall,
    fingerprint: string,
    attempt: Attempt<Value>,
  ): Promise<Value> => {
    let attemptedAt: number | undefined;
    try {
      return await runInChannel(channel, call, fingerprint, () => {
        attemptedAt = performance.now();
        return attempt(call);
      });
    } catch (error) {
      if (attemptedAt === undefined || !mayRepeat(channel, call)) throw error;
      const pauseMs = retries.spend(error, performance.now() - attemptedAt, remainingMs(call));
      if (pauseMs === null) throw error;
      await pause(pauseMs, call);
      return runInChannel(channel, call, fingerprint, () => attempt({ ...call, resends: 1 }));
    }
  };

  return {
    run: async (kind, call, attempt, fingerprint = `${++nameless}`) => {
      let isMade = false;
      const measured = async (now: UpstreamCall) => {
        isMade = true;
        const startedAt = performance.now();
        const value = await attempt(now);
        if (kind !== 'write') retries.record(performance.now() - startedAt);
        health.record(true);
        return value;
      };
      const report = (outcome: CallOutcome): void => options.observer?.onCall(backend, kind, outcome);
      retries.earn();
      try {
        const value = await (kind === 'write'
          ? runInChannel(channels.write, call, fingerprint, () => measured(call))
          : runRead(channels[kind], call, fingerprint, measured));
        report('ok');
        return value;
      } catch (error) {
        report(isMade ? toOutcome(kind, call, error) : 'not_sent');
        throw error;
      }
    },
    get state() {
      return toState(health.state, channels, window.isLimited);
    },
    get checkedAt() {
      return health.checkedAt;
    },
    get breakers() {
      return breakersOf(channels);
    },
  };
}

function mayRepeat({ breaker, window, kind }: Channel, call: UpstreamCall): boolean {
  return breaker.isCallPermitted && window.isCallPermitted(kind, call) && !hasLeft(kind, call);
}

function breakersOf({ read, list, write }: Channels): Resilience['breakers'] {
  return { read: read.breaker.state, list: list.breaker.state, write: write.breaker.state };
}

function toOutcome(kind: CallKind, call: UpstreamCall, error: unknown): CallOutcome {
  if (hasLeft(kind, call)) return 'abandoned';
  if (error instanceof CallsSpent) return 'not_sent';
  return error instanceof UpstreamError ? error.code : 'fault';
}

/** Half-open is never DOWN, whatever the calls before say: what is taken for DOWN is not asked, and so would stay it. */
function toState(byCalls: BackendState, { read, list, write }: Channels, isClosed: boolean): BackendState {
  const reads = read.breaker.state;
  if (reads !== 'closed') return reads === 'open' ? 'DOWN' : 'DEGRADED';
  const isWhole = [list, write].every(({ breaker }) => breaker.state === 'closed') && !isClosed;
  return byCalls === 'UP' && !isWhole ? 'DEGRADED' : byCalls;
}
