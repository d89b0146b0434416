import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type Caller, callerKey } from '../../model/caller.js';
import { type DocumentRules, findOperation, type RunnableDocument, readDocument } from '../documents/document.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { TrustedDocuments } from '../documents/trusted-document.js';
import type { Executor } from '../execution/executor.js';
import type { EndOperation } from '../execution/operation-end.js';
import type { Guard } from '../execution/operation-guard.js';
import { type BeginOperation, createRequest, type RunningRequest } from '../http/request.js';
import type { Metrics } from '../observability/metrics.js';
import type { Tracing } from '../observability/trace.js';
import { subscribeFresh } from './event-stream.js';
import { type RunningStream, trackStream } from './running-stream.js';

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly documents: KnownDocuments;
  readonly executor: Executor;
  readonly guard: Guard;
  readonly trusted: TrustedDocuments | null;
  readonly begin: BeginOperation;
  readonly rules: DocumentRules;
  readonly end: EndOperation;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
}

/** A subscription that is asked for, with the text of its document. */
export interface SubscriptionRequest {
  readonly caller: Caller;
  readonly requestId: string;
  readonly text: string;
  readonly isTrusted: boolean;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** Headers or extensions that may carry the context of a trace. */
  readonly carrier: Readonly<Record<string, unknown>>;
}

/** A subscription that runs, or the errors that refuse it. */
export type Started =
  | { readonly stream: RunningStream; readonly runnable: RunnableDocument }
  | { readonly errors: readonly GraphQLError[] };

type RunOther<Result> = (runnable: RunnableDocument, request: RunningRequest) => Promise<Result>;

export interface Starter {
  /**
   * @param streams set that holds the stream for as long as it runs.
   * @param runOther runs an operation that is no subscription, and ends it in log and metrics. Absent: it is refused.
   */
  start(request: SubscriptionRequest, streams: Set<RunningStream>): Promise<Started>;
  start<Result>(
    request: SubscriptionRequest,
    streams: Set<RunningStream>,
    runOther: RunOther<Result>,
  ): Promise<Started | { readonly result: Result }>;
  /** Ends a request that is refused before its document is read. */
  refuse(request: Omit<SubscriptionRequest, 'text' | 'isTrusted'>, error: GraphQLError): Started;
}

/** Starts subscriptions by the rules that hold for operations over HTTP: documents, charges, context, log. The same on every transport. */
export function createStarter(options: SubscriptionOptions): Starter {
  const { schema, documents, executor, trusted, guard, begin, rules, end, metrics, tracing } = options;
  const createContext = ({ caller, requestId }: Pick<SubscriptionRequest, 'caller' | 'requestId'>) => {
    return (span: RunningRequest['span'], isTrusted = false): RunningRequest =>
      createRequest(begin, caller, requestId, { span, isTrusted });
  };
  const finish = (
    first: RunningRequest,
    name: string | null | undefined,
    errors: readonly GraphQLError[],
    operation?: OperationDefinitionNode,
  ): { readonly errors: readonly GraphQLError[] } => {
    end(first, { name, kind: 'subscription', errors, ...(operation === undefined ? {} : { operation }) });
    return { errors };
  };
  const read = async ({ caller, text, isTrusted, operationName }: SubscriptionRequest): Promise<RunnableDocument> => {
    const key = { text, isTrusted, operationName };
    const known = documents.find(key);
    if (known !== undefined) return known;
    const document = key.isTrusted ? trusted?.documentOf(caller, key.text) : null;
    if (document) return documents.remember(key, findOperation(document, key.operationName), callerKey(caller));
    await guard.read(caller, key.text);
    return documents.remember(key, readDocument(schema, key.text, key.operationName, rules), callerKey(caller));
  };
  const start = async (request: SubscriptionRequest, streams: Set<RunningStream>, runOther?: RunOther<unknown>) => {
    const { caller, variables, operationName, isTrusted } = request;
    const create = createContext(request);
    const first = create(tracing?.beginOperation(request.carrier));
    try {
      const runnable = await read(request);
      const { operation } = runnable;
      if (operation.operation !== 'subscription') {
        if (runOther === undefined) return finish(first, operationName, [notASubscription()]);
        return { result: await runOther(runnable, first) };
      }
      await guard.admit(caller, runnable, variables, isTrusted);
      const stream = await subscribeFresh({
        ...{ schema, executor, runnable, variables, first },
        beginEvent: () => create(first.span?.beginEvent(), isTrusted),
        endEvent: (event, errors) => end(event, { name: operationName, kind: 'event', operation, errors }),
      });
      if (!(Symbol.asyncIterator in stream)) return finish(first, operationName, stream.errors ?? [], operation);
      finish(first, operationName, [], operation);
      return { stream: trackStream(stream, streams, metrics.beginSubscription()), runnable };
    } catch (error) {
      return finish(first, operationName, [toGraphQLError(error)]);
    }
  };
  return {
    start: start as Starter['start'],
    refuse: (request, error) => {
      const first = createContext(request)(tracing?.beginOperation(request.carrier));
      return finish(first, request.operationName, [error]);
    },
  };
}

function toGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error });
}

function notASubscription(): GraphQLError {
  return new GraphQLError('only subscriptions run over a WebSocket', { extensions: { code: 'BAD_REQUEST' } });
}
