import { type Child, startChild } from './process/child.js';
import type { Calls, Mark, Somebody } from './process/emulator.js';

/** Both emulated back ends in a process of their own. */
export interface Backend {
  /** WispHub's, which the peers know too. */
  readonly url: string;
  /** The environment of whoever stands in front of them, the peers included. */
  readonly environment: Readonly<Record<string, string>>;
  /** Everybody at WispHub, those that the emulator's tests have plans for left out. */
  readonly clients: readonly Somebody[];
  calls(from?: Mark): Promise<Calls>;
  polls(): Promise<Readonly<Record<string, readonly number[]>>>;
  setLatency(ms: number): Promise<void>;
  /** Of WispHub: how many requests it processes at once. */
  setWorkers(atOnce: number): Promise<void>;
  /** From now on WispHub is its own API, of which each call of this number stalls; 0: none. */
  stallEvery(calls: number): Promise<void>;
  finishPings(): Promise<void>;
  usage: Child['usage'];
  stop(): Promise<void>;
}

const firstMadeUp = 1_049;

export async function startBackend(subscribers: number): Promise<Backend> {
  const child = await startChild('process/emulator', {
    core: 'other',
    environment: { SUBSCRIBERS: String(subscribers) },
  });
  const wispro = await child.ask<{ readonly url: string; readonly token: string }>('wispro');
  const clients = await child.ask<readonly Somebody[]>('clients');
  return {
    url: child.url,
    environment: {
      WISPHUB_URL: child.url,
      WISPHUB_USERNAME: 'gateway',
      WISPHUB_PASSWORD: 'wisphub-planted-password',
      WISPRO_URL: wispro.url,
      WISPRO_TOKEN: wispro.token,
    },
    clients: clients.filter(({ serviceId }) => serviceId > firstMadeUp),
    calls: (from) => child.ask('calls', from),
    polls: () => child.ask('polls'),
    setLatency: (ms) => child.ask('latency', ms),
    setWorkers: (atOnce) => child.ask('workers', atOnce),
    stallEvery: (calls) => child.ask('stallEvery', calls),
    finishPings: () => child.ask('finishPings'),
    usage: child.usage,
    stop: child.stop,
  };
}
