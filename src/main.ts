import type { Backend } from './backends/backend.js';
import type { Config } from './config/config.js';
import type { AuditLogWriter } from './domain/audit-entry.js';
import { createSchema } from './schema/index.js';
import type { KnownDocuments } from './server/documents/known-document.js';
import type { ExecutionMode } from './server/execution/executor.js';
import { createAuditLogWriter } from './server/observability/audit-log.js';
import type { Telemetry } from './server/observability/collector.js';
import { createLog, type DestinationStream, type Logger } from './server/observability/log.js';
import { createMetrics, type Metrics } from './server/observability/metrics.js';
import { createOutput } from './server/observability/output.js';
import { maxHeapShare, type ProcessLoadLimits } from './server/overload/process-load.js';
import type { Prefill } from './server/pages/example.js';
import { type GatewayServer, startServer } from './server/server.js';
import type { SocketTimings } from './server/ws/limit.js';
import { createStores } from './store/index.js';
import { createDocumentReader } from './tenant/documents.js';
import type { TenantOptions } from './tenant/option.js';
import { startTenants, type Tenants } from './tenant/tenants.js';
import { watchFiles } from './tenant/watch.js';

export interface GatewayOptions extends TenantOptions {
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /**
   * Sink of the audit log.
   * @default JSON lines on standard output
   */
  readonly auditLog?: AuditLogWriter;
  /** Of a demo: what pages are filled in with. */
  readonly prefill?: Prefill;
  /**
   * Execution mode of operations.
   * @default compiled
   */
  readonly executionMode?: ExecutionMode;
  /**
   * Documents executed without validation.
   * @default those validated before
   */
  readonly documents?: KnownDocuments;
  /** Default: those in `server/ws/limit.ts`. */
  readonly socketTimings?: SocketTimings;
  /** From where on it refuses what is new. Default: `MAX_LOOP_DELAY_MS`, and four fifths of the memory. */
  readonly loadLimits?: ProcessLoadLimits;
  /** Milliseconds that a command waits for Redis. Default 100. */
  readonly storeTimeoutMs?: number;
  /** Milliseconds for which a changed tenant serves what is in flight. Default: as long as any request lasts. */
  readonly lingerMs?: number;
}

export interface Gateway extends GatewayServer {
  /** Reads the tenants' files anew. @returns false when they are not usable and nothing was changed; the log says why. */
  reload(): Promise<boolean>;
}

/**
 * Puts a gateway together and starts it.
 * @throws {ConfigError} the files of the tenants, or the documents of a manifest, cannot be used.
 */
export async function startGateway(config: Config, options: GatewayOptions = {}): Promise<Gateway> {
  const schema = createSchema(config.tenants !== null);
  const readDocuments = createDocumentReader(schema, config.isExplorer);
  const output: DestinationStream = createOutput((lost) =>
    log.warn({ lost }, 'log lines were dropped: standard output is not read'),
  );
  const log: Logger = options.log ?? createLog(config.logLevel, output);
  const metrics = createMetrics(config.tenants !== null);
  const telemetry = await startTelemetry(config.observability.telemetry, metrics, log);
  const tenants = await openTenants(config, { ...options, log, metrics, output, readDocuments });
  const stopWatching = watchTenants(config, tenants, log);
  const release = async (): Promise<void> => {
    stopWatching();
    await tenants.close();
    await telemetry?.close();
  };
  const [alone] = config.tenants === null ? tenants.list() : [];
  const starting = startServer({
    ...{ config, schema, tenants, log, metrics },
    prefill: options.prefill,
    country: alone?.services.country,
    tracing: telemetry?.tracing,
    executionMode: options.executionMode,
    socketTimings: options.socketTimings,
    loadLimits: options.loadLimits ?? { loopDelayMs: config.limits.maxLoopDelayMs, heapShare: maxHeapShare },
    documents: options.documents,
  });
  // A process with an open store does not end by itself, even without a server.
  const server = await starting.catch(async (error) => {
    await release();
    throw error;
  });
  if (alone !== undefined && config.country === undefined) reportCountries(alone.backends, log);
  return {
    url: server.url,
    reload: tenants.reload,
    close: async () => {
      await server.close();
      await release();
    },
  };
}

/** Reports connection errors of the store, which requests meet as `ServiceUnavailable`. */
async function openTenants(
  config: Config,
  options: GatewayOptions & {
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly output: DestinationStream;
    readonly readDocuments: ReturnType<typeof createDocumentReader>;
  },
): Promise<Tenants> {
  const { storeTimeoutMs: timeoutMs, metrics, log, output, readDocuments, lingerMs } = options;
  const stores = await createStores({ ...config.store, timeoutMs }, ({ name }) => {
    metrics.storeFailed();
    log.warn({ issue: name }, 'store');
  });
  const auditLog = options.auditLog ?? createAuditLogWriter(output);
  try {
    return await startTenants({ config, stores, readDocuments, metrics, log, auditLog, options, lingerMs });
  } catch (error) {
    stores.close();
    throw error;
  }
}

/** @returns the way to end it. */
function watchTenants({ tenants: source }: Config, tenants: Tenants, log: Logger): () => void {
  if (source === null) return () => undefined;
  const warn = (): void => log.warn('changes of the tenants’ files are not seen: SIGHUP has them read anew');
  return watchFiles(source.path, () => void tenants.reload(), warn);
}

function reportCountries(backends: readonly Pick<Backend, 'name' | 'locality'>[], log: Logger): void {
  const assumed = Object.fromEntries(backends.map(({ name, locality }) => [name, locality.country]));
  log.info({ assumed }, 'COUNTRY is not set: each back end is taken for a country of its own');
}

/** Loads the library only where a collector is named. */
async function startTelemetry(
  wanted: Config['observability']['telemetry'],
  metrics: Metrics,
  log: Logger,
): Promise<Telemetry | undefined> {
  if (!wanted.traces && !wanted.metrics) return undefined;
  const telemetry = await import('./server/observability/collector.js');
  return telemetry.startTelemetry(wanted, metrics, log);
}

/** Stops in order on the first SIGTERM or SIGINT, and at once on the second. */
export function stopOnSignal(server: GatewayServer, log: (message: string) => void): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log(`${signal}: stopping`);
    const limit = setTimeout(() => process.exit(1), stopLimitMs);
    server.close().then(
      () => {
        clearTimeout(limit);
        process.exit(0);
      },
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Milliseconds after which the process exits in any case. */
export const stopLimitMs = 19_000;
