import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Caller } from '../model/caller.js';
import type { ErrorCode } from '../model/errors.js';
import { createAuthentication, readBearer } from './authentication.js';
import { causeOf, createErrorMask, refusal, refusalStatuses } from './error.js';
import { startApollo } from './graphql.js';
import { acceptRequestId, type BeginOperation, createRequest, type RunningRequest } from './request.js';
import { serveSockets } from './socket.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that got past authentication. */
    caller?: Caller;
  }
}

export interface ServerOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'jwt' | 'corsOrigins' | 'isExplorer'>;
  readonly schema: GraphQLSchema;
  readonly begin: BeginOperation;
  /** Whether any back end is alive. */
  isReady(): boolean;
  readonly log: Logger;
}

export interface GatewayServer {
  /** Where it listens, without a path. */
  readonly url: string;
  /** Says 503 on readiness, lets operations in flight end, closes sockets with 1001, then stops listening. */
  close(): Promise<void>;
}

const path = '/graphql';
const maxBodyBytes = 100_000;
const maxHeaderBytes = 8_192;

/** Milliseconds. The whole request must have arrived, headers first, within these. */
const arrival = { headers: 5_000, request: 10_000, check: 1_000 } as const;

/** How long a stop waits for operations in flight: their own budget is 20 s, of which most need little. */
const drainMs = 15_000;

const bodyFaults: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};

export async function startServer({ config, schema, begin, isReady, log }: ServerOptions): Promise<GatewayServer> {
  const { isExplorer, corsOrigins } = config;
  const mask = createErrorMask(isExplorer);
  const authenticate = createAuthentication(config.jwt);
  const apollo = await startApollo({ schema, mask, isExplorer, log });
  const traffic = createTraffic();
  const app = createApp(log);
  await app.register(cors, { origin: [...corsOrigins], methods: ['POST'], maxAge: 600 });

  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_, reply) =>
    isReady() && !traffic.isDraining ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable' }),
  );
  app.route({
    method: 'POST',
    url: path,
    onRequest: async (request, reply) => {
      if (traffic.isDraining) return refuse(request, reply.header('retry-after', '1'), 'SHUTTING_DOWN');
      try {
        request.caller = authenticate(readBearer(request.headers.authorization));
      } catch {
        return refuse(request, reply.header('www-authenticate', 'Bearer'), 'UNAUTHENTICATED');
      }
      traffic.enter(reply);
    },
    handler: fastifyApolloHandler<RunningRequest>(apollo, {
      context: async (request, reply) => createRequest(begin, callerOf(request), request.id, hangUp(reply)),
    }),
  });
  if (isExplorer) {
    app.get('/', (_, reply) => reply.redirect(path));
    app.get(path, fastifyApolloHandler<RunningRequest>(apollo, { context: async () => refuseGet() }));
  } else {
    app.route({ method: ['GET', 'HEAD'], url: path, handler: methodNotAllowed });
  }
  app.route({ method: ['PUT', 'PATCH', 'DELETE'], url: path, handler: methodNotAllowed });

  await app.listen({ host: config.host, port: config.port });
  const closeSockets = serveSockets({
    server: app.server,
    path,
    schema,
    authenticate,
    begin,
    mask,
    corsOrigins,
    isExplorer,
    log,
  });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    close: async () => {
      await traffic.drain(drainMs);
      await closeSockets();
      await app.close();
      await apollo.stop();
    },
  };
}

function createApp(log: Logger): FastifyInstance {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: arrival.request,
    genReqId: ({ headers }) => acceptRequestId(headers['x-request-id']) ?? randomUUID(),
    http: {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: arrival.headers,
      requestTimeout: arrival.request,
      connectionsCheckingInterval: arrival.check,
    },
  });
  // JSON only: a form or a text could be sent by any web page without asking first.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(refusal('BAD_REQUEST', request.id)));
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const code =
      bodyFaults[error.code ?? ''] ?? ((error.statusCode ?? 500) < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
    if (code === 'INTERNAL_SERVER_ERROR') log.error({ requestId: request.id, cause: causeOf(error) }, 'request failed');
    return refuse(request, reply, code);
  });
  return app;
}

function refuse(request: FastifyRequest, reply: FastifyReply, code: ErrorCode): FastifyReply {
  return reply.code(refusalStatuses[code] ?? 500).send(refusal(code, request.id));
}

function methodNotAllowed(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuse(request, reply.header('allow', 'POST'), 'METHOD_NOT_ALLOWED');
}

function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('a request got past authentication without a caller');
  return caller;
}

/** A GET shows the landing page, for which no context is made: one that asks for an operation has come the wrong way. */
function refuseGet(): never {
  throw new Error('operations are sent by POST');
}

/** Aborts when the client hangs up before it was answered. */
function hangUp(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** Counts operations in flight. */
function createTraffic() {
  let count = 0;
  let isDraining = false;
  let onEmpty: (() => void) | undefined;
  return {
    get isDraining() {
      return isDraining;
    },
    enter: (reply: FastifyReply): void => {
      count += 1;
      reply.raw.once('close', () => {
        count -= 1;
        if (count === 0) onEmpty?.();
      });
    },
    drain: async (withinMs: number): Promise<void> => {
      isDraining = true;
      if (count === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        onEmpty = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
