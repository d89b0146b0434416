import type { BackendName, BackendState } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { type CallKind, type CallObserver, type CallOutcome, CallsSpent, hasLeft, type UpstreamCall } from '../call.js';
import {
  type BreakerLimits,
  type BulkheadLimits,
  type ConcurrencyLimits,
  type FailedRequestLimits,
  type HealthLimits,
  type HedgeLimits,
  limits,
  type RateLimitWindowLimits,
  type RetryBudgetLimits,
} from '../limits.js';
import { createBulkhead } from './bulkhead.js';
import { type Channel, runInChannel } from './channel.js';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.js';
import { type ConcurrencyLimit, createAdaptiveLimit, createFixedLimit } from './concurrency/concurrency-limit.js';
import { measure } from './concurrency/measure.js';
import { createFailedRequests, type Question } from './failed-requests.js';
import { createHealth } from './health.js';
import { createHedging } from './hedging/hedging.js';
import { createReads } from './hedging/read.js';
import { createRateLimitWindow } from './rate-limit-window.js';
import { createRetryBudget } from './retry-budget.js';

type Attempt<Value> = (call: UpstreamCall) => Promise<Value>;

/** How calls to one back end are held: how many at once, whether at all while it fails, and whether once more. One per back end. */
export interface Resilience {
  /**
   * Runs an attempt, which sends on the call that it is given, and reads the answer: the back end is judged by what it throws. A read
   * may be attempted once more, and one that is late is attempted a second time at once; a write never is.
   * @param question names what is asked (`nameQuestion`), so that one that fails by itself is distinguished from an outage, and one that is
   * late from a slow route. Default: each is another.
   * @throws {UpstreamError} `mayHaveArrived` is false where no attempt was made: no room, no time left, or the back end is failing.
   * @throws whatever else the attempt throws.
   */
  run<Value>(kind: CallKind, call: UpstreamCall, attempt: Attempt<Value>, question?: Question): Promise<Value>;
  /** DOWN while reads are refused or the last few calls failed; DEGRADED while some fail or a probe is to decide. */
  readonly state: BackendState;
  /** When an attempt last ended with a verdict; null before the first. */
  readonly checkedAt: Date | null;
  readonly breakers: Readonly<Record<CallKind, BreakerState>>;
  /** Calls at once that it is given now, by kind. */
  readonly concurrency: Readonly<Record<CallKind, number>>;
}

/** What differs from `limits`. */
export interface ResilienceOptions {
  readonly bulkhead?: Partial<BulkheadLimits>;
  /** False: as many calls at once as to begin with. */
  readonly concurrency?: Partial<ConcurrencyLimits> | false;
  readonly breaker?: Partial<BreakerLimits>;
  readonly failedRequests?: Partial<FailedRequestLimits>;
  readonly retry?: Partial<RetryBudgetLimits>;
  /** False: a read that is late is waited for. */
  readonly hedge?: Partial<HedgeLimits> | false;
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
  const createChannel = (kind: CallKind): Channel => {
    const limit = createLimit(kind, bulkhead[kind], options.concurrency);
    return {
      ...{ backend, kind, window, failedRequests, limit },
      breaker: createCircuitBreaker({ ...limits.breaker, ...options.breaker }),
      bulkhead: createBulkhead(limit),
      marginMs: bulkhead.margin,
      see: (error, decision) => {
        window.record(error);
        if (decision === 'failure') health.record(false);
      },
    };
  };
  const channels = { read: createChannel('read'), list: createChannel('list'), write: createChannel('write') };
  const hedging = createHedging(options.hedge, retries, options.observer);
  const reads = createReads(retries, hedging);
  let nameless = 0;

  return {
    run: async (kind, call, attempt, question = { route: kind, fingerprint: `${++nameless}` }) => {
      const channel = channels[kind];
      let isMade = false;
      const measured = async (now: UpstreamCall) => {
        isMade = true;
        const value = await measure(channel, question.route, now, attempt, (ms) => {
          retries.record(ms);
          hedging.record(question.route, ms);
        });
        health.record(true);
        return value;
      };
      const report = (outcome: CallOutcome): void => options.observer?.onCall(backend, kind, outcome);
      retries.earn();
      try {
        const value = await (kind === 'write'
          ? runInChannel(channel, call, question.fingerprint, () => measured(call))
          : reads(channel, call, question, measured));
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
    get concurrency() {
      const { read, list, write } = channels;
      return { read: read.limit.current, list: list.limit.current, write: write.limit.current };
    },
  };
}

/** Writes are few, and how long they take says little of how many are best. */
function createLimit(kind: CallKind, start: number, options: ResilienceOptions['concurrency']): ConcurrencyLimit {
  if (kind === 'write' || options === false) return createFixedLimit(start);
  return createAdaptiveLimit(start, { ...limits.concurrency, ...options });
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
