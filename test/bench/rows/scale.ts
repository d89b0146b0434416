import { availableParallelism } from 'node:os';
import { type Backend, startBackend } from '../back-end.js';
import { toRequest } from '../comparison.js';
import type { Effort } from '../effort.js';
import { ask, startGateway } from '../gateway.js';
import { startChild } from '../process/child.js';
import type { LoadOrder, LoadResult } from '../process/load.js';
import { startRedis } from '../process/redis.js';
import { atLeast, atMost, type Row, type RowResult, show } from '../row.js';
import { oneClient } from './operation.js';

/** One instance, and two over one Redis. */
export const scale: Row = {
  name: 'scale',
  measure: async (effort) => {
    const backend = await startBackend(effort.subscribers);
    try {
      const one = await measureInstances(backend, effort, 1);
      const two = one === null ? null : await measureInstances(backend, effort, 2);
      return toResult(effort, one, two);
    } finally {
      await backend.stop();
    }
  },
};

interface Measured {
  readonly operationsPerSecond: number;
  /** Back-end calls for each client that was asked for. */
  readonly calls: number;
}

/** Two instances and what loads them: with fewer cores they take turns, and nothing can be said of throughput. */
const coresNeeded = 3;

/** Every instance is asked for the same clients. @returns null when there is no Redis. */
async function measureInstances(backend: Backend, effort: Effort, count: 1 | 2): Promise<Measured | null> {
  const redis = await startRedis();
  if (redis === null) return null;
  const environment = { REDIS_URL: redis.url };
  const cores = (['measured', 'other'] as const).slice(0, count);
  const gateways = await Promise.all(cores.map((core) => startGateway(backend, { environment, core })));
  const loads = await Promise.all(cores.map(() => startChild('process/load', { core: 'last' })));
  try {
    const bodies = backend.clients.slice(0, effort.warmClients).map(oneClient);
    const { mark } = await backend.calls();
    for (const body of bodies) for (const { url } of gateways) await ask(url, body);
    const results = await Promise.all(
      gateways.map(({ url }, index) => {
        const order: LoadOrder = {
          url,
          requests: bodies.map(toRequest),
          connections: effort.connections,
          ...effort.scale,
        };
        return loads[index]?.ask<LoadResult>('load', order);
      }),
    );
    const rates = results.map((result) => (result === undefined ? 0 : (result.count / result.elapsedMs) * 1_000));
    const failure = results.find((result) => result?.failure !== null)?.failure;
    if (failure !== undefined) throw new Error(`a request failed with ${failure}`);
    return {
      operationsPerSecond: rates.reduce((sum, rate) => sum + rate, 0),
      calls: (await backend.calls(mark)).total / bodies.length,
    };
  } finally {
    await Promise.all([...gateways, ...loads, redis].map((child) => child.stop()));
  }
}

function toResult({ warmClients }: Effort, one: Measured | null, two: Measured | null): RowResult {
  const row = { row: 'scale', work: `one and two instances over one Redis, ${warmClients} clients`, standings: [] };
  if (one === null || two === null) {
    return { ...row, findings: [{ what: 'not run', value: 'no redis-server in the path' }], goals: [] };
  }
  const gain = two.operationsPerSecond / one.operationsPerSecond;
  const isRoomy = availableParallelism() >= coresNeeded;
  return {
    ...row,
    findings: [
      { what: 'throughput', value: `${show(one.operationsPerSecond)}/s and ${show(two.operationsPerSecond)}/s` },
      { what: 'back-end calls per client', value: `${show(one.calls)} and ${show(two.calls)}` },
      ...(isRoomy ? [] : [{ what: 'not judged', value: `throughput: it takes ${coresNeeded} cores` }]),
    ],
    goals: [
      ...(isRoomy ? [atLeast('throughput of two >= 1.8 x one', gain, 1.8, ' x')] : []),
      atMost('back-end calls of two <= 1.1 x one', two.calls / one.calls, 1.1, ' x'),
    ],
  };
}
