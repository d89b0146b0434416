import { type HrTime, ValueType } from '@opentelemetry/api';
import { core, resources, metrics as sdk } from '@opentelemetry/sdk-node';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { Metrics } from './metrics.js';

type Metric = MetricObjectWithValues<MetricValue<string>>;
type Labels = MetricValue<string>['labels'];

/** Values that share a start and an end. */
interface Period {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

/** Gives the collector the same metrics as `/metrics`, under the same names: nothing is measured or defined twice. */
export function createMetricProducer(metrics: Metrics): sdk.MetricProducer {
  const startTime = core.hrTime();
  return {
    collect: async () => {
      const period = { startTime, endTime: core.hrTime() };
      const data = (await metrics.read()).map((metric) => toMetricData(metric, period));
      const scope = { name: 'isp-gateway' };
      return {
        resourceMetrics: { resource: resources.emptyResource(), scopeMetrics: [{ scope, metrics: data }] },
        errors: [],
      };
    },
  };
}

function toMetricData(metric: Metric, period: Period): sdk.MetricData {
  const unit = /_(seconds|bytes)(?:_total)?$/.exec(metric.name)?.[1];
  const common = {
    descriptor: {
      name: metric.name,
      description: metric.help,
      unit: unit === 'seconds' ? 's' : unit === 'bytes' ? 'By' : '1',
      valueType: ValueType.DOUBLE,
    },
    aggregationTemporality: sdk.AggregationTemporality.CUMULATIVE,
  };
  if (isOfType(metric, 'histogram')) {
    return { ...common, dataPointType: sdk.DataPointType.HISTOGRAM, dataPoints: toHistograms(metric.values, period) };
  }
  // Some of the process's have no value yet at the first reading.
  const known = metric.values.filter(({ value }) => Number.isFinite(value));
  const dataPoints = known.map(({ labels, value }) => ({ ...period, attributes: toAttributes(labels), value }));
  return isOfType(metric, 'counter')
    ? { ...common, dataPointType: sdk.DataPointType.SUM, isMonotonic: true, dataPoints }
    : { ...common, dataPointType: sdk.DataPointType.GAUGE, dataPoints };
}

/** Its types say a number of an enum, its values a word. */
function isOfType({ type }: Metric, name: 'histogram' | 'counter'): boolean {
  return String(type) === name;
}

/** Prometheus has a value for each bucket, which counts those below as well. */
function toHistograms(values: readonly (MetricValue<string> & { readonly metricName?: string })[], period: Period) {
  const groups = new Map<string, typeof values>();
  for (const value of values) {
    const key = JSON.stringify(toAttributes(value.labels));
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return [...groups.values()].map((group) => {
    const find = (ending: string): number => group.find(({ metricName }) => metricName?.endsWith(ending))?.value ?? 0;
    const buckets = group.filter(({ labels }) => labels.le !== undefined);
    return {
      ...period,
      attributes: toAttributes(group[0]?.labels ?? {}),
      value: {
        buckets: {
          boundaries: buckets.slice(0, -1).map(({ labels }) => Number(labels.le)),
          counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
        },
        count: find('_count'),
        sum: find('_sum'),
      },
    };
  });
}

function toAttributes({ le: _, ...labels }: Labels): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
}
