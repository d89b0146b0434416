import type { Backend } from '../back-end.js';
import { toRequest } from '../comparison.js';
import { startGateway } from '../gateway.js';
import { type Child, startChild } from '../process/child.js';
import type { Somebody } from '../process/emulator.js';
import type { LoadOrder, LoadResult } from '../process/load.js';

/** A gateway with its load, in which something is switched off or on. */
export interface OwnGateway {
  /** Asks for each client in turn. @throws when one is not answered well. */
  ask(clients: readonly Somebody[], order: Omit<LoadOrder, 'url' | 'requests'>): Promise<LoadResult>;
  /** A value of `/metrics`, of WispHub's reads. */
  metric(name: string, label?: string): Promise<number>;
  stop(): Promise<void>;
}

const metricsToken = 'reader-of-bench-metrics';

export async function startOwnGateway(
  backend: Backend,
  environment: Readonly<Record<string, string>>,
): Promise<OwnGateway> {
  const gateway = await startGateway(backend, { environment: { METRICS_TOKEN: metricsToken, ...environment } });
  const load: Child = await startChild('process/load', { core: 'other' });
  return {
    ask: async (clients, order) => {
      const requests = clients.map(({ serviceId }) => toRequest(nameOf(serviceId)));
      const result = await load.ask<LoadResult>('load', { url: gateway.url, requests, ...order });
      if (result.failure !== null) throw new Error(`a request failed with ${result.failure}`);
      return result;
    },
    metric: async (name, label = '') => {
      const headers = { authorization: `Bearer ${metricsToken}` };
      const text = await (await fetch(new URL('/metrics', gateway.url), { headers })).text();
      const line = text
        .split('\n')
        .find((each) => each.startsWith(`isp_gateway_${name}{backend="WISPHUB",kind="read"${label}`));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    stop: async () => {
      await Promise.all([gateway.stop(), load.stop()]);
    },
  };
}

function nameOf(serviceId: number): string {
  return JSON.stringify({ query: `{ client(by: { serviceId: ${serviceId} }) { serviceId name } }` });
}
