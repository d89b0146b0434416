import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Sessions } from '../../domain/verification/session.js';
import type { Caller } from '../../model/caller.js';
import { refusal } from '../execution/error.js';
import type { CallerBudget } from '../execution/operation-guard.js';
import { refuse, refuseUnknownPath } from '../http/app.js';
import { authenticateRequest, callerOf } from '../http/authenticate-request.js';
import type { EndpointOptions } from '../http/graphql-endpoint.js';
import { hangUp } from '../http/hang-up.js';
import type { ServedTenants } from '../tenant.js';
import type { ToolCallOptions } from './call.js';
import { createServerFactory } from './server.js';
import type { McpTool } from './tool.js';

export interface McpOptions extends ToolCallOptions, Pick<EndpointOptions, 'authenticate' | 'requestGate'> {
  readonly tenants: Pick<ServedTenants, 'of'>;
  readonly budget: CallerBudget;
  readonly isAllowedOrigin: (origin: string) => boolean;
}

const path = '/mcp';
const sessionHeader = 'mcp-session-id';

/** One message of JSON-RPC: lists of them are no longer part of the protocol. */
const Message = z.object({ method: z.string().optional() });

/**
 * The Model Context Protocol over Streamable HTTP. No request leaves anything in this process: a session's id is sealed for its caller, and
 * what was proven in it is in the store, so that any instance can answer the next request.
 * @returns the way to end what still waits for an event.
 */
export function addMcp(app: FastifyInstance, options: McpOptions): () => void {
  const { tenants, budget, isAllowedOrigin } = options;
  const createServer = createServers(options);
  const stopping = new AbortController();
  const onRequest = [refuseForeign(isAllowedOrigin), authenticateRequest(options)];

  app.post(path, { onRequest }, async (request, reply) => {
    const { mcp } = tenants.of(callerOf(request));
    if (mcp === null) return refuseUnknownPath(request, reply);
    const { tools, sessions } = mcp;
    const message = Message.safeParse(request.body);
    if (!message.success) return refuse(request, reply, 'BAD_REQUEST');
    const caller = asAgent(callerOf(request));
    const isBeginning = message.data.method === 'initialize';
    const found = isBeginning ? null : await findSession(request, sessions);
    if (!isBeginning && found === null) return refuseSession(request, reply);
    if (message.data.method !== 'tools/call') {
      const { isAllowed, renewsInMs } = await budget.take(caller, 1);
      const seconds = String(Math.ceil(renewsInMs / 1_000));
      if (!isAllowed) return refuse(request, reply.header('retry-after', seconds), 'RATE_LIMITED');
    }
    const signal = AbortSignal.any([hangUp(reply), stopping.signal]);
    const server = createServer(tools)({
      ...found,
      caller: { ...caller, ...found?.proven },
      requestId: request.id,
      signal,
    });
    const transport = new WebStandardStreamableHTTPServerTransport();
    reply.raw.once('close', () => void server.close());
    // The library's own types are not made for exact optional properties.
    await server.connect(transport as Parameters<typeof server.connect>[0]);
    if (isBeginning) reply.header(sessionHeader, sessions.begin(caller.subject));
    const response = await transport.handleRequest(toWebRequest(request), { parsedBody: request.body });
    response.headers.set('cache-control', 'no-store, no-transform');
    return reply.send(response);
  });

  app.delete(path, { onRequest }, async (request, reply) => {
    const { mcp } = tenants.of(callerOf(request));
    if (mcp === null) return refuseUnknownPath(request, reply);
    const found = await findSession(request, mcp.sessions);
    if (found === null) return refuseSession(request, reply);
    await found.session.end();
    return reply.code(204).send();
  });

  // A stream of messages that belong to no request: there are none.
  app.get(path, { exposeHeadRoute: false }, (request, reply) =>
    refuse(request, reply.header('allow', 'POST, DELETE'), 'METHOD_NOT_ALLOWED'),
  );
  return () => stopping.abort();
}

/** Tenants with the same tools share what is made of them. */
function createServers(options: ToolCallOptions) {
  const servers = new WeakMap<readonly McpTool[], ReturnType<typeof createServerFactory>>();
  return (tools: readonly McpTool[]) => {
    const known = servers.get(tools) ?? createServerFactory(options, tools);
    servers.set(tools, known);
    return known;
  };
}

/** The protocol wants it, although a token that no page has by itself is needed in any case. */
function refuseForeign(isAllowedOrigin: (origin: string) => boolean) {
  return async ({ headers: { origin }, id }: FastifyRequest, reply: FastifyReply) => {
    if (origin === undefined || isAllowedOrigin(origin)) return;
    return reply.code(403).send(refusal('FORBIDDEN', id));
  };
}

/**
 * A model sees and changes only verified clients, whatever its token allows: of its scopes only reading ones count, and personal data is
 * masked.
 */
function asAgent(caller: Caller): Caller {
  const scopes = [...caller.scopes].filter((scope) => scope.endsWith(':read') && scope !== 'personal:read');
  return { ...caller, scopes: new Set(scopes), assurances: [] };
}

/** @returns null where there is none of this caller's that still lasts. */
async function findSession(request: FastifyRequest, sessions: Sessions) {
  const name = request.headers[sessionHeader];
  const session = typeof name === 'string' ? sessions.find(callerOf(request).subject, name) : null;
  if (session === null) return null;
  const { assurances, isOver } = await session.read();
  return isOver ? null : { session, proven: { assurances } };
}

/** By its status a client knows whether it must begin anew. */
function refuseSession(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = request.headers[sessionHeader] === undefined ? 400 : 404;
  return reply.code(status).send(refusal('BAD_REQUEST', request.id));
}

/** Parts of a request that the library reads beside the body. */
function toWebRequest({ method, headers }: FastifyRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return new Request(`http://gateway${path}`, { method, headers: given as [string, string][] });
}
