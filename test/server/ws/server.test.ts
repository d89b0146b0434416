import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Operation } from '../../../src/domain/operation.js';
import { createAuthentication } from '../../../src/server/auth/authentication.js';
import { mintToken } from '../../../src/server/auth/token.js';
import type { RunningRequest } from '../../../src/server/http/request.js';
import { createMetrics } from '../../../src/server/observability/metrics.js';
import { type GatewayServer, startServer } from '../../../src/server/server.js';
import { serveAlone } from '../../../src/server/tenant.js';
import { socketTimings } from '../../../src/server/ws/limit.js';
import { createMemoryRateLimiters } from '../../../src/store/memory/rate-limiter.js';
import { jwt, until } from '../../gateway/gateway.js';
import { openSocket, type RawSocket } from '../../gateway/raw-socket.js';

const secretText = 'http://10.0.0.1/?token=planted-token';

/** A source that a test feeds, and that counts who listens. */
function createSource() {
  const listeners = new Set<(value: number) => void>();
  const listen = (): AsyncIterableIterator<number> => {
    const waiting: number[] = [];
    let wake: (() => void) | undefined;
    let isOver = false;
    const push = (value: number): void => {
      waiting.push(value);
      wake?.();
    };
    listeners.add(push);
    return {
      next: async () => {
        while (waiting.length === 0 && !isOver) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const value = waiting.shift();
        return isOver || value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
      return: async () => {
        listeners.delete(push);
        isOver = true;
        wake?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
  return {
    listeners,
    listen,
    push: (value: number) =>
      [...listeners].forEach((each) => {
        each(value);
      }),
  };
}

const source = createSource();
const contexts: RunningRequest[] = [];
/** Lets the source of `slow` come. */
const gate: { open?: () => void } = {};

const resolvers: Readonly<Record<string, (context: RunningRequest) => unknown>> = {
  numbers: () => source.listen(),
  slow: async () => {
    await new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    return source.listen();
  },
  refusing: () => {
    throw new Error(secretText);
  },
  breaking: async function* () {
    yield 1;
    throw new Error(secretText);
  },
  failing: () => source.listen(),
};

/** A graph of the test's own: what sockets do depends on none of ours. */
function createTestSchema(): GraphQLSchema {
  const names = Object.keys(resolvers);
  const schema = buildSchema(
    `type Query { ok: Boolean } type Subscription { ${names.map((name) => `${name}: Int`).join(' ')} }`,
  );
  const type = schema.getType('Subscription');
  if (!isObjectType(type)) throw new Error('no Subscription');
  for (const [name, field] of Object.entries(type.getFields())) {
    field.subscribe = (_root, _args, context: RunningRequest) => resolvers[name]?.(context);
    field.resolve = (value, _args, context: RunningRequest) => {
      contexts.push(context);
      if (name === 'failing') throw new Error(secretText);
      return value;
    };
  }
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
let socket: RawSocket;
const log: string[] = [];

beforeEach(async () => {
  contexts.length = 0;
  delete gate.open;
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
    log: pino({ level: 'trace' }, { write: (line) => log.push(line) }),
    socketTimings: { ...socketTimings, spread: { each: 50, most: 1_000 } },
  });
  socket = await openSocket(server.url);
  await socket.init(mintToken(jwt, { subject: 'tester', scopes: [], lifeSeconds: 600 }));
});

afterEach(async () => {
  socket.socket.terminate();
  await server.close();
  expect(source.listeners.size).toBe(0);
  expect(log.join('')).not.toContain('planted');
});

const subscribe = (id: string, field = 'numbers'): void =>
  socket.send({ id, type: 'subscribe', payload: { query: `subscription { ${field} }` } });

const listening = (count: number): Promise<void> => until(() => source.listeners.size === count);

describe('a subscriber that leaves', () => {
  it('by completing releases what it listened to, and the socket goes on', async () => {
    for (let round = 1; round <= 20; round += 1) {
      subscribe(String(round));
      await listening(1);
      socket.send({ id: String(round), type: 'complete' });
      await listening(0);
    }
    subscribe('last');
    await listening(1);
    source.push(7);
    expect(await socket.about('last')).toEqual([{ id: 'last', type: 'next', payload: { data: { numbers: 7 } } }]);
  });

  it.each([
    ['by closing', () => socket.socket.close()],
    ['by vanishing', () => socket.socket.terminate()],
    ['by breaking the protocol', () => socket.send('{')],
  ])('%s releases all that it listened to', async (_, leave) => {
    for (const id of ['1', '2', '3']) subscribe(id);
    await listening(3);
    leave();
    await listening(0);
  });

  it('before its source was there releases it as soon as it is', async () => {
    subscribe('1', 'slow');
    await until(() => gate.open !== undefined);
    socket.send({ id: '1', type: 'complete' });
    socket.send({ type: 'ping' });
    await until(() => socket.received.some(({ type }) => type === 'pong'));
    gate.open?.();
    await listening(0);
    expect(socket.received.filter(({ id }) => id === '1')).toEqual([]);
  });

  it('and whose id is used again while its source was on the way leaves nothing behind', async () => {
    subscribe('1', 'slow');
    await until(() => gate.open !== undefined);
    const openFirst = gate.open;
    socket.send({ id: '1', type: 'complete' });
    subscribe('1');
    await listening(1);
    openFirst?.();
    await listening(2);
    socket.socket.close();
    await listening(0);
  });
});

describe('an event', () => {
  it('is an operation of its own: a fresh context, and so fresh loaders', async () => {
    subscribe('1');
    await listening(1);
    for (const value of [1, 2, 3]) source.push(value);
    await socket.about('1', 3);
    expect(new Set(contexts).size).toBe(3);
    expect(new Set(contexts.map(({ requestId }) => requestId)).size).toBe(1);
  });

  it('that fails is told without the reason, and the stream goes on', async () => {
    subscribe('1', 'failing');
    await listening(1);
    source.push(1);
    source.push(2);
    const messages = await socket.about('1', 2);
    expect(messages[1]).toMatchObject({
      type: 'next',
      payload: {
        data: { failing: null },
        errors: [{ path: ['failing'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      },
    });
    expect(JSON.stringify(messages)).not.toContain('planted');
  });
});

describe('a source', () => {
  it.each(['refusing', 'breaking'])(
    'that fails (%s) is an error without the reason, and the socket lives',
    async (field) => {
      subscribe('1', field);
      await until(() => socket.received.some(({ id, type }) => id === '1' && type === 'error'));
      const error = socket.received.find(({ type }) => type === 'error');
      expect(error?.payload).toMatchObject([
        {
          message: 'Something went wrong in the gateway.',
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
        },
      ]);
      expect(JSON.stringify(socket.received)).not.toContain('planted');
      subscribe('2');
      await listening(1);
    },
  );
});

describe('a server that stops', () => {
  it('closes every socket with 1001 and releases what they listened to', async () => {
    subscribe('1');
    await listening(1);
    await server.close();
    expect(await socket.closed()).toEqual({ code: 1001, reason: 'Going away' });
    await listening(0);
  });

  it('lets them go one after the other, serves the rest until then, and takes no new one', async () => {
    const token = mintToken(jwt, { subject: 'tester', scopes: [], lifeSeconds: 600 });
    const others = await Promise.all(Array.from({ length: 19 }, () => openSocket(server.url)));
    for (const other of others) await other.init(token);
    const all = [socket, ...others];
    for (const each of all) each.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { numbers }' } });
    await listening(20);
    const closing = server.close();
    const hasLeft = ({ socket: { readyState } }: RawSocket): boolean => readyState === WebSocket.CLOSED;
    await until(() => all.some(hasLeft));
    const left = all.filter((each) => !hasLeft(each));
    source.push(7);
    await until(() => left.some(({ received }) => received.some(({ type }) => type === 'next')));
    await expect(openSocket(server.url)).rejects.toMatchObject({ status: 503, retryAfter: '1' });
    expect(await Promise.all(all.map((each) => each.closed()))).toEqual(
      all.map(() => ({ code: 1001, reason: 'Going away' })),
    );
    await closing;
  });
});
