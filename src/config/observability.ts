import { z } from 'zod';
import { type Environment, variables } from '../backends/environment.js';

/** Access to metrics and traces. */
export interface ObservabilitySettings {
  /** Token for `/metrics`. Null: the path does not exist. */
  readonly metricsToken: string | null;
  /** Signals sent to the OpenTelemetry collector. Its address and other options are read by the OpenTelemetry library. */
  readonly telemetry: { readonly traces: boolean; readonly metrics: boolean };
}

export const observabilityVariables = {
  METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token of at least 16 characters for `/metrics`. Unset: the path does not exist.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: variables.httpUrl
    .optional()
    .describe('Collector of traces and metrics; the other standard `OTEL_*` variables apply. Unset: off.'),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variables.httpUrl.optional().describe('Collector of traces alone.'),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: variables.httpUrl.optional().describe('Collector of metrics alone.'),
  OTEL_SDK_DISABLED: variables.filled.optional().describe('`true` turns both off.'),
};

/** @param environment without what is set to nothing. */
export function readObservability(environment: Environment): ObservabilitySettings {
  const isDisabled = environment.OTEL_SDK_DISABLED?.toLowerCase() === 'true';
  const isSent = (ofSignal: string): boolean =>
    !isDisabled && (environment[ofSignal] ?? environment.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined;
  return {
    metricsToken: environment.METRICS_TOKEN ?? null,
    telemetry: {
      traces: isSent('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'),
      metrics: isSent('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT'),
    },
  };
}
