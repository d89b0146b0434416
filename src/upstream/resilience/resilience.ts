import type { BackendName, BackendState } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { type Call, type CallKind, type CallObserver, type CallOutcome, hasLeft, pause, remainingMs } from '../call.js';
import {
  type BreakerLimits,
  type BulkheadLimits,
  type HealthLimits,
  limits,
  type QuestionLimits,
  type RateLimitLimits,
  type RetryLimits,
} from '../limits.js';
import { createBulkhead } from './bulkhead.js';
import { type Channel, passChannel } from './channel.js';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.js';
import { createFailedQuestions } from './failed-requests.js';
import { createHealth } from './health.js';
import { createClosedWindow } from './rate-limit-window.js';
import { createRetries } from './retry-budget.js';

type Attempt<Value> = (call: Call) => Promise<Value>;

/** How calls to one back end are held: how many at once, whether at all while it fails, and whether once more. One per back end. */
export interface Policy {
  /**
   * Runs an attempt, which sends on the call that it is given, and reads the answer: the back end is judged by what it throws. A read
   * may be attempted once more; a write never is.
   * @param question names what is asked (`nameQuestion`), so that one that fails by itself is distinguished from an outage. Default: each is
   * another.
   * @throws {UpstreamError} `mayHaveArrived` is false where no attempt was made: no room, no time left, or the back end is failing.
   * @throws whatever else the attempt throws.
   */
  run<Value>(kind: CallKind, call: Call, attempt: Attempt<Value>, question?: string): Promise<Value>;
  /** DOWN while reads are kept away or the last few calls failed; DEGRADED while some fail or a probe is to decide. */
  readonly state: BackendState;
  /** When an attempt last ended with a verdict; null before the first. */
  readonly checkedAt: Date | null;
  readonly breakers: Readonly<Record<CallKind, BreakerState>>;
}

/** What differs from `limits`. */
export interface PolicyOptions {
  readonly bulkhead?: Partial<BulkheadLimits>;
  readonly breaker?: Partial<BreakerLimits>;
  readonly question?: Partial<QuestionLimits>;
  readonly retry?: Partial<RetryLimits>;
  readonly rateLimit?: Partial<RateLimitLimits>;
  readonly health?: Partial<HealthLimits>;
  /** Default: nobody. */
  readonly observer?: CallObserver | undefined;
}

export function createPolicy(backend: BackendName, options: PolicyOptions = {}): Policy {
  const bulkhead = { ...limits.bulkhead, ...options.bulkhead };
  const health = createHealth({ ...limits.health, ...options.health });
  const retries = createRetries({ ...limits.retry, ...options.retry });
  const window = createClosedWindow(backend, { ...limits.rateLimit, ...options.rateLimit });
  const questions = createFailedQuestions({ ...limits.question, ...options.question });
  const createChannel = (kind: CallKind): Channel => ({
    backend,
    kind,
    window,
    questions,
    breaker: createCircuitBreaker({ ...limits.breaker, ...options.breaker }),
    bulkhead: createBulkhead(bulkhead[kind]),
    marginMs: bulkhead.margin,
    see: (error, verdict) => {
      window.see(error);
      if (verdict === 'failure') health.see(false);
    },
  });
  const channels = { read: createChannel('read'), list: createChannel('list'), write: createChannel('write') };
  let nameless = 0;

  const runRead = async <Value>(
    channel: Channel,
    call: Call,
    question: string,
    attempt: Attempt<Value>,
  ): Promise<Value> => {
    let attemptedAt: number | undefined;
    const mayRepeat = (): boolean =>
      channel.breaker.isPassable && window.isPassable(channel.kind, call) && !hasLeft(channel.kind, call);
    try {
      return await passChannel(channel, call, question, () => {
        attemptedAt = performance.now();
        return attempt(call);
      });
    } catch (error) {
      if (attemptedAt === undefined || !mayRepeat()) throw error;
      const pauseMs = retries.spend(error, performance.now() - attemptedAt, remainingMs(call));
      if (pauseMs === null) throw error;
      await pause(pauseMs, call);
      return passChannel(channel, call, question, () => attempt({ ...call, resends: 1 }));
    }
  };

  return {
    run: async (kind, call, attempt, question = `${++nameless}`) => {
      let isMade = false;
      const measured = async (now: Call) => {
        isMade = true;
        const startedAt = performance.now();
        const value = await attempt(now);
        if (kind !== 'write') retries.see(performance.now() - startedAt);
        health.see(true);
        return value;
      };
      const told = (outcome: CallOutcome): void => options.observer?.sawCall(backend, kind, outcome);
      retries.earn();
      try {
        const value = await (kind === 'write'
          ? passChannel(channels.write, call, question, () => measured(call))
          : runRead(channels[kind], call, question, measured));
        told('ok');
        return value;
      } catch (error) {
        told(isMade ? toOutcome(kind, call, error) : 'not_sent');
        throw error;
      }
    },
    get state() {
      return toState(health.state, channels, window.isClosed);
    },
    get checkedAt() {
      return health.checkedAt;
    },
    get breakers() {
      const { read, list, write } = channels;
      return { read: read.breaker.state, list: list.breaker.state, write: write.breaker.state };
    },
  };
}

function toOutcome(kind: CallKind, call: Call, error: unknown): CallOutcome {
  if (hasLeft(kind, call)) return 'abandoned';
  return error instanceof UpstreamError ? error.code : 'fault';
}

/** Half-open is never DOWN, whatever the calls before say: what is taken for DOWN is not asked, and so would stay it. */
function toState(
  byCalls: BackendState,
  { read, list, write }: Readonly<Record<CallKind, Channel>>,
  isClosed: boolean,
): BackendState {
  const reads = read.breaker.state;
  if (reads !== 'closed') return reads === 'open' ? 'DOWN' : 'DEGRADED';
  const isWhole = [list, write].every(({ breaker }) => breaker.state === 'closed') && !isClosed;
  return byCalls === 'UP' && !isWhole ? 'DEGRADED' : byCalls;
}
