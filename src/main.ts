import type { Backend, Warn } from './backends/backend.js';
import { type Config, ConfigError } from './config/config.js';
import type { AuditLogWriter } from './domain/audit-entry.js';
import type { LifetimeTable } from './domain/cache/lifetime.js';
import { startDiagnoses } from './domain/diagnosis/run.js';
import type { DiagnosisTimings } from './domain/diagnosis/runner.js';
import { Operation } from './domain/operation.js';
import type { OutageOptions } from './domain/outage/outage-watcher.js';
import type { ZonePingLimits } from './domain/outage/zone-ping/limit.js';
import { startZonePingWorker } from './domain/outage/zone-ping/worker.js';
import type { PingTimings } from './domain/ping/ping-watcher.js';
import { createServices } from './domain/services.js';
import { takeSnapshot } from './domain/snapshot.js';
import type { VerificationLimits } from './domain/verification/verification-limit.js';
import type { WebhookTimings } from './domain/webhook/dispatch.js';
import type { WebhookSettings } from './domain/webhook/webhooks.js';
import { createSchema } from './schema/index.js';
import type { KnownDocuments } from './server/documents/known-document.js';
import { readTrustedDocuments } from './server/documents/trusted-document.js';
import type { ExecutionMode } from './server/execution/executor.js';
import type { CostBudget } from './server/execution/operation-guard.js';
import { readTools } from './server/mcp/tool.js';
import { createAuditLogWriter } from './server/observability/audit-log.js';
import type { Telemetry } from './server/observability/collector.js';
import { createLog, type DestinationStream, type Logger } from './server/observability/log.js';
import { createMetrics, type Metrics } from './server/observability/metrics.js';
import { createOutput } from './server/observability/output.js';
import { maxHeapShare, type ProcessLoadLimits } from './server/overload/process-load.js';
import type { Prefill } from './server/pages/example.js';
import { type GatewayServer, startServer } from './server/server.js';
import type { SocketTimings } from './server/ws/limit.js';
import { createStore } from './store/index.js';
import type { Clock, Store } from './store/store.js';

export interface GatewayOptions {
  /** Default: JSON lines on standard output. */
  readonly log?: Logger;
  /**
   * Sink of the audit log.
   * @default JSON lines on standard output
   */
  readonly auditLog?: AuditLogWriter;
  readonly pingTimings?: PingTimings;
  /** Default: those in `domain/diagnosis/runner.ts`. */
  readonly diagnosisTimings?: DiagnosisTimings;
  /** Default: those in `domain/webhook/webhooks.ts`. */
  readonly webhookTimings?: Partial<WebhookTimings>;
  /** Factor on the times at which the effects of writes of unknown outcome are looked for. Default 1. */
  readonly reconcilerTimeScale?: number;
  /** Default: the rule in `domain/outage/detection/rule.ts`, and a look at the back end's flags each minute. */
  readonly outages?: OutageOptions;
  /** Default: as configured, with the times in `domain/outage/zone-ping/limit.ts`. */
  readonly zonePingLimits?: Partial<ZonePingLimits>;
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
  /**
   * Lifetimes of cached answers.
   * @default the table in `domain/cache/lifetime.ts`
   */
  readonly lifetimes?: LifetimeTable;
  /** By which answers age. Above zero. Default: the process's. */
  readonly clock?: Clock;
  /**
   * Limits of identity verification.
   * @default those in `domain/verification/verification-limit.ts`
   */
  readonly verificationLimits?: VerificationLimits;
  /** Milliseconds that a verification takes at least, whatever its answer. Default: a second. */
  readonly verifyMs?: number;
  /** Default: those in `server/ws/limit.ts`. */
  readonly socketTimings?: SocketTimings;
  /** From where on it refuses what is new. Default: `MAX_LOOP_DELAY_MS`, and four fifths of the memory. */
  readonly loadLimits?: ProcessLoadLimits;
  /** Milliseconds that a command waits for Redis. Default 100. */
  readonly storeTimeoutMs?: number;
}

/**
 * Puts a gateway together and starts it.
 * @throws {ConfigError} the documents of a manifest cannot be run.
 */
export async function startGateway(config: Config, options: GatewayOptions = {}): Promise<GatewayServer> {
  const schema = createSchema();
  const { trusted, issues } = readTrustedDocuments(schema, config.trustedDocuments, config.isExplorer);
  const { tools, issues: ofTools } = readTools(schema, config.mcp?.manifests ?? []);
  if (issues.length + ofTools.length > 0) throw new ConfigError([...issues, ...ofTools]);
  const output: DestinationStream = createOutput((lost) =>
    log.warn({ lost }, 'log lines were dropped: standard output is not read'),
  );
  const log: Logger = options.log ?? createLog(config.logLevel, output);
  const metrics = createMetrics();
  const telemetry = await startTelemetry(config.observability.telemetry, metrics, log);
  const warn: Warn = (what, count) => log.warn({ what, count }, 'left out of what a back end answered');
  const backends = config.backends.map((create) => create(metrics, warn, config.callPolicy));
  const store = await openStore(config, options, { metrics, log });
  const services = createServices(backends, store, {
    ...options,
    country: config.country,
    secret: config.jwt.secret,
    lookupLimits: config.limits.lookupMisses,
    zonePingLimits: { ...config.limits.zonePings, ...options.zonePingLimits },
    auditLog: options.auditLog ?? createAuditLogWriter(output),
    webhooks: toWebhookSettings(config, options, log),
    observer: metrics,
  });
  metrics.watch(() => takeSnapshot(services));
  startDiagnoses(services);
  await services.pendingWrites.restored;
  const stopZonePings = startZonePingWorker(services);
  const release = async (): Promise<void> => {
    stopZonePings();
    await services.close();
    await store.close();
    for (const backend of backends) backend.close();
    await telemetry?.close();
  };
  const starting = startServer({
    config,
    schema,
    trusted,
    mcp: config.mcp === null ? null : { tools, sessions: services.sessions },
    budget: createBudget(store, config.limits.costPerMinute),
    begin: (caller, call) => new Operation(services, caller, call),
    isReady: () => backends.some((backend) => backend.status().state !== 'DOWN'),
    log,
    prefill: options.prefill,
    country: services.country,
    metrics,
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
  if (config.country === undefined) reportCountries(backends, log);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await release();
    },
  };
}

/** Reports connection errors of the store, which requests meet as `ServiceUnavailable`. */
function openStore(
  config: Config,
  { storeTimeoutMs: timeoutMs }: GatewayOptions,
  { metrics, log }: { readonly metrics: Metrics; readonly log: Logger },
): Promise<Store> {
  return createStore({ ...config.store, outbox: config.webhooks?.limits, timeoutMs }, ({ name }) => {
    metrics.storeFailed();
    log.warn({ issue: name }, 'store');
  });
}

/** A dead letter is logged with the host alone: the rest of an endpoint's URL may be a secret. */
function toWebhookSettings(
  { webhooks }: Config,
  { webhookTimings: timings }: GatewayOptions,
  log: Logger,
): WebhookSettings | null {
  if (webhooks === null) return null;
  return {
    ...{ ...webhooks, timings },
    onDead: ({ id, host, attempts, lastOutcome: outcome, event: { type } }) =>
      log.warn({ delivery: id, type, host, attempts, outcome }, 'a webhook is a dead letter'),
  };
}

function reportCountries(backends: readonly Pick<Backend, 'name' | 'locality'>[], log: Logger): void {
  const assumed = Object.fromEntries(backends.map(({ name, locality }) => [name, locality.country]));
  log.info({ assumed }, 'COUNTRY is not set: each back end is taken for a country of its own');
}

/** Charging must not delay an operation: each instance may exceed the budget by the points it has not reported yet. */
function createBudget({ limiters }: Store, costPerMinute: number): CostBudget {
  return limiters.approximate({ name: 'cost', points: costPerMinute, duration: 60 }, costPerMinute / 20);
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
