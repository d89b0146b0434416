import { type EmulatorOptions, type RunningEmulator, serveEmulator } from '../server.js';
import { createInstance, type InstanceOptions, type WispHubEffects } from './fixtures/instance.js';
import type { NativeRow } from './native/row.js';
import type { WispHubChanges } from './settings.js';

export { sharedDocuments, wispHubCases, wispHubTickets } from './fixtures/cases.js';
export type { WispHubEffects } from './fixtures/instance.js';
export type { EmulatedUpdate } from './native/client.js';
export type { EmulatedPing } from './native/ping.js';
export type { NativeRow, PingOutcome } from './native/row.js';
export type { EmulatedTicket } from './native/ticket.js';
export type { NativeTicket } from './native/ticket-row.js';
export type { WispHubChanges, WispHubLineage, WispHubSettings } from './settings.js';

/** Port, subscribers and settings. */
export type WispHubOptions = EmulatorOptions & InstanceOptions;

export type WispHubEmulator = RunningEmulator & {
  readonly effects: WispHubEffects;
  /** The native rows as they stand, cases first. */
  readonly clients: readonly NativeRow[];
  /** Changes settings until the next reset; another lineage or dialect is a redeploy, with empty caches. */
  settings(changes: WispHubChanges): void;
  /** Ends the life of everything cached, as time would; v2's snapshot has none of its own. */
  expireCaches(): void;
  /** Moves the emulator's clock on: caches, tokens and ping tasks age. */
  advance(seconds: number): void;
};

/** The WispHub middleware as a real server with made-up subscribers, built on its contract alone. */
export async function startWispHub(options: WispHubOptions = {}): Promise<WispHubEmulator> {
  const instance = createInstance(options);
  const running = await serveEmulator(
    {
      route: instance.route,
      mask: (path) => path,
      get isAbrupt() {
        return instance.isAbrupt;
      },
      reset: instance.reset,
      records: { effects: () => instance.effects, clients: () => instance.clients },
      configure: instance.configure,
    },
    options,
  );
  return {
    ...running,
    effects: instance.effects,
    clients: instance.clients,
    settings: (changes) => instance.configure({ ...changes }),
    expireCaches: () => instance.configure({ expireCaches: true }),
    advance: (seconds) => instance.configure({ advanceSeconds: seconds }),
  };
}
