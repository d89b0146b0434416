import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { useServer, type Extra as WebSocketExtra } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Caller } from '../model/caller.js';
import type { Authenticate } from './authentication.js';
import { readDocument } from './document.js';
import type { ErrorMask } from './error.js';
import { logOperation } from './log.js';
import { type BeginOperation, createRequest } from './request.js';
import { notASubscription, subscribeFresh } from './subscription.js';

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly begin: BeginOperation;
  readonly mask: ErrorMask;
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
  readonly log: Logger;
}

/** What a socket carries once it is acknowledged. */
interface Extra extends Record<PropertyKey, unknown> {
  caller?: Caller;
}

const maxMessageBytes = 65_536;
const initWaitMs = 3_000;

/**
 * Subscriptions over graphql-transport-ws, on the port and path of the HTTP endpoint. Nothing that is set up on the HTTP side holds
 * here by itself: documents, errors and origins are checked again by the same rules.
 * @returns the way to close every socket with 1001.
 */
export function serveSockets(options: SocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const refused = refuseUpgrade(request, options);
    if (refused !== null) {
      socket.end(`HTTP/1.1 ${refused}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  options.server.on('upgrade', onUpgrade);
  const { dispose } = useServer<Parameters, Extra>(createHandlers(options), sockets);
  return async () => {
    options.server.off('upgrade', onUpgrade);
    await dispose();
  };
}

function refuseUpgrade({ url, headers }: IncomingMessage, { path, corsOrigins }: SocketOptions): string | null {
  if (url?.split('?')[0] !== path) return '404 Not Found';
  const isForeign = headers.origin !== undefined && !corsOrigins.includes(headers.origin) && !isSameHost(headers);
  return isForeign ? '403 Forbidden' : null;
}

/** The explorer is served from the endpoint's own origin. */
function isSameHost({ origin, host }: IncomingMessage['headers']): boolean {
  return URL.canParse(origin ?? '') && new URL(origin ?? '').host === host;
}

type Parameters = Readonly<Record<string, unknown>> | undefined;

function createHandlers({
  schema,
  authenticate,
  begin,
  mask,
  isExplorer,
  log,
}: SocketOptions): ServerOptions<Parameters, Extra & WebSocketExtra> {
  return {
    connectionInitWaitTimeout: initWaitMs,
    onConnect: ({ connectionParams, extra }) => {
      try {
        extra.caller = authenticate(readToken(connectionParams));
        return true;
      } catch {
        // graphql-ws answers false with 4403 Forbidden.
        return false;
      }
    },
    onSubscribe: async ({ extra }, _id, payload) => {
      const { caller } = extra;
      if (caller === undefined)
        return [new GraphQLError('unauthenticated', { extensions: { code: 'UNAUTHENTICATED' } })];
      const requestId = randomUUID();
      const request = () => createRequest(begin, caller, requestId);
      const first = request();
      const finish = (errors: readonly unknown[]): void =>
        logOperation(log, first, { name: payload.operationName, kind: 'subscription', errors });
      try {
        const runnable = readDocument(schema, payload.query, payload.operationName, isExplorer);
        if (runnable.operation.operation !== 'subscription') throw notASubscription();
        const stream = await subscribeFresh(schema, runnable, payload.variables, request);
        const errors = Symbol.asyncIterator in stream ? [] : (stream.errors ?? []);
        finish(errors);
        // The stream is begun: it travels on as the context, of which `subscribe` below is the only reader.
        return errors.length > 0
          ? errors
          : { schema, document: runnable.document, operationName: payload.operationName, contextValue: stream };
      } catch (error) {
        finish([error]);
        return [error instanceof GraphQLError ? error : new GraphQLError('failed', { originalError: error as Error })];
      }
    },
    subscribe: ({ contextValue }) => contextValue as AsyncIterableIterator<ExecutionResult>,
    onError: (_, _id, _payload, errors) => errors.map((error) => mask(error)),
    onNext: (_, _id, _payload, _args, { data = null, errors }) =>
      errors === undefined ? undefined : { data, errors: errors.map((error) => mask(error)) },
  };
}

function readToken(parameters: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = parameters?.authorization ?? parameters?.Authorization ?? parameters?.token;
  return typeof given === 'string' ? given.replace(/^Bearer /i, '') : undefined;
}
