import type { AddressInfo } from 'node:net';
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Country } from '../model/country.js';
import { createTenantAuthentication } from './auth/tenant-choice.js';
import { type DocumentLimits, documentLimits } from './documents/document-limit.js';
import { createKnownDocuments, type KnownDocuments } from './documents/known-document.js';
import { createDocumentResolver } from './documents/requested-document.js';
import { findTrustedDocuments } from './documents/tenant-document.js';
import { startApollo } from './execution/apollo.js';
import { createErrorMask } from './execution/error.js';
import { createExecutor, type ExecutionMode } from './execution/executor.js';
import { createOperationEnd } from './execution/operation-end.js';
import { createGuard } from './execution/operation-guard.js';
import { createDocumentReader, createOperationRunner } from './execution/run.js';
import { createApp } from './http/app.js';
import { addGraphQLEndpoint } from './http/graphql-endpoint.js';
import { addHeaders } from './http/header.js';
import { createOriginCheck } from './http/origin.js';
import type { BeginOperation } from './http/request.js';
import type { McpOptions } from './mcp/endpoint.js';
import type { Metrics } from './observability/metrics.js';
import { addMetrics } from './observability/metrics-endpoint.js';
import type { Tracing } from './observability/trace.js';
import { createCallerBudget } from './overload/caller-budget.js';
import { createConcurrencyCounter } from './overload/concurrency-counter.js';
import { maxHeapShare, type ProcessLoadLimits, watchProcessLoad } from './overload/process-load.js';
import { createRequestGate } from './overload/request-gate.js';
import { createTenantShares, type TenantShares } from './overload/tenant-share.js';
import { createUsage } from './overload/usage.js';
import type { Prefill } from './pages/example.js';
import { addPage } from './pages/page.js';
import { describePages, type PageSettings } from './pages/pages.js';
import { createEventStreams } from './sse/streams.js';
import type { ServedTenants } from './tenant.js';
import { maxSubscriptions, type SocketTimings, socketTimings } from './ws/limit.js';
import type { SocketLimits } from './ws/options.js';
import { serveSockets } from './ws/server.js';

/** Size of one operation. */
type OperationLimits = Pick<DocumentLimits, 'depth' | 'aliases' | 'rootFields'>;

export interface ServerSettings extends PageSettings {
  readonly host: string;
  readonly port: number;
  readonly corsOrigins: readonly string[];
  readonly limits: SocketLimits & { readonly operation: OperationLimits; readonly operationsAtOnce: number };
  readonly observability: { readonly metricsToken: string | null };
}

export interface ServerOptions {
  readonly config: ServerSettings;
  readonly schema: GraphQLSchema;
  readonly tenants: ServedTenants;
  readonly log: Logger;
  /** Of a demo. Default: pages are empty. */
  readonly prefill?: Prefill | undefined;
  /** Country whose words the pages have. */
  readonly country?: Country | undefined;
  readonly metrics: Metrics;
  /** Absent: traces are not collected. */
  readonly tracing?: Tracing | undefined;
  /** Default: compiled. */
  readonly executionMode?: ExecutionMode | undefined;
  /** Default: those in `socket-limit.ts`. */
  readonly socketTimings?: SocketTimings | undefined;
  /** From where on it refuses what is new. Default: only when memory ends. */
  readonly loadLimits?: ProcessLoadLimits | undefined;
  /** Default: those that Apollo Server has found good. */
  readonly documents?: KnownDocuments | undefined;
}

export interface GatewayServer {
  /** Base URL of the server. */
  readonly url: string;
  /** Says 503 on readiness, closes sockets with 1001 one after the other, lets operations in flight end, then stops listening. */
  close(): Promise<void>;
}

const path = '/graphql';

/** Milliseconds for which a shutdown waits for operations in flight: their own budget is 20 s, of which most need little. */
const drainMs = 15_000;

/** Milliseconds for other requests to finish. */
const restMs = 500;

/** Seconds for which a browser remembers what a preflight allowed. */
const preflightSeconds = 600;

export async function startServer(options: ServerOptions): Promise<GatewayServer> {
  const { config, schema, tenants, log, metrics, documents = createKnownDocuments(), tracing } = options;
  const trusted = findTrustedDocuments(tenants);
  const hasTools = tenants.claim !== null || tenants.list().some(({ mcp }) => mcp !== null);
  const begin: BeginOperation = (caller, call) => tenants.of(caller).begin(caller, call);
  const { isExplorer } = config;
  const isAllowedOrigin = createOriginCheck(config.corsOrigins);
  const pages = describePages(config, {
    ...{ country: options.country, tenantClaim: tenants.claim, prefill: options.prefill },
  });
  const pipeline = createPipeline(options);
  const { budget, usage, run, read, ...operations } = pipeline;
  const { guard, executor, mask, end, resolveDocument, authenticate } = operations;
  const { sandbox } = pages;
  const { depth, aliases, rootFields } = config.limits.operation;
  const rules = { isExplorer, limits: { ...documentLimits, depth, aliases, rootFields } };
  const apollo = await startApollo({ schema, mask, run, documents, trusted, rules, sandbox, end, log });
  const load = watchProcessLoad(options.loadLimits ?? unlimited, log, usage.age);
  const requestGate = createRequestGate(load, usage, createShares(options));
  const app = createApp(log);
  await addHeaders(app);
  await addCors(app, isAllowedOrigin, hasTools);
  addHealth(app, () => tenants.list().some((tenant) => tenant.isReady()) && !requestGate.isDraining);
  addMetrics(app, metrics, config.observability.metricsToken);
  const shared = { documents, authenticate, resolveDocument, begin, requestGate, isExplorer, tracing };
  const connections = createConcurrencyCounter(config.limits.socketsPerSubject);
  const timings = options.socketTimings ?? socketTimings;
  const subscriptions = { ...shared, ...operations, rules, schema, trusted, metrics, connections, timings, tenants };
  const eventStreams = createEventStreams({ ...subscriptions, run });
  await addGraphQLEndpoint(app, { ...shared, path, apollo, run, read, eventStreams });
  for (const page of pages.own) await addPage(app, page, log);

  const closeSockets = serveSockets({
    ...{ ...subscriptions, path, isAllowedOrigin },
    server: app.server,
    limits: config.limits,
    hasPage: pages.own.length > 0,
  });
  const endWaits = !hasTools
    ? () => undefined
    : await addTools(app, {
        ...{ schema, executor, run, guard, begin, mask, end, tracing, authenticate },
        ...{ requestGate, isAllowedOrigin, budget, tenants },
        waits: createConcurrencyCounter(config.limits.socketsPerSubject * maxSubscriptions),
      });
  await app.listen({ host: config.host, port: config.port });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    close: async () => {
      endWaits();
      eventStreams.close();
      await Promise.all([requestGate.drain(drainMs), closeSockets()]);
      await closeApp(app);
      await apollo.stop();
      load.close();
    },
  };
}

const unlimited: ProcessLoadLimits = { loopDelayMs: Number.POSITIVE_INFINITY, heapShare: maxHeapShare };

function createShares({ config, tenants }: ServerOptions): TenantShares | null {
  if (tenants.claim === null) return null;
  return createTenantShares(config.limits.operationsAtOnce, (tenant) => tenants.find(tenant)?.weight ?? 1);
}

/** Loaded only where it is used: it takes longer to load than the rest of the server. */
async function addTools(app: FastifyInstance, options: McpOptions): Promise<() => void> {
  return (await import('./mcp/endpoint.js')).addMcp(app, options);
}

/** Steps of an operation that every transport shares, from authentication to its end in log and metrics. */
function createPipeline(options: ServerOptions) {
  const { config, schema, tenants, log, metrics } = options;
  const mask = createErrorMask(config.isExplorer);
  const executor = createExecutor(schema, options.executionMode ?? 'compiled');
  const usage = createUsage();
  const budget = createCallerBudget(tenants, usage);
  const guard = createGuard(schema, budget);
  const end = createOperationEnd(log, metrics);
  return {
    ...{ mask, executor, usage, budget, guard, end },
    authenticate: createTenantAuthentication(tenants),
    resolveDocument: createDocumentResolver((caller) => tenants.of(caller).trusted, log),
    run: createOperationRunner({ guard, executor, mask, end }),
    read: createDocumentReader({ guard, mask, end }),
  };
}

async function addCors(app: FastifyInstance, isAllowed: (origin: string) => boolean, hasMcp: boolean): Promise<void> {
  await app.register(cors, {
    origin: (origin, allow) => allow(null, origin !== undefined && isAllowed(origin) ? [origin] : []),
    methods: hasMcp ? ['GET', 'POST', 'DELETE'] : ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'retry-after', ...(hasMcp ? ['mcp-session-id'] : [])],
    maxAge: preflightSeconds,
    strictPreflight: false,
  });
}

async function closeApp(app: FastifyInstance): Promise<void> {
  // A connection that was opened for later and never used is not idle in Node's eyes: it would be waited for.
  const rest = setTimeout(() => app.server.closeAllConnections(), restMs);
  await app.close();
  clearTimeout(rest);
}

function addHealth(app: FastifyInstance, isReady: () => boolean): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_, reply) =>
    isReady() ? { status: 'ok' } : reply.code(503).send({ status: 'unavailable' }),
  );
}
