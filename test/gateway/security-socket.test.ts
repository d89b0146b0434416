import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { claiming, inSeconds } from './forged-token.js';
import { dataOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { openSocket, type RawSocket, RefusedUpgrade } from './raw-socket.js';

let gateway: TestGateway;
const opened: RawSocket[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

afterEach(async () => {
  for (const { socket } of opened.splice(0)) {
    socket.terminate();
    if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close');
  }
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
});

async function open(): Promise<RawSocket> {
  const socket = await openSocket(gateway.url);
  opened.push(socket);
  return socket;
}

async function enter(token: string): Promise<RawSocket> {
  const socket = await open();
  await socket.init(token);
  return socket;
}

const subscribe = (id: string) => ({
  id,
  type: 'subscribe',
  payload: { query: 'subscription { pingTaskChanged { id } }' },
});

describe('(91) sockets', () => {
  it('of one subject are 20: the next is closed with 4429, another subject is let in, and one that goes makes room', async () => {
    const who = { subject: 'many-screens' };
    for (let count = 0; count < 20; count += 1) await enter(gateway.token(who));
    const oneTooMany = await open();
    oneTooMany.send({ type: 'connection_init', payload: { authorization: `Bearer ${gateway.token(who)}` } });
    expect(await oneTooMany.closed()).toEqual({ code: 4429, reason: 'Too many sockets' });
    await enter(gateway.token({ subject: 'another' }));
    await opened[0]?.close();
    await enter(gateway.token(who));
  });

  it('that do not say who they are are 50 of one address: the next upgrade is 503, until one has said it', async () => {
    for (let count = 0; count < 50; count += 1) await open();
    await expect(open()).rejects.toEqual(new RefusedUpgrade(503, '1'));
    await opened[0]?.init(gateway.token());
    await open();
    await expect(open()).rejects.toEqual(new RefusedUpgrade(503, '1'));
    await opened[1]?.close();
    await open();
  });

  it('carry 20 subscriptions: the next is an error, and the socket lives', async () => {
    const socket = await enter(gateway.token());
    for (let count = 1; count <= 21; count += 1) socket.send(subscribe(String(count)));
    expect(await socket.about('21')).toMatchObject([
      { type: 'error', payload: [{ extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) } }] },
    ]);
    expect(socket.received.filter(({ type }) => type === 'error')).toHaveLength(1);
    socket.send({ id: '1', type: 'complete' });
    socket.send(subscribe('22'));
    socket.send(subscribe('23'));
    await socket.about('23');
    expect(socket.received.filter(({ id, type }) => id === '22' && type === 'error')).toEqual([]);
  });
});

describe('(92) a socket that says too much', () => {
  it('in messages is closed with 4429 after 100 of them in a second', async () => {
    const socket = await enter(gateway.token());
    for (let count = 0; count < 1_000; count += 1) socket.send({ type: 'ping' });
    expect(await socket.closed()).toEqual({ code: 4429, reason: 'Too many messages' });
    expect(socket.received.filter(({ type }) => type === 'pong').length).toBeLessThanOrEqual(200);
  });

  it('in frames that ask for a sign of life is closed as well', async () => {
    const { socket, closed } = await enter(gateway.token());
    for (let count = 0; count < 1_000; count += 1) socket.ping();
    // Frames that are still on the way can break the connection before the close is read.
    expect([4429, 1006]).toContain((await closed()).code);
  });

  it('by subscribing and completing is closed, and nothing goes on', async () => {
    const socket = await enter(gateway.token());
    for (let count = 0; count < 1_000; count += 1) {
      socket.send(subscribe(String(count)));
      socket.send({ id: String(count), type: 'complete' });
    }
    expect((await socket.closed()).code).toBe(4429);
  });
});

describe('(45) a token that expires', () => {
  it('closes its socket with 4403 then', async () => {
    const socket = await enter(claiming({ exp: inSeconds(2), scope: 'network:read' }));
    socket.send(subscribe('1'));
    const from = performance.now();
    expect(await socket.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
    expect(performance.now() - from).toBeGreaterThan(500);
    expect(socket.received.filter(({ type }) => type === 'error')).toEqual([]);
  });

  it('a while ago, as far as clocks may differ, still opens a socket', async () => {
    const socket = await enter(claiming({ exp: inSeconds(-20) }));
    socket.send({ type: 'ping' });
    await until(() => socket.received.some(({ type }) => type === 'pong'));
  });

  it('in a hundred years closes nothing', async () => {
    const socket = await enter(claiming({ exp: inSeconds(100 * 365 * 86_400) }));
    socket.send({ type: 'ping' });
    await until(() => socket.received.some(({ type }) => type === 'pong'));
  });
});

describe('(93) an init that is none', () => {
  it.each<[string, unknown, number]>([
    ['no token', {}, 4403],
    ['an invalid token', { authorization: 'Bearer a.b.c' }, 4403],
    ['a huge token', { authorization: `Bearer ${'x'.repeat(60_000)}` }, 4403],
    ['__proto__', JSON.parse('{"__proto__":{"authorization":"x"},"constructor":{"prototype":{"polluted":1}}}'), 4403],
    ['text', 'token', 4400],
    ['a list', ['token'], 4400],
  ])('(%s) closes the socket', async (_, payload, code) => {
    const socket = await open();
    socket.send({ type: 'connection_init', payload });
    expect((await socket.closed()).code).toBe(code);
    expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
  });
});
