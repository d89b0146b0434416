import { randomUUID } from 'node:crypto';
import { type ExecutionArgs, GraphQLError, type OperationDefinitionNode } from 'graphql';

import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import type { Caller } from '../../model/caller.js';
import { CodedError, ServiceUnavailable } from '../../model/errors.js';
import { withAssurances } from '../auth/assurance.js';
import { findOperation, type RunnableDocument, readDocument, withCode } from '../documents/document.js';
import { createRequest, type RunningRequest } from '../http/request.js';
import type { SubscriptionEnd } from '../observability/metrics.js';
import type { OperationSpan } from '../observability/trace.js';
import { maxSubscriptions } from './limit.js';
import type { SocketOptions } from './options.js';
import { type EventStream, notASubscription, subscribeFresh } from './subscription.js';

/** State of a socket. */
export interface SocketState extends Record<PropertyKey, unknown> {
  /** Set once it is acknowledged. */
  caller?: Caller;
  /** The running subscriptions: graphql-ws forgets one when its id is used again too early. */
  readonly streams: Set<RunningStream>;
  /** Lets a caller in, until their token expires. @returns false when they have too many sockets: this one is closed. */
  readonly enter: (caller: Caller) => boolean;
  /** Closes the socket with the advice to try again later. */
  readonly reject: () => void;
}

/** A stream that somebody else than its reader can end. */
export interface RunningStream extends EventStream {
  end(reason: SubscriptionEnd): void;
}

type Parameters = Readonly<Record<string, unknown>> | undefined;

/** A subscription that got through, for `subscribe`; or why it did not. */
type Started = { readonly args: ExecutionArgs } | { readonly errors: readonly GraphQLError[] };

const initWaitMs = 3_000;

/** The same rules as over HTTP: who asks, which documents run, what an error says. */
export function createHandlers(options: SocketOptions): ServerOptions<Parameters, SocketState> {
  const { authenticate, mask } = options;
  const requestIds = new WeakMap<SubscribePayload, string>();
  const maskAll = (payload: SubscribePayload, errors: readonly GraphQLError[]) =>
    errors.map((error) => {
      const { extensions, ...masked } = mask(error);
      return { ...masked, extensions: { ...extensions, requestId: requestIds.get(payload) } };
    });
  return {
    connectionInitWaitTimeout: initWaitMs,
    onConnect: async ({ connectionParams, extra }) => {
      try {
        const caller = await authenticate(readToken(connectionParams));
        extra.caller = withAssurances(caller, connectionParams?.clientAssurance);
        return extra.enter(caller);
      } catch (error) {
        if (error instanceof ServiceUnavailable) extra.reject();
        // graphql-ws answers false with 4403 Forbidden, where the socket is not closed yet.
        return false;
      }
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      const requestId = randomUUID();
      requestIds.set(payload, requestId);
      // This one is among them.
      const isOneTooMany = Object.keys(subscriptions).length > maxSubscriptions;
      const started = await start(options, { ...extra, isOneTooMany }, payload, requestId);
      return 'errors' in started ? [...started.errors] : started.args;
    },
    // The stream is begun already: it travels as the context, of which this is the only reader.
    subscribe: ({ contextValue }) => contextValue as EventStream,
    onError: (_, _id, payload, errors) => maskAll(payload, errors),
    onNext: (_, _id, payload, _args, { data = null, errors }) =>
      errors === undefined ? undefined : { data, errors: maskAll(payload, errors) },
  };
}

async function start(
  {
    schema,
    documents,
    executor,
    resolveDocument,
    trusted,
    guard,
    begin,
    isExplorer,
    requestGate,
    end,
    metrics,
    tracing,
  }: SocketOptions,
  { caller, streams, isOneTooMany }: Pick<SocketState, 'caller' | 'streams'> & { readonly isOneTooMany: boolean },
  payload: SubscribePayload,
  requestId: string,
): Promise<Started> {
  const { operationName, variables } = payload;
  if (caller === undefined) throw new Error('a socket was acknowledged without a caller');
  const createContext = (span: OperationSpan | undefined, isTrusted = false): RunningRequest =>
    createRequest(begin, caller, requestId, { span, isTrusted });
  const first = createContext(tracing?.beginOperation(payload.extensions ?? {}));
  const finish = (errors: readonly GraphQLError[], operation?: OperationDefinitionNode): Started => {
    end(first, {
      name: operationName,
      kind: 'subscription',
      errors,
      ...(operation === undefined ? {} : { operation }),
    });
    return { errors };
  };
  if (isOneTooMany) return finish([withCode(new GraphQLError('too many subscriptions'), 'RATE_LIMITED')]);
  // Of one that stops, the sockets are served until each is closed.
  if (requestGate.refusalOf(caller.subject) === 'SERVER_OVERLOADED') {
    const originalError = new CodedError('SERVER_OVERLOADED', true);
    return finish([new GraphQLError('overloaded', { originalError })]);
  }
  try {
    const resolved = resolveDocument(caller, requestId, payload);
    if ('refused' in resolved) return finish([withCode(new GraphQLError('not admitted'), resolved.refused)]);
    const asked = { ...resolved, operationName };
    const read = async (): Promise<RunnableDocument> => {
      const known = asked.isTrusted ? trusted?.documentOf(caller, asked.text) : null;
      if (known) return findOperation(known, operationName);
      await guard.read(caller.subject, asked.text);
      return readDocument(schema, asked.text, operationName, isExplorer);
    };
    const runnable = documents.find(asked) ?? documents.remember(asked, await read(), caller.subject);
    if (runnable.operation.operation !== 'subscription') return finish([notASubscription()]);
    await guard.admit(caller.subject, runnable, variables, asked.isTrusted);
    const { document, operation } = runnable;
    const stream = await subscribeFresh({
      ...{ schema, executor, runnable, variables, first },
      beginEvent: () => createContext(first.span?.beginEvent(), asked.isTrusted),
      endEvent: (event, errors) => end(event, { name: operationName, kind: 'event', operation, errors }),
    });
    if (!(Symbol.asyncIterator in stream)) return finish(stream.errors ?? [], operation);
    finish([], operation);
    const contextValue = track(stream, streams, metrics.beginSubscription());
    return { args: { schema, document, operationName: operationName ?? null, contextValue } };
  } catch (error) {
    return finish([
      error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error }),
    ]);
  }
}

/**
 * The same stream, in the set for as long as it runs. Who ended it hears nothing more of it, not even its end: graphql-ws would tell
 * that to the other side, under an id that may be of another subscription by then.
 */
function track(
  stream: EventStream,
  streams: Set<RunningStream>,
  onEnd: (reason: SubscriptionEnd) => void,
): RunningStream {
  let isLeft = false;
  const forget = (reason: SubscriptionEnd): void => {
    if (streams.delete(running)) onEnd(reason);
  };
  const running: RunningStream = {
    next: async () => {
      const event = await stream.next().catch((error: unknown) => {
        forget('failed');
        throw error;
      });
      if (isLeft) return new Promise(() => undefined);
      if (event.done === true) forget('completed');
      return event;
    },
    return: async () => {
      isLeft = true;
      forget('cancelled');
      return stream.return();
    },
    end: (reason) => {
      forget(reason);
      void stream.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  streams.add(running);
  return running;
}

function readToken(parameters: Parameters): string | undefined {
  const given = parameters?.authorization ?? parameters?.Authorization ?? parameters?.token;
  return typeof given === 'string' ? given.replace(/^Bearer /i, '') : undefined;
}
