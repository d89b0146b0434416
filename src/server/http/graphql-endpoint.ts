import type { ApolloServer } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { CodedError } from '../../model/errors.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { ResolveDocument } from '../documents/requested-document.js';
import type { ReadDocument, RunOperation } from '../execution/run.js';
import type { ApolloContext } from '../execution/run-plugin.js';
import type { Tracing } from '../observability/trace.js';
import type { EventStreams } from '../sse/streams.js';
import { refuse, refuseUnknownPath } from './app.js';
import { type AuthenticationOptions, authenticateRequest, callerOf } from './authenticate-request.js';
import { type GraphQLBody, readBody } from './graphql-body.js';
import { onHangUp } from './hang-up.js';
import { readHeaders, sandboxHeaders, sandboxPolicy } from './header.js';
import { mediaTypeOf, wantsEvents } from './media-type.js';
import { type BeginOperation, createRequest, type RunningRequest } from './request.js';
import { createResponseBatch } from './response-batch.js';

export interface EndpointOptions extends AuthenticationOptions {
  readonly path: string;
  readonly apollo: ApolloServer<ApolloContext>;
  readonly run: RunOperation;
  readonly read: ReadDocument;
  readonly documents: KnownDocuments;
  readonly resolveDocument: ResolveDocument;
  readonly begin: BeginOperation;
  readonly eventStreams: EventStreams;
  readonly isExplorer: boolean;
  readonly tracing: Tracing | undefined;
}

/**
 * Operations over HTTP: by POST, queries and event streams by GET as well. No other site can make a browser send one: each needs an
 * `Authorization` header, which a browser never adds by itself and sends across origins only where CORS allows it.
 */
export async function addGraphQLEndpoint(app: FastifyInstance, options: EndpointOptions): Promise<void> {
  const { path, isExplorer, resolveDocument, eventStreams } = options;
  const answer = createAnswer(options);
  const showPage = isExplorer ? createPage(app, options) : undefined;
  const headers = await readHeaders();
  const authenticate = authenticateRequest(options);
  const isPage = (request: FastifyRequest): boolean => showPage !== undefined && isVisit(request);
  app.route({
    method: ['GET', 'POST'],
    url: path,
    exposeHeadRoute: false,
    helmet: false,
    onRequest: (request, reply, done) => {
      if (isPage(request)) return done();
      reply.headers(headers);
      // Names no operation: a browser that looks for a page, or a check of what answers here.
      if (request.method === 'GET' && !request.url.includes('?')) {
        refuse(request, reply.header('allow', isExplorer ? 'GET, POST' : 'POST'), 'METHOD_NOT_ALLOWED');
        return;
      }
      authenticate(request, reply, done);
    },
    onSend: (request, reply, payload, done) =>
      done(null, reply.statusCode >= 400 && typeof payload === 'string' ? nameRequest(payload, request.id) : payload),
    handler: async (request, reply) => {
      if (isPage(request)) return showPage?.(request, reply);
      const caller = callerOf(request);
      const body = readBody(request, caller, resolveDocument);
      if (body instanceof CodedError) return refuse(request, reply, body);
      return wantsEvents(request.headers)
        ? eventStreams.answer(request, reply, caller, body)
        : answer(request, reply, body);
    },
  });
  if (isExplorer) app.get('/', { exposeHeadRoute: false }, (_, reply) => reply.redirect(path));
  // Refused before the body is read.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    if (request.url.split('?')[0] !== path) {
      return refuseUnknownPath(request, reply);
    }
    return refuse(request, reply.header('allow', 'GET, POST'), 'METHOD_NOT_ALLOWED');
  });
}

/**
 * Shortcut: a known document runs at once, which saves parsing, validating and compiling it. An unknown one goes through Apollo Server, which
 * validates it and runs it by the same runner.
 */
function createAnswer({ apollo, run, read, documents, begin, tracing }: EndpointOptions) {
  const turn = createResponseBatch();
  return async (request: FastifyRequest, reply: FastifyReply, body: GraphQLBody) => {
    const caller = callerOf(request);
    const { isTrusted, text, operationName } = body;
    const createRunning = (): RunningRequest =>
      createRequest(begin, caller, request.id, {
        hangUp: onHangUp(reply),
        isTrusted,
        span: tracing?.beginOperation(request.headers),
      });
    const isGet = request.method === 'GET';
    const mediaType = mediaTypeOf(request.headers, isGet);
    const runnable = documents.find(body);
    if (mediaType === undefined || runnable === undefined) {
      const refused = isTrusted ? null : await read({ caller, text, operationName, begin: createRunning });
      if (refused !== null) return reply.code(refused.status).headers(refused.headers).send(refused.result);
      return runByApollo(apollo, request, reply, body, createRunning);
    }
    if (isGet && runnable.operation.operation !== 'query') {
      return refuse(request, reply.header('allow', 'POST'), 'METHOD_NOT_ALLOWED');
    }
    const { status, headers, result } = await run({
      runnable,
      variables: body.variables ?? {},
      request: createRunning(),
      reportsCost: request.headers['x-cost'] === '1',
    });
    const answer = JSON.stringify(result);
    // Responses written together wake each reader once: with many connections this saves a quarter of the process's work.
    await turn();
    reply.code(status).headers(headers).header('content-type', mediaType);
    return answer;
  };
}

async function runByApollo(
  apollo: ApolloServer<ApolloContext>,
  request: FastifyRequest,
  reply: FastifyReply,
  body: GraphQLBody,
  createRunning: () => RunningRequest,
): Promise<FastifyReply> {
  const { text: query, operationName, variables, extensions } = body;
  const isGet = request.method === 'GET';
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  // Its own check of who sent a GET: ours is the token.
  if (isGet) headers.set('apollo-require-preflight', '1');
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      ...{ method: request.method, headers },
      ...(isGet
        ? { search: toSearch(body), body: undefined }
        : {
            search: '',
            body: { query, operationName: operationName ?? null, variables: variables ?? {}, extensions },
          }),
    },
    context: async () => ({ running: createRunning() }),
  });
  reply.code(response.status ?? 200).headers(Object.fromEntries(response.headers));
  if (response.body.kind !== 'complete') throw new Error('no operation is answered in parts');
  return reply.send(response.body.string);
}

function toSearch({ text: query, operationName, variables }: GraphQLBody): string {
  const parameters = new URLSearchParams({
    query,
    ...(operationName ? { operationName } : {}),
    ...(variables ? { variables: JSON.stringify(variables) } : {}),
  });
  return `?${parameters}`;
}

/** A person with a browser. A GET that names an operation is none. */
function isVisit({ method, headers, url }: FastifyRequest): boolean {
  return method === 'GET' && (headers.accept ?? '').includes('text/html') && !url.includes('?');
}

/** The explorer's page. */
function createPage(app: FastifyInstance, { apollo }: EndpointOptions) {
  const showPage = fastifyApolloHandler<ApolloContext>(apollo, { context: async () => refuseGet() });
  return async (request: FastifyRequest, reply: FastifyReply) => {
    await reply.helmet(sandboxHeaders);
    return showPage.call(app, request, reply.header('content-security-policy', sandboxPolicy));
  };
}

/** Some of the framework's refusals do not know which request they are about. */
function nameRequest(payload: string, requestId: string): string {
  const body = JSON.parse(payload) as { readonly errors?: readonly GraphQLFormattedError[] };
  const errors = body.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return JSON.stringify({ ...body, errors });
}

/** The page needs no context: it is no operation. */
function refuseGet(): never {
  throw new Error('operations are sent by POST');
}
