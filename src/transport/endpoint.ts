import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Caller } from '../model/caller.js';
import type { ErrorCode } from '../model/errors.js';
import type { Admit } from './admission.js';
import { refuse } from './app.js';
import { withAssurances } from './assurance.js';
import { type Authenticate, readBearer } from './authentication.js';
import { refusal } from './error.js';
import { sandboxHeaders, sandboxPolicy } from './header.js';
import { type BeginOperation, createRequest, type RunningRequest } from './request.js';
import type { Traffic } from './traffic.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that got past authentication. */
    caller?: Caller;
    /** Whether it asks for a document of the caller's manifest. */
    isTrusted?: boolean;
  }
}

export interface EndpointOptions {
  readonly path: string;
  readonly apollo: ApolloServer<RunningRequest>;
  readonly authenticate: Authenticate;
  readonly admit: Admit;
  readonly begin: BeginOperation;
  readonly traffic: Traffic;
  readonly isExplorer: boolean;
}

/** What a request must be (GraphQL over HTTP, 5.1): with a text, or the id of one. Other keys are for others, and ignored. */
const Body = z.object({
  query: z.string().optional(),
  id: z.unknown().optional(),
  documentId: z.unknown().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** Operations over HTTP: POST, and nothing else but the explorer's page. */
export function addEndpoint(app: FastifyInstance, options: EndpointOptions): void {
  const { path, apollo, begin, isExplorer } = options;
  app.post(path, {
    onRequest: letIn(options),
    preHandler: async (request, reply) => {
      const refused = readBody(request, options.admit);
      if (refused !== null) return refuse(request, reply, refused);
    },
    onSend: async (request, reply, payload) =>
      reply.statusCode >= 400 && typeof payload === 'string' ? nameRequest(payload, request.id) : payload,
    handler: fastifyApolloHandler<RunningRequest>(apollo, {
      context: async (request, reply) => {
        const running = createRequest(begin, callerOf(request), request.id, hangUp(reply));
        return request.isTrusted === true ? { ...running, isTrusted: true } : running;
      },
    }),
  });
  if (isExplorer) addSandbox(app, options);
  // Before the body is read: whatever it is, nobody wants it.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    if (request.url.split('?')[0] !== path) return reply.code(404).send(refusal('BAD_REQUEST', request.id));
    return refuse(request, reply.header('allow', isExplorer ? 'GET, POST' : 'POST'), 'METHOD_NOT_ALLOWED');
  });
}

export function letIn({ authenticate, traffic }: Pick<EndpointOptions, 'authenticate' | 'traffic'>) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (traffic.isDraining) return refuse(request, reply.header('retry-after', '1'), 'SHUTTING_DOWN');
    try {
      const caller = await authenticate(readBearer(request.headers.authorization));
      request.caller = withAssurances(caller, request.headers['x-client-assurance']);
    } catch {
      return refuse(request, reply.header('www-authenticate', 'Bearer'), 'UNAUTHENTICATED');
    }
    traffic.enter(reply.raw);
  };
}

/** Puts the text of what is to be run in the place of its id. @returns why it cannot be run. */
function readBody(request: FastifyRequest, admit: Admit): ErrorCode | null {
  const { data: body } = Body.safeParse(request.body);
  if (body === undefined) return 'BAD_REQUEST';
  const admission = admit(callerOf(request), request.id, { ...body, query: body.query || undefined });
  if ('refused' in admission) return admission.refused;
  if (!admission.isTrusted) return null;
  request.isTrusted = true;
  // Apollo Server would look for the hash in a store of its own, and there is none.
  const { persistedQuery: _, ...extensions } = body.extensions ?? {};
  request.body = { ...body, query: admission.text, extensions };
  return null;
}

/** The explorer: a page for who comes with a browser. A GET that asks for an operation is no such visit. */
function addSandbox(app: FastifyInstance, { path, apollo }: EndpointOptions): void {
  const showPage = fastifyApolloHandler<RunningRequest>(apollo, { context: async () => refuseGet() });
  const constraint = { exposeHeadRoute: false };
  app.get('/', constraint, (_, reply) => reply.redirect(path));
  app.get(path, { ...constraint, helmet: sandboxHeaders }, async (request, reply) => {
    const isVisit = (request.headers.accept ?? '').includes('text/html') && !request.url.includes('?');
    if (!isVisit) return refuse(request, reply.header('allow', 'GET, POST'), 'METHOD_NOT_ALLOWED');
    return showPage.call(app, request, reply.header('content-security-policy', sandboxPolicy));
  });
}

/** Some of the framework's refusals do not know which request they are about. */
function nameRequest(payload: string, requestId: string): string {
  const body = JSON.parse(payload) as { readonly errors?: readonly GraphQLFormattedError[] };
  const errors = body.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...body, errors });
}

function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('a request got past authentication without a caller');
  return caller;
}

/** The page needs no context: it is no operation. */
function refuseGet(): never {
  throw new Error('operations are sent by POST');
}

/** Aborts when the client hangs up before it was answered. */
function hangUp(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // One operation may ask for many things at once, and each of them listens.
  setMaxListeners(0, controller.signal);
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
