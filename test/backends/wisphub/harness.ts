import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createWispHub } from '../../../src/backends/wisphub/index.js';
import type { WispHubSettings } from '../../../src/backends/wisphub/settings.js';
import {
  startWispHub,
  type WispHubEmulator,
  type WispHubLineage,
  type WispHubOptions,
} from '../../../src/emulator/wisphub/index.js';
import type { ClientKeyKind, ClientList, ClientRecord } from '../../../src/model/client.js';
import { UpstreamError } from '../../../src/model/errors.js';
import type { NewTicket } from '../../../src/model/ticket.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createUpstreamClient } from '../../../src/upstream/client.js';
import { toRecord } from '../../domain/client-record.js';

export const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' } as const;

export const login = { username: 'gateway', password: 'wisphub-planted-password' } as const;
export const apiKey = 'wisphub-planted-api-key';

/** Those that the contract suite runs over: both of the middleware, and WispHub's own API. */
export const dialects = ['v1', 'v2', 'native'] as const;

export type Dialect = (typeof dialects)[number];

/** The dialects of the middleware. */
export const middlewareDialects = ['v1', 'v2'] as const;

const middlewareRoutes = {
  ...{ client: '/clients/by-service-id/', list: '/clients/', change: 'PUT ', ticket: 'POST /api/' },
  ...{ zone: '/zone-blocked/', plans: '/internet-plans/', ping: '/{service_id}/ping/' },
} as const;

const nativeRoutes = {
  ...{ client: 'GET /api/clientes/', list: 'GET /api/clientes/', change: 'PATCH ', ticket: 'POST /api/tickets/' },
  ...{ zone: 'GET /api/tickets/', plans: 'GET /api/plan-internet/', ping: 'POST /api/clientes/{id}/ping/' },
} as const;

/** Parts of the names by which the emulator logs what a dialect asks. */
export function routesOf(dialect: Dialect): Readonly<Record<keyof typeof nativeRoutes, string>> {
  return dialect === 'native' ? nativeRoutes : middlewareRoutes;
}

/** Every lineage of contract 2.4, and the dialect it is a form of. */
export const lineages = [
  ['oldest', 'v1'],
  ['v1', 'v1'],
  ['early-v2', 'v2'],
  ['mid-v2', 'v2'],
  ['v2', 'v2'],
] as const satisfies readonly (readonly [WispHubLineage, Dialect])[];

/** The adapter alone: every call is sent once, and the last one tells the state. */
const policy = {
  bulkhead: { read: 1_000, write: 1_000 },
  breaker: { inARow: 1_000_000, minCalls: 1_000_000 },
  retry: { budgetMax: 0 },
  health: { calls: 1, downAfter: 1 },
} as const;

/** Milliseconds: hundreds of connections at once take their time on a busy machine, which is not what is tested here. */
const timeout = { connect: 10_000, read: 15_000 } as const;

export interface Connection {
  /** Milliseconds after which a read of WispHub's own API is made again. Default: the adapter's. */
  readonly nativeReadMs?: number;
  readonly dialect?: WispHubSettings['dialect'];
  /** Which kinds of credentials are configured. Default: both. */
  readonly only?: 'login' | 'key';
  readonly password?: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
}

export interface Harness {
  readonly emulator: WispHubEmulator;
  readonly wispHub: Backend;
  /** The routes that the emulator was asked, the way in left out. */
  readonly asked: readonly string[];
  connect(connection?: Connection): Backend;
  find(kind: ClientKeyKind, value: string): Promise<ClientRecord | null>;
  list(): Promise<ClientList>;
  /** Makes the next answers of a route come out otherwise. `before`: without its effect. */
  answer(route: string, status: number, body: unknown, when?: 'before' | 'after'): void;
}

/** One emulator per suite, as new before each test, and an adapter in front of it that has yet to find out what it speaks. */
export function useWispHub(lineage: WispHubLineage, options: WispHubOptions = {}): Harness {
  let emulator: WispHubEmulator;
  let wispHub: Backend;
  const opened: Backend[] = [];
  // To find out that there is no middleware takes questions that are not what most tests count.
  const usual = lineage === 'native' ? 'native' : 'auto';
  const connect = ({ dialect = usual, only, baseUrl, nativeReadMs, ...secrets }: Connection = {}): Backend => {
    const settings: WispHubSettings = {
      baseUrl: baseUrl ?? emulator.url,
      dialect,
      locality,
      maxTicketsPerZone: 3,
      promisePolicy: { maxDays: 15, onlySuspended: true },
      ...(only === 'key' ? {} : { credentials: { ...login, password: secrets.password ?? login.password } }),
      ...(only === 'login' ? {} : { apiKey: secrets.apiKey ?? apiKey }),
    };
    const client = createUpstreamClient('WISPHUB', settings.baseUrl, { timeout });
    const backend = createWispHub(settings, {
      client,
      policy,
      ...(nativeReadMs === undefined ? {} : { nativeReadMs }),
    });
    opened.push(backend);
    return backend;
  };
  beforeAll(async () => {
    emulator = await startWispHub({ lineage, subscribers: 120, ...options });
  });
  beforeEach(() => {
    emulator.reset();
    wispHub = connect();
  });
  afterAll(async () => {
    for (const backend of opened) backend.close();
    await emulator.close();
  });
  return {
    get emulator() {
      return emulator;
    },
    get wispHub() {
      return wispHub;
    },
    get asked() {
      return emulator.calls.map(({ route }) => route).filter((route) => !isWayIn(route));
    },
    connect,
    find: (kind, value) => wispHub.clients.find({ kind, value }, backgroundCall()),
    list: async () => {
      const list = await wispHub.clients.list?.(backgroundCall());
      if (list === undefined) throw new Error('no list');
      return list;
    },
    answer: (route, status, body, when = 'before') => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      emulator.fault({ route, fault: { kind: 'answer', when, status, body: text } });
    },
  };
}

export function isWayIn(route: string): boolean {
  return /^GET \/health$|^POST \/api\/v1\/auth\/token$/.test(route);
}

/** A part of the port that every WispHub has. @throws when it is not there. */
export function part<Name extends 'clientUpdates' | 'identity' | 'tickets' | 'zones' | 'plans' | 'pings'>(
  backend: Backend,
  name: Name,
): NonNullable<Backend[Name]> {
  const found = backend[name];
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** The error a promise fails with. @throws when it does not, or with an error of another kind. */
export async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
  const outcome = await promise.then(
    () => new Error('did not fail'),
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw outcome;
}

/** v1's body around an outcome. */
export function envelope(action: string, data: unknown = null, ok = true): unknown {
  return { ok, type: ok ? 'success' : 'error', action, data, message: null, meta: null };
}

/** An order for a ticket of a client with a service and a zone. */
export function orderOf(
  { serviceId = 1001, zoneId = 7 }: { readonly serviceId?: number; readonly zoneId?: number } = {},
  changes: Partial<NewTicket> = {},
): NewTicket {
  const client = toRecord(serviceId, { zoneId });
  return { client, technicianId: 5, subject: 'Internet Lento', description: 'x', ...changes };
}
