import { type Backend, startBackend } from '../back-end.js';
import type { Effort } from '../effort.js';
import { atLeast, atMost, type Row, show } from '../row.js';
import { startOwnGateway } from './own-gateway.js';

/** Throughput over time against the best that a back end can, which loses workers, with an adaptive limit and a fixed one. */
export const adapt: Row = {
  name: 'adapt',
  measure: async (effort) => {
    const { latencyMs, workers, workersLeft, connections, turnMs } = effort.adapt;
    const backend = await startBackend(effort.cold.subscribers);
    try {
      await backend.setLatency(latencyMs);
      const adaptive = await measure(backend, effort, { ADAPTIVE_CONCURRENCY: 'true' });
      const fixed = await measure(backend, effort, {});
      const [whole, left] = [adaptive.whole.at(-1), adaptive.left.at(-1)];
      return {
        row: 'adapt',
        work: `${connections} callers, a back end of ${latencyMs} ms with ${workers} workers, then ${workersLeft}; turns of ${turnMs} ms`,
        standings: [],
        findings: [
          { what: 'adaptive, of the best', value: toText(adaptive) },
          { what: 'fixed, of the best', value: toText(fixed) },
          { what: 'limit, with all workers and with those left', value: `${whole?.limit} and ${left?.limit}` },
        ],
        goals: [
          atLeast('>= 0.9 of the best with all workers', whole?.share ?? 0, 0.9),
          atLeast('>= 0.9 of the best with those left', left?.share ?? 0, 0.9),
          atMost('limit <= 2 x the workers left, and 8', left?.limit ?? 0, 2 * workersLeft + 8),
        ],
      };
    } finally {
      await backend.stop();
    }
  },
};

interface Turn {
  /** Of the best: workers by latency. */
  readonly share: number;
  readonly limit: number;
}

interface Measured {
  readonly whole: readonly Turn[];
  readonly left: readonly Turn[];
}

async function measure(
  backend: Backend,
  { adapt: { turnMs, turns, connections, latencyMs, workers, workersLeft } }: Effort,
  environment: Readonly<Record<string, string>>,
): Promise<Measured> {
  const own = await startOwnGateway(backend, environment);
  let asked = 0;
  const take = async (atOnce: number): Promise<readonly Turn[]> => {
    await backend.setWorkers(atOnce);
    const best = atOnce / (latencyMs / 1_000);
    const taken: Turn[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      const clients = backend.clients.slice(asked % backend.clients.length);
      const { count, elapsedMs } = await own.ask(clients, { connections, durationMs: turnMs });
      asked += count;
      taken.push({
        share: count / (elapsedMs / 1_000) / best,
        limit: await own.metric('backend_concurrency_limit'),
      });
    }
    return taken;
  };
  try {
    return { whole: await take(workers), left: await take(workersLeft) };
  } finally {
    await own.stop();
  }
}

function toText({ whole, left }: Measured): string {
  const shares = (turns: readonly Turn[]): string => turns.map(({ share }) => show(share)).join(' ');
  return `${shares(whole)}; after the loss ${shares(left)}`;
}
