import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { type Message, openSocket, type RawSocket, RefusedUpgrade } from './raw-socket.js';
import { findInAnswer, findInLog } from './secret.js';

let gateway: TestGateway;
let socket: RawSocket;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(async () => {
  expect(findInLog(gateway.logged(), [planted])).toEqual([]);
  await gateway.close();
});

beforeEach(async () => {
  socket = await openSocket(gateway.url);
});

afterEach(async () => {
  expect(findInAnswer(JSON.stringify(socket.received))).toEqual([]);
  socket.socket.terminate();
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
});

const planted = 'planted-3001112233';

let lastId = 0;

/** The first answer to a subscribe message. */
async function ask(payload: object): Promise<Message | undefined> {
  lastId += 1;
  const id = `ask-${lastId}`;
  socket.send({ id, type: 'subscribe', payload });
  return (await socket.about(id))[0];
}

/** That a socket still does its work. */
async function expectAlive(): Promise<void> {
  const clientId = encodeId('Client', 'WISPHUB', cases.pingStable.id_servicio);
  const start = `mutation { startPing(input: { clientId: "${clientId}" }) { ... on StartPingSuccess { pingTask { id } } } }`;
  const { startPing } = dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(start));
  const query = `subscription { pingTaskCompleted(id: "${startPing.pingTask.id}") { status } }`;
  expect(await ask({ query })).toMatchObject({
    type: 'next',
    payload: { data: { pingTaskCompleted: { status: 'COMPLETED' } } },
  });
}

describe('an upgrade', () => {
  it.each(['/', '/graphql/', '/graphql/x', '/health/live', '/GRAPHQL'])('to another path (%s) is 404', async (path) => {
    await expect(openSocket(gateway.url, { path })).rejects.toEqual(new RefusedUpgrade(404));
  });

  it.each<[string, (connection: Socket) => void]>([
    ['is there', () => undefined],
    ['has gone', (connection) => void setImmediate(() => connection.resetAndDestroy())],
  ])(
    'that is refused leaves no connection open, and ends nothing else, whether the other side %s',
    async (_, leave) => {
      const connections = Array.from({ length: 20 }, () => {
        const connection = connect({ port: Number(new URL(gateway.url).port), host: '127.0.0.1', allowHalfOpen: true });
        connection.on('error', () => undefined).resume();
        connection.write('GET /nowhere HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', () =>
          leave(connection),
        );
        return connection;
      });
      await until(() => {
        for (const connection of connections) if (!connection.destroyed) connection.write('x');
        return connections.every(({ destroyed }) => destroyed);
      });
    },
  );

  it.each<[string, string | string[]]>([
    ['the protocol before ours', 'graphql-ws'],
    ['any other', ['mqtt', 'soap']],
    ['none', []],
  ])('(87) to %s is closed with 4406 and a reason that names the one wanted', async (_, protocol) => {
    const other = await openSocket(gateway.url, { protocol });
    expect(await other.closed()).toEqual({ code: 4406, reason: 'Subprotocol wanted: graphql-transport-ws' });
    expect(other.received).toEqual([]);
  });

  it('(87) that offers ours among others gets it', async () => {
    const { socket: other } = await openSocket(gateway.url, { protocol: ['graphql-ws', 'graphql-transport-ws'] });
    expect(other.protocol).toBe('graphql-transport-ws');
    other.terminate();
  });

  it('(94) gets no compression', () => {
    expect(socket.socket.extensions).toBe('');
  });
});

describe('a socket that is not acknowledged', () => {
  it('(84) is closed after 3 s without init', async () => {
    const from = performance.now();
    expect(await socket.closed()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    expect(performance.now() - from).toBeGreaterThan(2_800);
  });

  it('(84) and subscribes is closed with 4401', async () => {
    socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { pingTaskChanged { id } }' } });
    expect((await socket.closed()).code).toBe(4401);
  });
});

describe('a socket', () => {
  beforeEach(() => socket.init(gateway.token()));

  it.each<[string, object, string]>([
    ['(88) a syntax error', { query: `subscription { ${planted}( }` }, 'GRAPHQL_PARSE_FAILED'],
    ['(6) too many tokens', { query: `subscription { ${'__typename '.repeat(1_001)} }` }, 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', { query: '' }, 'GRAPHQL_PARSE_FAILED'],
    [
      '(23) a field that does not exist',
      { query: 'subscription { pingTaskChange { id } }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['(24) introspection', { query: '{ __schema { types { name } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['(24) introspection of a type', { query: '{ __type(name: "Client") { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two root fields',
      { query: 'subscription { a: pingTaskChanged { id } b: pingTaskChanged { id } }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['(89) a query', { query: '{ plans { name } }' }, 'BAD_REQUEST'],
    ['(89) a mutation', { query: 'mutation { startPing(input: { clientId: "x" }) { __typename } }' }, 'BAD_REQUEST'],
    [
      '(14) an unknown operation',
      { query: 'query A { __typename }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      '(15) a variable of the wrong type',
      { query: 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id } }', variables: { id: { planted } } },
      'BAD_USER_INPUT',
    ],
    [
      '(15) a missing variable',
      { query: 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id } }' },
      'BAD_USER_INPUT',
    ],
    [
      '(55) a ping that is none',
      { query: 'subscription { pingTaskCompleted(id: "../clients/") { id } }' },
      'BAD_USER_INPUT',
    ],
  ])('%s is an error with its code and the request id, and the socket lives', async (_, payload, code) => {
    const calls = gateway.wispHub.calls.length;
    const message = await ask(payload);
    expect(message?.type).toBe('error');
    const [error] = (message?.payload ?? []) as { message: string; extensions: object }[];
    expect(error?.extensions).toMatchObject({ code, requestId: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(error?.message).not.toMatch(/did you mean|pingTaskChanged|planted/i);
    expect(gateway.wispHub.calls.length).toBe(calls);
    await expectAlive();
  });

  it('(90) that sends 65 KB is closed with 1009', async () => {
    socket.send({ type: 'ping', payload: { text: 'x'.repeat(66_000) } });
    expect((await socket.closed()).code).toBe(1009);
  });

  it('(84) that inits again is closed with 4429', async () => {
    socket.send({ type: 'connection_init' });
    expect((await socket.closed()).code).toBe(4429);
  });

  it.each<[string, string]>([
    ['bad JSON', '{'],
    ['null', 'null'],
    ['an unknown type', '{"type":"start"}'],
    ['an empty id', '{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}'],
    ['a numeric query', '{"type":"subscribe","id":"1","payload":{"query":1}}'],
    ['variables that are a list', '{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":[]}}'],
    ['a message of a server', '{"type":"next","id":"1","payload":{}}'],
    ['an acknowledgement', '{"type":"connection_ack"}'],
  ])('(85) that sends %s is closed with 4400', async (_, text) => {
    socket.send(text);
    expect(await socket.closed()).toEqual({ code: 4400, reason: 'Invalid message received' });
  });

  it('(85) that sends bytes is closed with 4400', async () => {
    socket.socket.send(Buffer.from('{"type":"ping"}'));
    expect((await socket.closed()).code).toBe(4400);
  });

  it('(86) that uses an id twice is closed with 4409', async () => {
    const message = { id: '1', type: 'subscribe', payload: { query: 'subscription { pingTaskChanged { id } }' } };
    socket.send(message);
    socket.send(message);
    expect((await socket.closed()).code).toBe(4409);
  });

  it('is answered when it pings', async () => {
    socket.send({ type: 'ping', payload: { n: 1 } });
    socket.send({ type: 'ping' });
    await expectAlive();
    expect(socket.received.slice(1, 3)).toEqual([{ type: 'pong', payload: { n: 1 } }, { type: 'pong' }]);
  });
});
