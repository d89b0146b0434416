import type { Backend } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import { type Breaker, Impassable, type Verdict } from './breaker.js';
import { type Call, type CallKind, hasLeft, remainingMs } from './call.js';
import type { ClosedWindow } from './closed-window.js';
import { Crowded, type Limiter } from './limiter.js';

/** The way of one kind of call to a back end, with what stands along it. */
export interface Lane {
  readonly backend: Backend;
  readonly kind: CallKind;
  readonly window: ClosedWindow;
  readonly breaker: Breaker;
  readonly limiter: Limiter;
  /** Told of each attempt's error, and what it says of the back end. */
  see(error: unknown, verdict: Verdict): void;
}

/**
 * Makes one attempt, if the way is free and when its turn comes.
 * @throws {UpstreamError} without an attempt, `mayHaveArrived` false: the back end wants no calls (UPSTREAM_RATE_LIMITED), it is
 * failing or has too many calls already (UPSTREAM_UNAVAILABLE), or there is no time left (UPSTREAM_TIMEOUT).
 */
export async function passLane<Value>(lane: Lane, call: Call, attempt: () => Promise<Value>): Promise<Value> {
  const { backend, kind, window, breaker, limiter } = lane;
  await window.pass(kind, call);
  const waitMs = remainingMs(call);
  if (waitMs <= 0) throw new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived: false });
  if (hasLeft(kind, call)) throw notSent(backend, 'the caller has left');
  if (!breaker.isPassable) throw notSent(backend, 'the breaker is open', breaker.restMs);
  try {
    return await limiter.run(() => attemptOnce(lane, call, attempt), waitMs, kind === 'read' ? call.signal : undefined);
  } catch (error) {
    if (error instanceof Crowded) throw notSent(backend, error.message);
    throw error instanceof Impassable ? notSent(backend, error.message, breaker.restMs) : error;
  }
}

/** Much may have happened while it waited for its turn. */
async function attemptOnce<Value>(lane: Lane, call: Call, attempt: () => Promise<Value>): Promise<Value> {
  lane.window.check();
  return lane.breaker.run(attempt, (error) => {
    const verdict = toVerdict(lane.kind, call, error);
    lane.see(error, verdict);
    return verdict;
  });
}

/** What is wrong with the request or with us, and what a caller broke off, says nothing of the back end. */
function toVerdict(kind: CallKind, call: Call, error: unknown): Verdict {
  if (!(error instanceof UpstreamError) || hasLeft(kind, call)) return 'none';
  return error.code === 'UPSTREAM_RATE_LIMITED' ? 'answered' : 'failure';
}

function notSent(backend: Backend, why: string, restMs = 0): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', backend, {
    mayHaveArrived: false,
    retryAfterMs: restMs > 0 ? restMs : undefined,
    cause: new Error(why),
  });
}
