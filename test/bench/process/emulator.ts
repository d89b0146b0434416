import { startWispHub } from '../../../src/emulator/wisphub/index.js';
import { startWispro, wisproToken } from '../../../src/emulator/wispro/index.js';
import { serveControl } from './control.js';

/** What the back ends were asked since a mark: how often in all, and at which doors. */
export interface Calls {
  readonly wispHub: Readonly<Record<string, number>>;
  readonly wispro: number;
  readonly total: number;
  /** To ask for the calls from here on. */
  readonly mark: Mark;
}

export interface Mark {
  readonly wispHub: number;
  readonly wispro: number;
}

/** A client that lives here, and how it can be asked for. */
export interface Somebody {
  readonly serviceId: number;
  readonly path: string;
}

const wispHub = await startWispHub({ subscribers: Number(process.env.SUBSCRIBERS), pingMs: 3_600_000 });
const wispro = await startWispro({ subscribers: 60 });

/** Logging in and finding out which version answers happen once, whatever is asked. */
const isOverhead = (route: string): boolean => /^GET \/health$|\/auth\/token$/.test(route);

serveControl(wispHub.url, {
  wispro: () => ({ url: wispro.url, token: wisproToken }),
  clients: (): readonly Somebody[] =>
    wispHub.clients.map(({ id_servicio: serviceId }) => ({
      serviceId,
      path: `/api/v1/clients/by-service-id/${serviceId}`,
    })),
  calls: (from: Mark = { wispHub: 0, wispro: 0 }): Calls => {
    const routes = wispHub.calls.slice(from.wispHub).map(({ route }) => route);
    const counts: Record<string, number> = {};
    for (const route of routes) if (!isOverhead(route)) counts[route] = (counts[route] ?? 0) + 1;
    const asked = wispro.calls.slice(from.wispro).length;
    return {
      wispHub: counts,
      wispro: asked,
      total: asked + Object.values(counts).reduce((sum, count) => sum + count, 0),
      mark: { wispHub: wispHub.calls.length, wispro: wispro.calls.length },
    };
  },
  /** When each ping task was asked for, by the last part of the path. */
  polls: (): Readonly<Record<string, readonly number[]>> => {
    const polls: Record<string, number[]> = {};
    for (const { route, path, at } of wispHub.calls) {
      if (!route.startsWith('GET') || !route.includes('/ping/')) continue;
      const task = path.split('/').filter(Boolean).at(-1) ?? '';
      polls[task] = [...(polls[task] ?? []), at];
    }
    return polls;
  },
  latency: (ms: number) => {
    wispHub.setLatency(ms);
    wispro.setLatency(ms);
  },
  workers: wispHub.setWorkers,
  stallEvery: (calls: number) => wispHub.settings({ lineage: 'native', stallEvery: calls }),
  /** From now on every ping has its result. */
  finishPings: () => wispHub.settings({ pingMs: 0 }),
});
