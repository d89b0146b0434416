import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Caller } from '../../model/caller.js';
import { type ErrorCode, ServiceUnavailable } from '../../model/errors.js';
import { withAssurances } from '../auth/assurance.js';
import { type AuthenticateToken, readBearer } from '../auth/authentication.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { ResolveDocument } from '../documents/requested-document.js';
import { refusal } from '../execution/error.js';
import type { ReadDocument, RunOperation } from '../execution/run.js';
import type { ApolloContext } from '../execution/run-plugin.js';
import type { Tracing } from '../observability/trace.js';
import { type RequestGate, retryAfterSeconds } from '../overload/request-gate.js';
import { refuse } from './app.js';
import { readHeaders, sandboxHeaders, sandboxPolicy } from './header.js';
import { mediaTypeOf } from './media-type.js';
import { type BeginOperation, createRequest, type RunningRequest } from './request.js';
import { createResponseBatch } from './response-batch.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every request that got past authentication. */
    caller?: Caller;
    /** True when it names a document of the caller's manifest. */
    isTrusted?: boolean;
  }
}

export interface EndpointOptions {
  readonly path: string;
  readonly apollo: ApolloServer<ApolloContext>;
  readonly run: RunOperation;
  readonly read: ReadDocument;
  readonly documents: KnownDocuments;
  readonly authenticate: AuthenticateToken;
  readonly resolveDocument: ResolveDocument;
  readonly begin: BeginOperation;
  readonly requestGate: RequestGate;
  readonly isExplorer: boolean;
  readonly tracing: Tracing | undefined;
}

/** Body of a request (GraphQL over HTTP, 5.1): a text, or the id of one. Other keys are ignored. */
const Body = z.object({
  query: z.string().optional(),
  id: z.unknown().optional(),
  documentId: z.unknown().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** Document and variables of a request. */
type ParsedBody = Pick<z.infer<typeof Body>, 'operationName' | 'variables' | 'extensions'> & {
  readonly text: string;
  readonly isTrusted: boolean;
};

/** Operations over HTTP: POST, and nothing else but the explorer's page. */
export async function addGraphQLEndpoint(app: FastifyInstance, options: EndpointOptions): Promise<void> {
  const { path, isExplorer } = options;
  const answer = createAnswer(options);
  const headers = await readHeaders();
  const exposeHeaders = (_: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    reply.headers(headers);
    done();
  };
  app.post(path, {
    helmet: false,
    onRequest: [exposeHeaders, authenticateRequest(options)],
    onSend: (request, reply, payload, done) =>
      done(null, reply.statusCode >= 400 && typeof payload === 'string' ? nameRequest(payload, request.id) : payload),
    handler: async (request, reply) => {
      const body = readBody(request, options.resolveDocument);
      return typeof body === 'string' ? refuse(request, reply, body) : answer(request, reply, body);
    },
  });
  if (isExplorer) addSandbox(app, options);
  // Refused before the body is read.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    if (request.url.split('?')[0] !== path) return reply.code(404).send(refusal('BAD_REQUEST', request.id));
    return refuse(request, reply.header('allow', isExplorer ? 'GET, POST' : 'POST'), 'METHOD_NOT_ALLOWED');
  });
}

/**
 * Shortcut: a known document runs at once, which saves parsing, validating and compiling it. An unknown one goes through Apollo Server, which
 * validates it and runs it by the same runner.
 */
function createAnswer({ apollo, run, read, documents, begin, tracing }: EndpointOptions) {
  const turn = createResponseBatch();
  const createRunning = (request: FastifyRequest, reply: FastifyReply): RunningRequest =>
    createRequest(begin, callerOf(request), request.id, {
      hangUp: onHangUp(reply),
      isTrusted: request.isTrusted,
      span: tracing?.beginOperation(request.headers),
    });
  const handOver = fastifyApolloHandler<ApolloContext>(apollo, {
    context: async (request, reply) => ({ running: createRunning(request, reply) }),
  });
  return async (request: FastifyRequest, reply: FastifyReply, body: ParsedBody) => {
    const mediaType = mediaTypeOf(request.headers);
    const runnable = documents.find(body);
    if (mediaType === undefined || runnable === undefined || body.extensions?.persistedQuery !== undefined) {
      const refused = body.isTrusted
        ? null
        : await read({
            subject: callerOf(request).subject,
            text: body.text,
            operationName: body.operationName,
            begin: () => createRunning(request, reply),
          });
      if (refused !== null) return reply.code(refused.status).headers(refused.headers).send(refused.result);
      return handOver.call(request.server, request, reply);
    }
    const { status, headers, result } = await run({
      runnable,
      variables: body.variables ?? {},
      request: createRunning(request, reply),
      reportsCost: request.headers['x-cost'] === '1',
    });
    const text = JSON.stringify(result);
    // Responses written together wake each reader once: with many connections this saves a quarter of the process's work.
    await turn();
    reply.code(status).headers(headers).header('content-type', mediaType);
    return text;
  };
}

export function authenticateRequest({
  authenticate,
  requestGate,
}: Pick<EndpointOptions, 'authenticate' | 'requestGate'>) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const refuseForNow = (code: ErrorCode): void => {
      refuse(request, reply.header('retry-after', retryAfterSeconds), code);
    };
    const onAuthenticated = (caller: Caller): void => {
      const refusedOne = requestGate.refusalOf(caller.subject);
      if (refusedOne !== null) refuseForNow(refusedOne);
      else {
        request.caller = withAssurances(caller, request.headers['x-client-assurance']);
        requestGate.enter(reply.raw);
        done();
      }
    };
    const reject = (error: unknown): void => {
      if (error instanceof ServiceUnavailable) refuseForNow(error.code);
      else refuse(request, reply.header('www-authenticate', 'Bearer'), 'UNAUTHENTICATED');
    };
    const { refusal: refused } = requestGate;
    if (refused !== null) refuseForNow(refused);
    else complete(() => authenticate(readBearer(request.headers.authorization)), onAuthenticated, reject);
  };
}

/** Shortcut: a value that is there already saves a turn of the event loop. */
function complete<Value>(
  run: () => Value | Promise<Value>,
  then: (value: Value) => void,
  otherwise: (error: unknown) => void,
): void {
  let value: Value | Promise<Value>;
  try {
    value = run();
  } catch (error) {
    otherwise(error);
    return;
  }
  if (value instanceof Promise) value.then(then, otherwise);
  else then(value);
}

/** Puts the text of what is to be run in the place of its id. @returns the code by which it is refused, when it cannot be run. */
function readBody(request: FastifyRequest, resolveDocument: ResolveDocument): ParsedBody | ErrorCode {
  const { data: body } = Body.safeParse(request.body);
  if (body === undefined) return 'BAD_REQUEST';
  const resolved = resolveDocument(
    callerOf(request),
    request.id,
    body.query === '' ? { ...body, query: undefined } : body,
  );
  if ('refused' in resolved) return resolved.refused;
  const { text, isTrusted } = resolved;
  const { operationName, variables } = body;
  if (!isTrusted) return { operationName, variables, extensions: body.extensions, text, isTrusted };
  request.isTrusted = true;
  // Apollo Server would look for the hash in a store of its own, and there is none.
  const { persistedQuery: _, ...extensions } = body.extensions ?? {};
  request.body = { ...body, query: text, extensions };
  return { operationName, variables, extensions, text, isTrusted };
}

/** The explorer: a page for who comes with a browser. A GET that asks for an operation is no such visit. */
function addSandbox(app: FastifyInstance, { path, apollo }: EndpointOptions): void {
  const showPage = fastifyApolloHandler<ApolloContext>(apollo, { context: async () => refuseGet() });
  const constraint = { exposeHeadRoute: false };
  app.get('/', constraint, (_, reply) => reply.redirect(path));
  app.get(path, { ...constraint, helmet: sandboxHeaders }, async (request, reply) => {
    const isNavigation = (request.headers.accept ?? '').includes('text/html') && !request.url.includes('?');
    if (!isNavigation) return refuse(request, reply.header('allow', 'GET, POST'), 'METHOD_NOT_ALLOWED');
    return showPage.call(app, request, reply.header('content-security-policy', sandboxPolicy));
  });
}

/** Some of the framework's refusals do not know which request they are about. */
function nameRequest(payload: string, requestId: string): string {
  const body = JSON.parse(payload) as { readonly errors?: readonly GraphQLFormattedError[] };
  const errors = body.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...body, errors });
}

export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new Error('a request got past authentication without a caller');
  return caller;
}

/** The page needs no context: it is no operation. */
function refuseGet(): never {
  throw new Error('operations are sent by POST');
}

/** Aborts when the client hangs up before it was answered. */
export function hangUp({ raw: answer }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // One operation may ask for many things at once, and each of them listens.
  setMaxListeners(0, controller.signal);
  const abort = (): void => {
    if (!answer.writableFinished) controller.abort();
  };
  if (answer.destroyed) abort();
  else answer.once('close', abort);
  return controller.signal;
}

/** Shortcut: an abort signal is made when it is first read, which most operations never do. */
function onHangUp(reply: FastifyReply): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= hangUp(reply);
    return signal;
  };
}
