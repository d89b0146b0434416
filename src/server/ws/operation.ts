import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { ServerOptions, SubscribePayload } from 'graphql-ws';
import type { Caller } from '../../model/caller.js';
import { CodedError, ServiceUnavailable, Unauthenticated } from '../../model/errors.js';
import { withAssurances } from '../auth/assurance.js';
import { withCode } from '../documents/document.js';
import type { EventStream } from '../subscription/event-stream.js';
import type { RunningStream } from '../subscription/running-stream.js';
import { createStarter, type Started, type Starter } from '../subscription/start.js';
import { maxSubscriptions } from './limit.js';
import type { SocketOptions } from './options.js';

/** State of a socket. */
export interface SocketState extends Record<PropertyKey, unknown> {
  /** Set once it is acknowledged. */
  caller?: Caller;
  /** The running subscriptions: graphql-ws forgets one when its id is used again too early. */
  readonly streams: Set<RunningStream>;
  /** Lets a caller in, until their token expires. @returns false when they have too many sockets: this one is closed. */
  readonly enter: (caller: Caller) => boolean;
  /** Closes the socket with 4403 and a reason. */
  readonly forbid: (reason: string) => void;
  /** Closes the socket with the advice to try again later. */
  readonly reject: () => void;
}

type Parameters = Readonly<Record<string, unknown>> | undefined;

export const initWaitMs = 3_000;

/** The same rules as over HTTP: who asks, which documents run, what an error says. */
export function createHandlers(options: SocketOptions): ServerOptions<Parameters, SocketState> {
  const { authenticate, mask } = options;
  const starter = createStarter(options);
  const requestIds = new WeakMap<SubscribePayload, string>();
  const maskAll = (payload: SubscribePayload, errors: readonly GraphQLError[]) =>
    errors.map((error) => {
      const { extensions, ...masked } = mask(error);
      return { ...masked, extensions: { ...extensions, requestId: requestIds.get(payload) } };
    });
  return {
    connectionInitWaitTimeout: initWaitMs,
    onConnect: async ({ connectionParams, extra }) => {
      const token = readToken(connectionParams);
      if (token === undefined) {
        extra.forbid(tokenExpected);
        return false;
      }
      try {
        const caller = await authenticate(token, connectionParams?.tenant);
        extra.caller = withAssurances(caller, connectionParams?.clientAssurance);
        return extra.enter(caller);
      } catch (error) {
        if (error instanceof ServiceUnavailable) extra.reject();
        else if (isUnclear(error)) extra.forbid(error.message);
        // graphql-ws answers false with 4403 Forbidden, where the socket is not closed yet.
        return false;
      }
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      const requestId = randomUUID();
      requestIds.set(payload, requestId);
      // This one is among them.
      const isOneTooMany = Object.keys(subscriptions).length > maxSubscriptions;
      const started = await start(options, starter, { ...extra, isOneTooMany }, payload, requestId);
      if ('errors' in started) return [...started.errors];
      const { stream, runnable } = started;
      const operationName = payload.operationName ?? null;
      return { schema: options.schema, document: runnable.document, operationName, contextValue: stream };
    },
    // The stream is begun already: it travels as the context, of which this is the only reader.
    subscribe: ({ contextValue }) => contextValue as EventStream,
    onError: (_, _id, payload, errors) => maskAll(payload, errors),
    onNext: (_, _id, payload, _args, { data = null, errors }) =>
      errors === undefined ? undefined : { data, errors: maskAll(payload, errors) },
  };
}

async function start(
  { resolveDocument, requestGate }: SocketOptions,
  starter: Starter,
  { caller, streams, isOneTooMany }: Pick<SocketState, 'caller' | 'streams'> & { readonly isOneTooMany: boolean },
  payload: SubscribePayload,
  requestId: string,
): Promise<Started> {
  if (caller === undefined) throw new Error('a socket was acknowledged without a caller');
  const { operationName, variables, extensions } = payload;
  const request = { caller, requestId, operationName, variables, carrier: extensions ?? {} };
  if (isOneTooMany)
    return starter.refuse(request, withCode(new GraphQLError('too many subscriptions'), 'RATE_LIMITED'));
  // Of one that stops, the sockets are served until each is closed.
  if (requestGate.refusalOf(caller) === 'SERVER_OVERLOADED') {
    const originalError = new CodedError('SERVER_OVERLOADED', true);
    return starter.refuse(request, new GraphQLError('overloaded', { originalError }));
  }
  const resolved = resolveDocument(caller, requestId, payload);
  if ('refused' in resolved) {
    return starter.refuse(request, new GraphQLError('not admitted', { originalError: resolved.refused }));
  }
  return starter.start({ ...request, ...resolved }, streams);
}

/** The token is for no one tenant. */
function isUnclear(error: unknown): error is CodedError {
  return error instanceof CodedError && error.code === 'UNAUTHENTICATED' && !(error instanceof Unauthenticated);
}

/** Reason of a close: 123 bytes at most. */
const tokenExpected =
  'Token expected in connectionParams: authorization, Authorization, token or headers.authorization';

/** As clients commonly name it; with or without `Bearer `. */
function readToken(parameters: Parameters): string | undefined {
  const { headers } = parameters ?? {};
  const sent = typeof headers === 'object' && headers !== null ? (headers as NonNullable<Parameters>) : {};
  const names = [parameters?.authorization, parameters?.Authorization, parameters?.token];
  const given = [...names, sent.authorization, sent.Authorization].find((each) => each !== undefined);
  return typeof given === 'string' ? given.replace(/^Bearer /i, '') : undefined;
}
