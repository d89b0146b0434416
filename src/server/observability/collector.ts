import { setTimeout as wait } from 'node:timers/promises';
import { DiagLogLevel, diag, trace } from '@opentelemetry/api';
import { NodeSDK, resources, metrics as sdk } from '@opentelemetry/sdk-node';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';
import { createMetricProducer } from './producer.js';
import { createTracing, type Tracing } from './trace.js';

/** Signals to send. */
export interface TelemetrySignals {
  readonly traces: boolean;
  readonly metrics: boolean;
}

export interface Telemetry {
  /** Absent: traces are not wanted. */
  readonly tracing: Tracing | undefined;
  /** Sends what has not been sent, and waits for it no longer than a stop can. */
  close(): Promise<void>;
}

const name = 'isp-gateway';

/** Milliseconds left of a shutdown when everything else is closed. */
const flushMs = 2_000;

/**
 * Sends traces and metrics to a collector, as the standard `OTEL_*` variables say. The library that does it takes a third of a second to
 * load: this file is loaded only when it is wanted.
 */
export async function startTelemetry(wanted: TelemetrySignals, metrics: Metrics, log: Logger): Promise<Telemetry> {
  const say = (): void => log.warn('the telemetry collector cannot be reached, or refuses what it is sent');
  const silent = (): void => undefined;
  diag.setLogger({ error: say, warn: say, info: silent, debug: silent, verbose: silent }, DiagLogLevel.WARN);
  const node = new NodeSDK({
    // An operator may rename the service. Process arguments and user are not exported.
    resource: resources.defaultResource().merge(resources.resourceFromAttributes({ 'service.name': name })),
    resourceDetectors: [resources.envDetector, resources.serviceInstanceIdDetector],
    metricReaders: wanted.metrics ? await createReaders(metrics) : [],
    logRecordProcessors: [],
    ...(wanted.traces ? {} : { spanProcessors: [] }),
  });
  node.start();
  return {
    tracing: wanted.traces ? createTracing(trace.getTracer(name)) : undefined,
    close: async () => {
      await Promise.race([node.shutdown().catch(say), wait(flushMs, undefined, { ref: false })]);
    },
  };
}

/** As the library would make them, but for where their values come from. */
async function createReaders(metrics: Metrics): Promise<sdk.MetricReader[]> {
  const { OTEL_METRICS_EXPORTER = 'otlp', OTEL_METRIC_EXPORT_INTERVAL, OTEL_METRIC_EXPORT_TIMEOUT } = process.env;
  if (OTEL_METRICS_EXPORTER !== 'otlp') return [];
  const exportIntervalMillis = Number(OTEL_METRIC_EXPORT_INTERVAL) || 60_000;
  const exportTimeoutMillis = Math.min(Number(OTEL_METRIC_EXPORT_TIMEOUT) || 30_000, exportIntervalMillis);
  const exporter = await createExporter();
  const metricProducers = [createMetricProducer(metrics)];
  return [
    new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis, exportTimeoutMillis, metricProducers }),
  ];
}

async function createExporter(): Promise<sdk.PushMetricExporter> {
  const { OTEL_EXPORTER_OTLP_METRICS_PROTOCOL, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  const protocol = OTEL_EXPORTER_OTLP_METRICS_PROTOCOL || OTEL_EXPORTER_OTLP_PROTOCOL;
  const { OTLPMetricExporter } = await (protocol === 'http/json'
    ? import('@opentelemetry/exporter-metrics-otlp-http')
    : protocol === 'grpc'
      ? import('@opentelemetry/exporter-metrics-otlp-grpc')
      : import('@opentelemetry/exporter-metrics-otlp-proto'));
  return new OTLPMetricExporter();
}
