import { setTimeout as wait } from 'node:timers/promises';
import type { BackendName } from '../model/backend.js';
import type { UpstreamCode } from '../model/errors.js';

/** The operation on whose behalf a back end is asked: when it must be over, and who counts its calls. */
export interface UpstreamCall {
  /** Milliseconds of `performance.now()` at which nobody waits any more. */
  readonly deadline: number;
  /** Aborted when the caller has gone. Cancels reads, never writes. */
  readonly signal?: AbortSignal | undefined;
  /** True: an answer that was given before this call is not good enough. Default false. */
  readonly isFresh?: boolean | undefined;
  /** How often the same has been sent before. Default 0. */
  readonly resends?: number | undefined;
  /** Whose turn it is where calls must wait: callers take turns. For comparison alone. Default: the gateway's own. */
  readonly caller?: string | undefined;
  /** Where its time goes. Absent: nobody collects traces. */
  readonly trace?: Trace | undefined;
  /** Told of each request that is sent. */
  onRequest(backend: BackendName, route: string): void;
}

/**
 * What a call does to the back end, by operation and never by verb: it reads one thing, reads all there is of something, which may take
 * long, or changes something.
 */
export type CallKind = 'read' | 'list' | 'write';

/** What may be told of a request to a back end: no address, no value. */
export interface SentRequest {
  readonly backend: BackendName;
  readonly kind: CallKind;
  /** Method and template, e.g. `GET /api/v1/clients/by-phone/{phone}`. */
  readonly route: string;
  readonly resends: number;
}

/** How a request or a whole call ended: the status of the answer or `ok`, or why there is none. `abandoned`: its caller had left. */
export type CallOutcome = number | 'ok' | UpstreamCode | 'abandoned' | 'not_sent' | 'fault';

/** Told how what was begun has ended. */
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
}

/** How long one operation may take, all back-end calls included. */
export const operationBudgetMs = 20_000;

/**
 * A call on nobody's behalf: ping watching, warming, detection.
 * @param trace of the operation that waits for it, if one does.
 */
export function backgroundCall(budgetMs = operationBudgetMs, trace?: Trace): UpstreamCall {
  return { deadline: performance.now() + budgetMs, onRequest: () => undefined, trace };
}

/** Milliseconds until the deadline, negative when it has passed. */
export function remainingMs({ deadline }: UpstreamCall): number {
  return deadline - performance.now();
}

/** Whether nobody waits for the end of this call: a write goes on without its caller. */
export function hasLeft(kind: CallKind, { signal }: UpstreamCall): boolean {
  return kind !== 'write' && signal?.aborted === true;
}

/** Waits, and no longer than the caller does. @param ms milliseconds. */
export async function pause(ms: number, { signal }: UpstreamCall): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
