import { setTimeout as wait } from 'node:timers/promises';
import type { BackendName } from '../model/backend.js';
import type { UpstreamCode } from '../model/error-code.js';
import { NotSupported } from '../model/errors.js';

/** The operation on whose behalf a back end is asked: when it must be over, and who counts its calls. */
export interface UpstreamCall {
  /** Deadline in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Aborted when the caller has gone. Cancels reads, never writes. */
  readonly signal?: AbortSignal | undefined;
  /** True: an answer that was given before this call is not good enough. Default false. */
  readonly isFresh?: boolean | undefined;
  /**
   * Earlier sends of the same request.
   * @default 0
   */
  readonly resends?: number | undefined;
  /** True: over connections of its own, as a second attempt while the first may be stalled. Default false. */
  readonly isAlone?: boolean | undefined;
  /**
   * Caller on whose behalf the call is queued: callers take turns. Compared only.
   * @default the gateway itself
   */
  readonly caller?: string | undefined;
  /** Requests that may be sent on behalf of its operation. Default: any number. */
  readonly budget?: CallBudget | undefined;
  /** Trace of the call. Absent: traces are not collected. */
  readonly trace?: Trace | undefined;
  /** Called for each request sent. */
  onRequest(backend: BackendName, route: string): void;
}

/**
 * A number of requests that an operation may send. What it asks is read for it alone and as sparingly as it can be: whoever shared a read
 * would share its refusal.
 */
export interface CallBudget {
  /** Takes one request. @throws {CallsSpent} none is left; nothing was sent. */
  spend(): void;
}

/** The requests that an operation may send are spent: it does not learn what it has not asked. */
export class CallsSpent extends NotSupported {}

/** Refuses what takes many requests. @throws {CallsSpent} the call has a budget. */
export function refuseMany({ budget }: Pick<UpstreamCall, 'budget'>): void {
  if (budget !== undefined) throw new CallsSpent();
}

/** Effect of a call by operation, never by HTTP verb: it reads one record, reads a whole list, which may take long, or writes. */
export type CallKind = 'read' | 'list' | 'write';

/** Description of a request for observers: no address, no value. */
export interface SentRequest {
  readonly backend: BackendName;
  readonly kind: CallKind;
  /** Method and template, e.g. `GET /api/v1/clients/by-phone/{phone}`. */
  readonly route: string;
  readonly resends: number;
}

/** End of a request or of a whole call: the status of the answer or `ok`, or the reason why there is none. `abandoned`: its caller had left, or needed it no more. */
export type CallOutcome = number | 'ok' | UpstreamCode | 'abandoned' | 'not_sent' | 'fault';

/** Called with the end of the span. */
export type RequestEnd<Outcome> = (outcome: Outcome) => void;

/** A part of an operation, in which others may begin. It is passed on with the call and not found by itself: a batch serves many. */
export interface Trace {
  /** Several keys that are loaded at once. */
  beginBatch(name: string, size: number): { readonly trace: Trace; readonly end: () => void };
  beginRequest(request: SentRequest): RequestEnd<CallOutcome>;
}

/** Hears of everything that is asked of back ends, on whose behalf ever. */
export interface CallObserver {
  beginRequest(request: SentRequest): RequestEnd<CallOutcome>;
  /** A call ended, after all its attempts, or without any: `not_sent`. */
  onCall(backend: BackendName, kind: CallKind, outcome: CallOutcome): void;
  /** A read that was attempted twice at once ended. @param by the attempt that answered first; null: neither did. */
  onHedge(backend: BackendName, kind: CallKind, by: 'first' | 'second' | null): void;
}

/** Milliseconds for one operation, all back-end calls included. */
export const operationBudgetMs = 20_000;

/**
 * Call without a caller: ping watching, cache warming, detection.
 * @param trace of the operation that waits for it, if one does.
 */
export function backgroundCall(budgetMs = operationBudgetMs, trace?: Trace): UpstreamCall {
  return { deadline: performance.now() + budgetMs, onRequest: () => undefined, trace };
}

/** Milliseconds until the deadline, negative when it has passed. */
export function remainingMs({ deadline }: UpstreamCall): number {
  return deadline - performance.now();
}

/** True when the caller has left and the call may end: a write goes on without its caller. */
export function hasLeft(kind: CallKind, { signal }: UpstreamCall): boolean {
  return kind !== 'write' && signal?.aborted === true;
}

/** Waits, and no longer than the caller does. @param ms milliseconds. */
export async function pause(ms: number, { signal }: UpstreamCall): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
