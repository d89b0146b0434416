import { performance } from 'node:perf_hooks';
import type { GraphQLError } from 'graphql';
import type { Operation } from '../../domain/operation.js';
import type { Caller } from '../../model/caller.js';
import type { GatewayContext } from '../../schema/context.js';
import { operationBudgetMs, type UpstreamCall } from '../../upstream/call.js';
import type { OperationSpan } from '../observability/trace.js';

/** Begins an operation on a caller's behalf. */
export type BeginOperation = (caller: Caller, call: UpstreamCall) => Operation;

/** A running operation, and what the log will say of it. */
export interface RunningRequest extends GatewayContext {
  readonly startedAt: number;
  /** Back-end calls so far. */
  readonly calls: { count: number };
  /** Errors at fields that have a value all the same. */
  readonly partialErrors: GraphQLError[];
  /** True when the document is in the caller's own manifest. */
  readonly isTrusted: boolean;
  /** Absent: traces are not collected. */
  readonly span?: OperationSpan | undefined;
}

export interface RequestOptions {
  /** Gives the signal that is aborted when the caller has gone. Called when somebody wants it. */
  readonly hangUp?: (() => AbortSignal) | undefined;
  readonly isTrusted?: boolean | undefined;
  readonly span?: OperationSpan | undefined;
}

export function createRequest(
  begin: BeginOperation,
  caller: Caller,
  requestId: string,
  { hangUp, isTrusted = false, span }: RequestOptions = {},
): RunningRequest {
  const startedAt = performance.now();
  const calls = { count: 0 };
  const operation = begin(caller, {
    deadline: startedAt + operationBudgetMs,
    caller: caller.subject,
    // Most operations are answered from what is kept, and need none.
    get signal() {
      return hangUp?.();
    },
    trace: span,
    onRequest: () => {
      calls.count += 1;
    },
  });
  return { caller, requestId, operation, startedAt, calls, partialErrors: [], isTrusted, span };
}

/** An id given by a client is kept when it is harmless, so that a request can be followed through several systems. */
export function acceptRequestId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : undefined;
}
