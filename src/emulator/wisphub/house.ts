import type { EmulatedRequest, EmulatedRoute } from '../server.js';
import { createClock } from './clock.js';
import type { Dialect } from './dialect.js';
import type { Middleware } from './middleware.js';
import type { EmulatedUpdate } from './native/client.js';
import { createNative } from './native/index.js';
import type { EmulatedPing } from './native/ping.js';
import type { NativeRow } from './native/row.js';
import type { EmulatedTicket } from './native/ticket.js';
import {
  defaultSettings,
  knownSettings,
  type WispHubChanges,
  type WispHubLineage,
  type WispHubSettings,
} from './settings.js';
import { createV1 } from './v1/index.js';
import { createV2 } from './v2/index.js';

/** What the calls have changed, oldest first. */
export interface WispHubEffects {
  readonly tickets: readonly EmulatedTicket[];
  readonly updates: readonly EmulatedUpdate[];
  readonly pings: readonly EmulatedPing[];
  /** Tokens given out. */
  readonly logins: number;
}

/** Who lives here, and the settings of the start. */
export type HouseOptions = WispHubChanges & {
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Default 2000. The fixed cases are always there, the shared documents with 80 or more. */
  readonly subscribers?: number | undefined;
};

/** What stands behind the server. */
export interface House {
  readonly clients: readonly NativeRow[];
  readonly effects: WispHubEffects;
  route(request: EmulatedRequest): EmulatedRoute;
  reset(): void;
  /** Settings by name, and two commands: `expireCaches: true` and `advanceSeconds: N`. */
  configure(changes: Readonly<Record<string, unknown>>): void;
}

/** The native system with its settings and clock, and in front of it each dialect, of which one is in service. */
export function createHouse(options: HouseOptions): House {
  const initialSettings = (): WispHubSettings => ({ ...defaultSettings, ...knownSettings({ ...options }) });
  const settings = initialSettings();
  const clock = createClock();
  const native = createNative({ seed: options.seed ?? 1, subscribers: options.subscribers ?? 2000, settings, clock });
  let requests = 0;
  let logins = 0;
  const middleware: Middleware = { native, settings, clock, worker: () => String(requests % settings.workers) };
  const onLogin = (): void => {
    logins += 1;
  };
  const dialects: Readonly<Record<WispHubLineage, Dialect>> = {
    oldest: createV1(middleware, 'oldest', onLogin),
    v1: createV1(middleware, 'v1', onLogin),
    'early-v2': createV2(middleware, 'early-v2'),
    'mid-v2': createV2(middleware, 'mid-v2'),
    v2: createV2(middleware, 'v2'),
  };
  const effects: WispHubEffects = {
    tickets: native.tickets.created,
    updates: native.clients.updates,
    pings: native.pings.started,
    get logins() {
      return logins;
    },
  };
  const current = (): Dialect => dialects[settings.lineage];
  current().restart();

  return {
    clients: native.clients.rows,
    effects,
    route: (request: EmulatedRequest): EmulatedRoute => {
      requests += 1;
      return current().route(request);
    },
    reset: (): void => {
      Object.assign(settings, initialSettings());
      clock.reset();
      native.reset();
      [requests, logins] = [0, 0];
      current().restart();
    },
    configure: (changes: Readonly<Record<string, unknown>>): void => {
      const before = settings.lineage;
      Object.assign(settings, knownSettings(changes));
      if (settings.lineage !== before) current().restart();
      if (typeof changes.advanceSeconds === 'number') clock.advance(changes.advanceSeconds);
      if (changes.expireCaches === true) current().expire();
    },
  };
}
