import type { BackendName } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { type CallKind, hasLeft, remainingMs, type UpstreamCall } from '../call.js';
import { type Bulkhead, BulkheadFullError } from './bulkhead.js';
import { type CallResult, type CircuitBreaker, CircuitOpenError } from './circuit-breaker.js';
import type { ConcurrencyLimit } from './concurrency/concurrency-limit.js';
import type { FailedRequests } from './failed-requests.js';
import type { RateLimitWindow } from './rate-limit-window.js';

/** The way of one kind of call to a back end, with what stands along it. */
export interface Channel {
  readonly backend: BackendName;
  readonly kind: CallKind;
  readonly window: RateLimitWindow;
  readonly failedRequests: FailedRequests;
  readonly breaker: CircuitBreaker;
  readonly limit: ConcurrencyLimit;
  readonly bulkhead: Bulkhead;
  /** Milliseconds of a call's time that waiting for a turn leaves over. */
  readonly marginMs: number;
  /** Called with each attempt's error and its classification. */
  see(error: unknown, decision: CallResult): void;
}

/**
 * Makes one attempt, if the way is free and when its turn comes.
 * @throws {UpstreamError} without an attempt, `mayHaveArrived` false: the back end wants no calls (UPSTREAM_RATE_LIMITED), it is
 * failing (UPSTREAM_UNAVAILABLE), it keeps failing at this question (as it failed), it has more calls than it can answer in time
 * (UPSTREAM_OVERLOADED), or there is no time left (UPSTREAM_TIMEOUT).
 */
export async function runInChannel<Value>(
  channel: Channel,
  call: UpstreamCall,
  fingerprint: string,
  attempt: () => Promise<Value>,
): Promise<Value> {
  const { backend, kind, window, failedRequests, breaker, bulkhead, marginMs } = channel;
  await window.pass(kind, call);
  if (remainingMs(call) <= 0) throw new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived: false });
  if (hasLeft(kind, call)) throw notSent(backend, 'the caller has left');
  // A write is sent all the same: it changes something, and may well end otherwise.
  if (kind !== 'write') failedRequests.check(fingerprint);
  if (!breaker.isCallPermitted) throw notSent(backend, 'the breaker is open', breaker.retryAfterMs);
  const place = {
    caller: call.caller ?? '',
    leftMs: remainingMs(call) - marginMs,
    signal: kind === 'write' ? undefined : call.signal,
  };
  try {
    return await bulkhead.run(() => attemptOnce(channel, call, fingerprint, attempt), place);
  } catch (error) {
    if (error instanceof BulkheadFullError) throw overloaded(backend, error);
    throw error instanceof CircuitOpenError ? notSent(backend, error.message, breaker.retryAfterMs) : error;
  }
}

/** Much may have happened while it waited for its turn. */
async function attemptOnce<Value>(
  { kind, window, failedRequests, breaker, see }: Channel,
  call: UpstreamCall,
  fingerprint: string,
  attempt: () => Promise<Value>,
): Promise<Value> {
  window.check();
  const classify = (error: unknown): CallResult => {
    // An invalid request, an error of our own or an abort by the caller says nothing about the back end.
    if (!(error instanceof UpstreamError) || hasLeft(kind, call)) return 'none';
    if (error.code === 'UPSTREAM_RATE_LIMITED') return 'answered';
    // A call that had little time left tells only that.
    if (error.code === 'UPSTREAM_TIMEOUT' && remainingMs(call) <= 0) return 'none';
    return failedRequests.onFailure(fingerprint, error) ? 'failure' : 'repeated';
  };
  const value = await breaker.run(attempt, (error) => {
    const decision = classify(error);
    see(error, decision);
    return decision;
  });
  failedRequests.onSuccess(fingerprint);
  return value;
}

function overloaded(backend: BackendName, { retryAfterMs, message }: BulkheadFullError): UpstreamError {
  return new UpstreamError('UPSTREAM_OVERLOADED', backend, {
    mayHaveArrived: false,
    retryAfterMs,
    cause: new Error(message),
  });
}

function notSent(backend: BackendName, why: string, restMs = 0): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', backend, {
    mayHaveArrived: false,
    retryAfterMs: restMs > 0 ? restMs : undefined,
    cause: new Error(why),
  });
}
