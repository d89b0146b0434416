import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.js';

const least = { WISPRO_MERCHANT: 'isp', WISPRO_TOKEN: 'token', JWT_SECRET: 'x'.repeat(32) };

const observationOf = (environment: Readonly<Record<string, string>>) =>
  readConfig({ ...least, ...environment }).observability;

describe('who may see what the gateway does', () => {
  it('is nobody from elsewhere, unless it is said', () => {
    expect(observationOf({})).toEqual({ metricsToken: null, telemetry: { traces: false, metrics: false } });
    expect(observationOf({ METRICS_TOKEN: 'sixteen-letters!' }).metricsToken).toBe('sixteen-letters!');
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }, true, false],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://collector:4318/v1/metrics' }, false, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'TRUE' }, false, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false, false],
  ])('is the collector, of the signals it is named for: %o', (environment, traces, metrics) => {
    expect(observationOf(environment as Readonly<Record<string, string>>).telemetry).toEqual({ traces, metrics });
  });

  it('is no token that can be guessed, and no address that is none', () => {
    const read = () => observationOf({ METRICS_TOKEN: 'guessable', OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/METRICS_TOKEN must have at least 16 characters/);
    expect(read).toThrow(/OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL/);
    expect(read).not.toThrow(/guessable/);
  });
});
