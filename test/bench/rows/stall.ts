import { type Backend, startBackend } from '../back-end.js';
import type { Effort } from '../effort.js';
import { percentile } from '../figures.js';
import { atMost, type Finding, type Row, show } from '../row.js';
import { startOwnGateway } from './own-gateway.js';

/** A back end of which each eighth call never answers, with hedged reads and without. */
export const stall: Row = {
  name: 'stall',
  measure: async (effort) => {
    const backend = await startBackend(effort.subscribers);
    try {
      await backend.stallEvery(0);
      await backend.setLatency(effort.stall.latencyMs);
      const hedged = await measure(backend, effort, { HEDGED_READS: 'true' });
      const waiting = await measure(backend, effort, {});
      return {
        row: 'stall',
        work: `WispHub's own API, ${effort.stall.latencyMs} ms, each eighth call stalls`,
        standings: [],
        findings: [toFinding('hedged', hedged), toFinding('not hedged', waiting)],
        goals: [
          atMost('p99 <= 2 x healthy', hedged.p99Ms / hedged.healthyP99Ms, 2, ' x'),
          atMost('calls <= 1.15 x healthy', hedged.calls, 1.15, ' x'),
          atMost('breaker is closed', 1 - hedged.closed, 0),
        ],
      };
    } finally {
      await backend.stop();
    }
  },
};

interface Measured {
  readonly healthyP50Ms: number;
  readonly healthyP99Ms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** For each call that it takes of a healthy back end. */
  readonly calls: number;
  readonly hedges: number;
  /** 1: the breaker is closed. */
  readonly closed: number;
}

async function measure(
  backend: Backend,
  { stall: { amount, connections } }: Effort,
  environment: Readonly<Record<string, string>>,
): Promise<Measured> {
  const own = await startOwnGateway(backend, {
    WISPHUB_DIALECT: 'native',
    WISPHUB_API_KEY: 'wisphub-planted-api-key',
    ...environment,
  });
  try {
    const turn = async (from: number) => {
      const { mark } = await backend.calls();
      const clients = backend.clients.slice(from * amount, (from + 1) * amount);
      const { latencies } = await own.ask(clients, { connections, amount });
      return { latencies, calls: (await backend.calls(mark)).total };
    };
    await turn(0);
    const healthy = await turn(1);
    await backend.stallEvery(8);
    const stalling = await turn(2);
    await backend.stallEvery(0);
    return {
      healthyP50Ms: percentile(healthy.latencies, 0.5),
      healthyP99Ms: percentile(healthy.latencies, 0.99),
      p50Ms: percentile(stalling.latencies, 0.5),
      p99Ms: percentile(stalling.latencies, 0.99),
      calls: stalling.calls / healthy.calls,
      hedges: await own.metric('backend_hedges_total', ',by="second"'),
      closed: await own.metric('breaker_state', ',state="closed"'),
    };
  } finally {
    await own.stop();
  }
}

function toFinding(what: string, measured: Measured): Finding {
  const { healthyP50Ms, healthyP99Ms, p50Ms, p99Ms, calls, hedges } = measured;
  const value = `p50 ${show(p50Ms)} ms, p99 ${show(p99Ms)} ms; healthy ${show(healthyP50Ms)} and ${show(healthyP99Ms)} ms; calls ${show(calls)} x; ${hedges} made good`;
  return { what, value };
}
