import { EventEmitter, once } from 'node:events';
import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Operation } from '../../../src/domain/operation.js';
import { latestPerKey } from '../../../src/domain/ping/latest-stream.js';
import { createAuthentication } from '../../../src/server/auth/authentication.js';
import { mintToken } from '../../../src/server/auth/token.js';
import { createMetrics } from '../../../src/server/observability/metrics.js';
import { type GatewayServer, startServer } from '../../../src/server/server.js';
import { serveAlone } from '../../../src/server/tenant.js';
import { type SocketTimings, socketTimings } from '../../../src/server/ws/limit.js';
import { createMemoryRateLimiters } from '../../../src/store/memory/rate-limiter.js';
import { jwt, until } from '../../gateway/gateway.js';

/** What a task looks like after so many rounds. */
interface State {
  readonly task: string;
  readonly round: number;
  readonly text: string;
}

const tasks = Array.from({ length: 8 }, (_, index) => `task-${index}`);

/** 16 KB, so that what a kernel keeps for a reader is soon full. */
const text = 'x'.repeat(16_384);

const events = new EventEmitter().setMaxListeners(0);

function createTestSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { ok: Boolean }
    type State { task: String round: Int text: String }
    type Subscription { states: State }
  `);
  const type = schema.getType('Subscription');
  const field = isObjectType(type) ? type.getFields().states : undefined;
  if (field === undefined) throw new Error('no Subscription');
  field.subscribe = () =>
    latestPerKey<State>(
      (push) => {
        events.on('state', push);
        return () => events.off('state', push);
      },
      ({ task }) => task,
    );
  field.resolve = (state) => state;
  return schema;
}

const limits = {
  costPerMinute: 6_000,
  operation: { cost: 200, depth: 8, aliases: 15, rootFields: 10 },
  lookupMisses: { perMinute: 60, perDay: 3_000 },
  operationsAtOnce: 1_000,
  maxLoopDelayMs: 200,
  socketsPerSubject: 20,
  pendingSocketsPerAddress: 50,
};
const observability = { metricsToken: null, telemetry: { traces: false, metrics: false } };

let server: GatewayServer;

const serve = async (timings: Partial<SocketTimings> = {}): Promise<void> => {
  server = await startServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      corsOrigins: [],
      isExplorer: false,
      console: null,
      limits,
      observability,
    },
    schema: createTestSchema(),
    tenants: serveAlone({
      authenticate: createAuthentication(jwt),
      // No resolver of this graph asks the domain for anything.
      begin: () => ({}) as Operation,
      budget: createMemoryRateLimiters.exact({ name: 'cost', points: limits.costPerMinute, duration: 60 }, 0),
      ...{ maxCost: 200, trusted: null, mcp: null },
      isReady: () => true,
    }),
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    socketTimings: { ...socketTimings, ...timings },
  });
};

afterEach(() => server.close());

interface Reader {
  readonly socket: WebSocket;
  /** How many messages have come. */
  readonly count: () => number;
  /** The round that each task was last seen in. */
  readonly last: ReadonlyMap<string, number>;
}

/** Subscribes, and keeps of what comes only what a test asks for. */
async function read(): Promise<Reader> {
  const before = events.listenerCount('state');
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const token = mintToken(jwt, { subject: 'tester', scopes: [], lifeSeconds: 600 });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  await once(socket, 'message');
  const last = new Map<string, number>();
  let count = 0;
  socket.on('message', (data) => {
    const { payload } = JSON.parse(String(data));
    const { task, round } = payload.data.states as State;
    count += 1;
    last.set(task, round);
  });
  const query = 'subscription { states { task round text } }';
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  await until(() => events.listenerCount('state') > before);
  return { socket, count: () => count, last };
}

const sees = ({ last }: Reader, round: number): boolean => tasks.every((task) => last.get(task) === round);

/** Changes every task, and waits until a reader has seen it. */
async function change(round: number, reader: Reader): Promise<void> {
  for (const task of tasks) events.emit('state', { task, round, text });
  await until(() => sees(reader, round));
}

describe('a reader that does not read', () => {
  const rounds = 300;

  it('costs the latest state of each task and no more, and holds up nobody', async () => {
    await serve();
    const [slow, quick] = [await read(), await read()];
    slow.socket.pause();
    for (let round = 1; round <= rounds; round += 1) await change(round, quick);
    expect(quick.count()).toBe(rounds * tasks.length);
    slow.socket.resume();
    await until(() => sees(slow, rounds));
    expect(slow.count()).toBeLessThan((rounds * tasks.length) / 2);
  });

  describe('for too long', () => {
    beforeEach(() => serve({ stuck: 300 }));

    it('is let go of and closed with 1013, and the others go on', async () => {
      const [slow, quick] = [await read(), await read()];
      const closed = once(slow.socket, 'close');
      slow.socket.pause();
      let round = 0;
      while (events.listenerCount('state') > 1) await change(++round, quick);
      slow.socket.resume();
      expect(String((await closed)[0])).toBe('1013');
      await change(++round, quick);
      expect(quick.socket.readyState).toBe(WebSocket.OPEN);
    });

    it('and never takes the goodbye is gone all the same', async () => {
      await server.close();
      await serve({ stuck: 300, closing: 200 });
      const [slow, quick] = [await read(), await read()];
      slow.socket.pause();
      let round = 0;
      while (events.listenerCount('state') > 1) await change(++round, quick);
      quick.socket.close();
      // It waits for every socket.
      await server.close();
      slow.socket.terminate();
    });
  });
});
