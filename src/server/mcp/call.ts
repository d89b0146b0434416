import { type ExecutionResult, type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Session } from '../../domain/verification/session.js';
import { type Caller, callerKey } from '../../model/caller.js';
import { type ErrorCode, errorSentences } from '../../model/error-code.js';
import { BadUserInput } from '../../model/errors.js';
import { withCode } from '../documents/document.js';
import { limitInput, maxListItems } from '../documents/input-limit.js';
import type { ErrorMask } from '../execution/error.js';
import type { Executor } from '../execution/executor.js';
import type { EndOperation } from '../execution/operation-end.js';
import type { Guard } from '../execution/operation-guard.js';
import { type RunOperation, reportErrors } from '../execution/run.js';
import { type BeginOperation, createRequest, type RunningRequest } from '../http/request.js';
import type { OperationSpan, Tracing } from '../observability/trace.js';
import type { ConcurrencyCounter } from '../overload/concurrency-counter.js';
import { type EventStream, subscribeFresh } from '../subscription/event-stream.js';
import { hideTokens, type McpOperationResult } from './answer.js';
import { fillKeys, omitNulls } from './argument.js';
import { type McpTool, waitSeconds } from './tool.js';

export interface ToolCallOptions {
  readonly schema: GraphQLSchema;
  readonly run: RunOperation;
  readonly executor: Executor;
  readonly guard: Guard;
  /** Of each subject: as many calls wait for an event as their sockets could. */
  readonly waits: ConcurrencyCounter;
  readonly begin: BeginOperation;
  readonly mask: ErrorMask;
  readonly end: EndOperation;
  readonly tracing: Tracing | undefined;
}

/** One call of a tool. */
export interface ToolCall {
  readonly tool: McpTool;
  readonly given: Readonly<Record<string, unknown>>;
  /** @returns what is wrong with the arguments, without quoting them; undefined when nothing is. */
  readonly check: (given: unknown) => string | undefined;
  readonly caller: Caller;
  readonly session: Session;
  readonly requestId: string;
  /** Aborts when the caller has left. */
  readonly signal: AbortSignal;
  /** Hears how many seconds of `waitSeconds` have gone by. */
  readonly onWait: (seconds: number) => void;
}

type Variables = ToolCall['given'];

/** Seconds between two progress notifications. */
const progressSeconds = 5;

/** Runs a tool's document as over HTTP or WebSocket: the same guard, executor, masking, log and audit log. */
export async function callTool(options: ToolCallOptions, call: ToolCall): Promise<McpOperationResult> {
  const { tool, session, requestId } = call;
  // Before anything else goes down into it.
  const tooMuch = excessOf(call.given);
  if (tooMuch !== null) return refuse('BAD_USER_INPUT', requestId, tooMuch);
  const given = omitNulls(call.given) as ToolCall['given'];
  const wrong = call.check(given);
  if (wrong !== undefined) return refuse('BAD_USER_INPUT', requestId, wrong);
  const variables = fillKeys(given, tool.keyPaths, session.id, tool.name);
  const isStream = tool.runnable.operation.operation === 'subscription';
  const result = await (isStream ? waitForEvent(options, call, variables) : run(options, call, variables));
  const { data, errors = [] } = result;
  const { rest, tokens } = hideTokens(data);
  try {
    for (const token of tokens) await session.add(token);
  } catch {
    // Proven, and yet it opens nothing: the person is asked again.
    return refuse('SERVICE_UNAVAILABLE', requestId);
  }
  const reported = errors.map(({ locations: _, ...error }) => error);
  return { ...(data === undefined ? {} : { data: rest }), ...(reported.length === 0 ? {} : { errors: reported }) };
}

function excessOf(given: Variables): string | null {
  try {
    for (const [name, value] of Object.entries(given)) limitInput(value, name);
    return null;
  } catch (error) {
    if (error instanceof BadUserInput)
      return `${error.argument}: at most ${maxListItems} items, and no deeper than it is described.`;
    throw error;
  }
}

function refuse(code: ErrorCode, requestId: string, why?: string): McpOperationResult {
  const message = why === undefined ? errorSentences[code] : `${errorSentences[code]} ${why}`;
  return { errors: [{ message, extensions: { code, requestId } }] };
}

async function run(
  options: ToolCallOptions,
  { tool: { runnable }, caller, requestId, signal }: ToolCall,
  variables: Variables,
): Promise<FormattedExecutionResult> {
  const request = createRequest(options.begin, caller, requestId, {
    hangUp: () => signal,
    span: options.tracing?.beginOperation({}),
  });
  return (await options.run({ runnable, variables, request, reportsCost: false })).result;
}

/** The first event; no data when none has come in time: then the model asks again. */
async function waitForEvent(
  { schema, executor, guard, waits, begin, mask, end, tracing }: ToolCallOptions,
  call: ToolCall,
  variables: Variables,
): Promise<FormattedExecutionResult> {
  const { runnable } = call.tool;
  const { name, operation: kind } = runnable.operation;
  const createContext = (span: OperationSpan | undefined): RunningRequest =>
    createRequest(begin, call.caller, call.requestId, { hangUp: () => call.signal, span });
  const request = createContext(tracing?.beginOperation({}));
  const release = waits.take(callerKey(call.caller));
  let result: ExecutionResult;
  try {
    if (release === null) throw withCode(new GraphQLError('too many calls wait'), 'RATE_LIMITED');
    await guard.admit(call.caller, runnable, variables);
    const stream = await subscribeFresh({
      ...{ schema, executor, runnable, variables, first: request },
      beginEvent: () => createContext(request.span?.beginEvent()),
      endEvent: (event, errors) =>
        end(event, { name: name?.value, kind: 'event', operation: runnable.operation, errors }),
    });
    result = Symbol.asyncIterator in stream ? await readEvent(stream, call) : stream;
  } catch (error) {
    result = { errors: [toGraphQLError(error)] };
  } finally {
    release?.();
  }
  const { data, errors = [] } = result;
  end(request, { name: name?.value, kind, operation: runnable.operation, errors });
  const masked = errors.map((error) => mask(error));
  return {
    ...(data === undefined ? {} : { data }),
    ...(masked.length === 0 ? {} : { errors: reportErrors(masked, data, request) }),
  };
}

async function readEvent(stream: EventStream, { signal, onWait }: ToolCall): Promise<ExecutionResult> {
  let seconds = 0;
  onWait(seconds);
  const progress = setInterval(() => {
    seconds += progressSeconds;
    onWait(seconds);
  }, progressSeconds * 1_000);
  const over = AbortSignal.any([signal, AbortSignal.timeout(waitSeconds * 1_000)]);
  const nothing = new Promise<undefined>((resolve) => {
    if (over.aborted) resolve(undefined);
    over.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    const event = await Promise.race([stream.next(), nothing]);
    return event === undefined || event.done === true ? { data: null } : event.value;
  } finally {
    clearInterval(progress);
    await stream.return();
  }
}

function toGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error });
}
