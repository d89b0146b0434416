import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type OperationTypeNode,
} from 'graphql';
import type { Caller } from '../../model/caller.js';
import { RateLimited } from '../../model/errors.js';
import { maxRefusalErrors, type RunnableDocument, withCode } from '../documents/document.js';
import type { RunningRequest } from '../http/request.js';
import { codeOf, type ErrorMask, refusalStatuses } from './error.js';
import type { Executor } from './executor.js';
import type { EndOperation } from './operation-end.js';
import type { Charge, Guard } from './operation-guard.js';

const noHeaders = {};

/** Response to an operation over HTTP. */
export interface OperationResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly result: FormattedExecutionResult;
}

export interface RunInput {
  readonly runnable: RunnableDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly request: RunningRequest;
  /** True when the response includes the operation's cost. */
  readonly reportsCost: boolean;
}

/** Runs an operation of a document that has been found good. It never rejects: what goes wrong is in the answer. */
export type RunOperation = (input: RunInput) => Promise<OperationResponse>;

/** From a document and its variables to the answer: charged, executed, masked, logged. There is no other way to run one over HTTP. */
export function createOperationRunner(options: {
  readonly guard: Guard;
  readonly executor: Executor;
  readonly mask: ErrorMask;
  readonly end: EndOperation;
}): RunOperation {
  const { guard, executor, mask, end } = options;
  return async ({ runnable, variables, request, reportsCost }) => {
    const { name, operation: kind } = runnable.operation;
    let charge: Charge | undefined;
    let outcome: ExecutionResult;
    try {
      // It would be run as a query: once, and wrongly.
      if (kind === 'subscription') throw withCode(new GraphQLError('it runs over a WebSocket'), 'BAD_REQUEST');
      charge = await guard.admit(request.caller, runnable, variables, request.isTrusted);
      outcome = await executor({ runnable, variables, contextValue: request });
    } catch (error) {
      outcome = { errors: [toGraphQLError(error)] };
    }
    const { data, errors = [] } = outcome;
    const all = request.partialErrors.length === 0 ? errors : [...errors, ...request.partialErrors];
    end(request, { name: name?.value, kind, operation: runnable.operation, errors: all });
    // Nearly all: without the steps that follow.
    if (all.length === 0 && data !== undefined && !reportsCost)
      return { status: 200, headers: noHeaders, result: { data } };
    return {
      ...(data === undefined ? headOfRefusal(kind, all[0]) : { status: 200, headers: {} }),
      result: {
        ...(all.length === 0
          ? {}
          : {
              errors: reportErrors(
                all.map((error) => mask(error)),
                data,
                request,
              ),
            }),
        ...(data === undefined ? {} : { data }),
        ...(charge !== undefined && reportsCost ? { extensions: { cost: charge } } : {}),
      },
    };
  };
}

/** Charges for parsing an unknown document. @returns null, or the response that refuses it. It never rejects. */
export type ReadDocument = (input: {
  readonly caller: Caller;
  readonly text: string;
  readonly operationName: string | null | undefined;
  readonly begin: () => RunningRequest;
}) => Promise<OperationResponse | null>;

export function createDocumentReader({
  guard,
  mask,
  end,
}: Omit<Parameters<typeof createOperationRunner>[0], 'executor'>): ReadDocument {
  return async ({ caller, text, operationName, begin }) => {
    try {
      await guard.read(caller, text);
      return null;
    } catch (failure) {
      const error = toGraphQLError(failure);
      const request = begin();
      end(request, { name: operationName, kind: 'none', errors: [error] });
      return { ...headOfRefusal(null, error), result: { errors: reportErrors([mask(error)], undefined, request) } };
    }
  };
}

/** Masked errors for the client, each with the request's id. */
export function reportErrors(
  errors: readonly GraphQLFormattedError[],
  data: unknown,
  { requestId }: RunningRequest,
): readonly GraphQLFormattedError[] {
  // Without data a few errors suffice; beside data, each null has its error.
  const reported = data === undefined ? errors.slice(0, maxRefusalErrors) : errors;
  return reported.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

function headOfRefusal(
  kind: OperationTypeNode | null,
  error: GraphQLError | undefined,
): Pick<OperationResponse, 'status' | 'headers'> {
  if (kind === 'subscription') return { status: 405, headers: { allow: 'GET' } };
  const seconds = error?.originalError instanceof RateLimited ? error.originalError.retryAfterMs / 1_000 : null;
  return {
    status: refusalStatuses[codeOf(error)] ?? 500,
    headers: seconds === null ? {} : { 'retry-after': String(Math.ceil(seconds)) },
  };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('failed', {
    originalError: error instanceof Error ? error : new Error('no error was thrown'),
  });
}
