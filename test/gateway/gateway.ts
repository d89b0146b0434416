import { Writable } from 'node:stream';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { OperationDocument, OperationKind } from '../../src/client/operation.js';
import { type Config, readConfig } from '../../src/config/config.js';
import type { AuditEntry } from '../../src/domain/audit-entry.js';
import { type LifetimeTable, noLifetimes } from '../../src/domain/cache/lifetime.js';
import type { DiagnosisTimings } from '../../src/domain/diagnosis/runner.js';
import type { ZonePingLimits } from '../../src/domain/outage/zone-ping/limit.js';
import type { PingTimings } from '../../src/domain/ping/ping-watcher.js';
import type { VerificationLimits } from '../../src/domain/verification/verification-limit.js';
import type { WebhookTimings } from '../../src/domain/webhook/dispatch.js';
import { startWispHub, type WispHubEmulator, type WispHubOptions } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, type WisproOptions, wisproToken } from '../../src/emulator/wispro/index.js';
import { startGateway } from '../../src/main.js';
import { type Scope, scopes } from '../../src/model/caller.js';
import { createSchema } from '../../src/schema/index.js';
import { mintToken } from '../../src/server/auth/token.js';
import { type RunnableDocument, readDocument } from '../../src/server/documents/document.js';
import {
  createKnownDocuments,
  type DocumentKey,
  type KnownDocuments,
} from '../../src/server/documents/known-document.js';
import { createAuditLogWriter } from '../../src/server/observability/audit-log.js';
import { createLog } from '../../src/server/observability/log.js';
import type { ProcessLoadLimits } from '../../src/server/overload/process-load.js';
import type { Prefill } from '../../src/server/pages/example.js';
import type { Clock } from '../../src/store/store.js';
import { findInAnswer, findInLog, jwt } from './secret.js';

export { jwt };

/** Quick enough for a test, in the proportions of the real ones. */
export const quickPings: PingTimings = { firstPoll: 20, maxPause: 60, deadline: 1_500 };

/** Opens the metrics of every gateway that is not told another. */
export const metricsToken = 'planted-reader-of-metrics';

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

export interface Who {
  readonly subject?: string;
  readonly scopes?: readonly Scope[];
  /** What `verifyClient` or `resolveClient` gave, with commas between several. */
  readonly assurance?: string;
}

export interface TestGateway {
  readonly url: string;
  readonly wispHub: WispHubEmulator;
  readonly wispro: WisproEmulator;
  /** Everything the gateway has logged. */
  readonly logged: () => string;
  /** Every line of the gateway's journal. */
  readonly journaled: () => readonly AuditEntry[];
  token(who?: Who): string;
  /** Sends a typed document of schema/operations. */
  run<Data, Variables>(
    document: OperationDocument<OperationKind, Data, Variables>,
    variables: Variables,
    who?: Who,
  ): Promise<Answer<Data>>;
  /** Sends any document. */
  send<Data = Readonly<Record<string, never>>>(query: string, variables?: unknown, who?: Who): Promise<Answer<Data>>;
  /** A graphql-ws client as an operator's screen has one. */
  socket(who?: Who): SocketClient;
  /** @throws when an answer or a log line of this gateway has told a secret, whatever the test was about. */
  close(): Promise<void>;
}

export type BackendName = 'wispHub' | 'wispro';

export async function startTestGateway(
  options: {
    readonly wispHub?: WispHubOptions;
    readonly wispro?: WisproOptions;
    /** Which back ends the gateway is told of. Default: both. */
    readonly backends?: readonly BackendName[];
    readonly environment?: Readonly<Record<string, string>>;
    /** Where the gateway finds a back end, given its own address. Default: there. */
    readonly reach?: (url: string, backend: BackendName) => Promise<string>;
    readonly pingTimings?: PingTimings;
    /** Default: those of the gateway. */
    readonly diagnosisTimings?: DiagnosisTimings;
    /** Default: those of the gateway. */
    readonly webhookTimings?: Partial<WebhookTimings>;
    /** Default: 1, as it runs. */
    readonly reconcilerTimeScale?: number;
    readonly zonePingLimits?: Partial<ZonePingLimits>;
    /** Default: nothing is kept, so that tests which share a gateway do not share answers. */
    readonly lifetimes?: LifetimeTable;
    /** By which answers age. Default: the process's. */
    readonly clock?: Clock;
    readonly attemptLimits?: VerificationLimits;
    /** What pages are filled in with. */
    readonly prefill?: Prefill;
    /** Default: a verification takes no longer than it must. */
    readonly verifyMs?: number;
    /** Default: none, for a machine that tests is a busy one. */
    readonly loadLimits?: ProcessLoadLimits;
    /** Default: as the environment says. */
    readonly documents?: KnownDocuments;
    /** How long a command waits for Redis. Default 100 ms, for which a busy machine may be too slow. */
    readonly storeTimeoutMs?: number;
  } = {},
): Promise<TestGateway> {
  const wispHub = await startWispHub({ subscribers: 300, pingMs: 100, ...options.wispHub });
  const wispro = await startWispro({ subscribers: 60, ...options.wispro });
  const { reach = async (url) => url } = options;
  const variables = {
    wispHub: {
      WISPHUB_URL: await reach(wispHub.url, 'wispHub'),
      WISPHUB_USERNAME: 'gateway',
      WISPHUB_PASSWORD: 'wisphub-planted-password',
    },
    wispro: { WISPRO_URL: await reach(wispro.url, 'wispro'), WISPRO_TOKEN: wisproToken },
  };
  const backends = options.backends ?? ['wispHub', 'wispro'];
  const config = readConfig({
    PORT: '0',
    JWT_SECRET: jwt.secret,
    METRICS_TOKEN: metricsToken,
    ...Object.assign({}, ...backends.map((name) => variables[name])),
    ...options.environment,
  });
  const lines: string[] = [];
  const auditLog: string[] = [];
  const server = await startGateway(config, {
    log: createLog('trace', sinkInto(lines)),
    auditLog: createAuditLogWriter(sinkInto(auditLog)),
    verifyMs: options.verifyMs ?? 0,
    loadLimits: options.loadLimits ?? { loopDelayMs: Number.POSITIVE_INFINITY, heapShare: 1 },
    ...(options.attemptLimits === undefined ? {} : { verificationLimits: options.attemptLimits }),
    ...(options.prefill === undefined ? {} : { prefill: options.prefill }),
    pingTimings: options.pingTimings ?? quickPings,
    ...(options.reconcilerTimeScale === undefined ? {} : { reconcilerTimeScale: options.reconcilerTimeScale }),
    ...(options.zonePingLimits === undefined ? {} : { zonePingLimits: options.zonePingLimits }),
    ...(options.diagnosisTimings === undefined ? {} : { diagnosisTimings: options.diagnosisTimings }),
    lifetimes: options.lifetimes ?? noLifetimes,
    ...(options.webhookTimings === undefined ? {} : { webhookTimings: options.webhookTimings }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.storeTimeoutMs === undefined ? {} : { storeTimeoutMs: options.storeTimeoutMs }),
    ...(process.env.EXECUTION === 'reference' ? { executionMode: 'reference' as const } : {}),
    ...(options.documents === undefined ? documentsByMode(config) : { documents: options.documents }),
  });
  const token = ({ subject = 'tester', scopes: granted = scopes }: Who = {}): string =>
    mintToken(jwt, { subject, scopes: granted, lifeSeconds: 600 });
  const sockets: SocketClient[] = [];
  const leaks: string[] = [];

  const send = async <Data>(query: string, variables?: unknown, who?: Who): Promise<Answer<Data>> => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token(who)}`,
        ...(who?.assurance === undefined ? {} : { 'x-client-assurance': who.assurance }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = await response.text();
    leaks.push(...findInAnswer(body));
    const { data = null, errors = [] } = JSON.parse(body) as Partial<Answer<Data>>;
    return { status: response.status, headers: response.headers, data, errors };
  };

  return {
    url: server.url,
    wispHub,
    wispro,
    logged: () => lines.join(''),
    journaled: () =>
      auditLog
        .join('')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as AuditEntry),
    token,
    send,
    run: (document, variables, who) => send(document.text, variables, who),
    socket: (who) => {
      const client = createClient({
        url: `${server.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${token(who)}`, clientAssurance: who?.assurance },
        retryAttempts: 0,
      });
      sockets.push(client);
      return client;
    },
    close: async () => {
      for (const socket of sockets) await socket.dispose();
      await server.close();
      await wispHub.close();
      await wispro.close();
      leaks.push(...findInLog(lines.join('') + auditLog.join('')));
      if (leaks.length > 0) throw new Error(`told in an answer or a log: ${[...new Set(leaks)].join(', ')}`);
    },
  };
}

/**
 * As `DOCUMENTS` says. `new`: every operation goes through Apollo Server. `known`: none does that could be run without. Default: the
 * first of each document does.
 */
function documentsByMode({ isExplorer }: Config): { readonly documents?: KnownDocuments } {
  const mode = process.env.DOCUMENTS;
  if (mode !== 'new' && mode !== 'known') return {};
  const known = createKnownDocuments();
  if (mode === 'new') return { documents: { ...known, find: () => undefined } };
  const schema = createSchema();
  const read = (key: DocumentKey): RunnableDocument | undefined => {
    // One that is trusted may be too large for this.
    if (key.isTrusted) return undefined;
    try {
      return known.remember(key, readDocument(schema, key.text, key.operationName, { isExplorer }), 'tester');
    } catch {
      return undefined;
    }
  };
  return { documents: { ...known, find: (key) => known.find(key) ?? read(key) } };
}

export function sinkInto(lines: string[]): Writable {
  return new Writable({
    write: (line, _, done) => {
      lines.push(String(line));
      done();
    },
  });
}

/** The data of an answer that must have no errors. */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (data === null || errors.length > 0) throw new Error(`no clean answer: ${JSON.stringify(errors)}`);
  return data;
}

/** The codes of an answer's errors, in order. */
export function codesOf({ errors }: Answer<unknown>): readonly string[] {
  return errors.map(({ extensions }) => extensions.code);
}

/** The routes of the calls that a back end got while something ran, login and the question for its dialect left out. */
export async function callsDuring<Value>(
  { wispHub, wispro }: Pick<TestGateway, 'wispHub' | 'wispro'>,
  run: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly calls: readonly string[] }> {
  const before = [wispHub.calls.length, wispro.calls.length];
  const value = await run();
  const calls = [...wispHub.calls.slice(before[0]), ...wispro.calls.slice(before[1])].map(({ route }) => route);
  return { value, calls: calls.filter((route) => !/^GET \/health$|\/auth\/token$/.test(route)) };
}

/** Polls until a condition holds. @throws when it does not within 5 s. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('the condition did not come to hold');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
