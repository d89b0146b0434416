import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type LookupFunction } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createUpstreamClient, type UpstreamClientOptions } from '../../../src/upstream/client.js';
import { startSecure } from '../tls.js';
import { failure, hang, reply, send, startTcp, startUpstream, until } from '../upstream.js';

const endless = { lookup: 60_000, connect: 60_000, read: 60_000, write: 60_000 };
const read = { method: 'GET', path: '/api', route: 'GET /api', kind: 'read' } as const;

/** Answers every look-up with these addresses. */
function resolving(...addresses: readonly string[]): LookupFunction {
  return ((_: string, options: { all?: boolean }, callback: (...answer: unknown[]) => void) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all === true) setImmediate(callback, null, found);
    else setImmediate(callback, null, found[0]?.address, found[0]?.family);
  }) as LookupFunction;
}

/** A port whose server takes no connection: its queue is full, so that a new one waits. */
async function startFull(): Promise<number> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const worker = new Worker(code, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const waiting = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  onTestFinished(async () => {
    for (const socket of waiting) socket.destroy();
    await worker.terminate();
  });
  await Promise.all(waiting.slice(0, 2).map((socket) => once(socket, 'connect')));
  return port;
}

/** Leaves as soon as `isThere` holds. @returns how the request ended. */
async function leave(url: string, isThere: () => boolean, options: UpstreamClientOptions = {}) {
  const leaving = new AbortController();
  const call = { ...backgroundCall(60_000), signal: leaving.signal };
  const sent = failure(send(url, {}, call, { timeout: endless, ...options }));
  await until(isThere);
  leaving.abort();
  return sent;
}

describe('the time of a phase', () => {
  it('for the connection is its own, and nothing was sent', async () => {
    const port = await startFull();
    const timeout = { ...endless, connect: 100 };
    const error = await failure(send(`http://127.0.0.1:${port}`, { kind: 'write' }, backgroundCall(), { timeout }));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: false });
    expect(error.cause).toMatchObject({ message: 'timeout: connect' });
    const lookup = resolving('127.0.0.1');
    const named = await failure(send(`http://back.end.example:${port}`, {}, backgroundCall(), { timeout, lookup }));
    expect(named.cause).toMatchObject({ message: 'timeout: connect' });
  });

  it('for the whole counts while it connects, and nothing was sent', async () => {
    const port = await startFull();
    const error = await failure(send(`http://127.0.0.1:${port}`, {}, backgroundCall(100), { timeout: endless }));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: false });
    expect(error.cause).toMatchObject({ message: 'timeout: request' });
  });

  it.each([
    ['the first line', 'HTTP/1.1 200 OK\r\n'],
    ['the head', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n'],
    ['a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel'],
    ['an interim answer', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('for the whole ends a silence after %s', async (_, bytes) => {
    const host = await startTcp((socket) => socket.once('data', () => socket.write(bytes)));
    const error = await failure(send(`http://${host}`, {}, backgroundCall(), { timeout: { ...endless, read: 150 } }));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: true });
  });

  it('over TLS: before and after the handshake', async () => {
    const { port } = await startSecure(hang);
    const timeout = { ...endless, read: 300 };
    const error = await failure(send(`https://127.0.0.1:${port}`, {}, backgroundCall(), { timeout }));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: true });
  });
});

describe('leaving', () => {
  it('ends a look-up', async () => {
    let asked = 0;
    const lookup: LookupFunction = () => {
      asked += 1;
    };
    const error = await leave('http://back.end.example', () => asked === 1, { lookup });
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
  });

  it('ends connecting, and the handshake', async () => {
    const port = await startFull();
    const connecting = leave(`http://127.0.0.1:${port}`, () => true);
    expect(await connecting).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    let open = 0;
    const host = await startTcp((socket) => {
      open += 1;
      socket.resume();
      socket.on('close', () => {
        open -= 1;
      });
    });
    const handshake = leave(`https://${host}`, () => open === 1);
    expect(await handshake).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    await until(() => open === 0);
  });

  it('ends a body, and closes the connection', async () => {
    const upstream = await startUpstream();
    let begun = false;
    upstream.answer = (_, response) => {
      response.writeHead(200);
      response.write('x', () => {
        begun = true;
      });
    };
    expect((await leave(upstream.url, () => begun)).code).toBe('UPSTREAM_UNAVAILABLE');
    await until(() => upstream.running === 0);
    await upstream.close();
  });

  it('before the start sends nothing', async () => {
    const upstream = await startUpstream();
    const call = { ...backgroundCall(), signal: AbortSignal.abort() };
    expect((await failure(send(upstream.url, {}, call))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream.requests).toEqual([]);
    await upstream.close();
  });

  it('leaves no listener behind on the signal that many requests share', async () => {
    const upstream = await startUpstream();
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners -= 1;
      remove(...given);
    };
    await send(upstream.url, {}, { ...backgroundCall(), signal });
    upstream.answer = reply(302);
    await failure(send(upstream.url, {}, { ...backgroundCall(), signal }));
    expect(listeners).toBe(0);
    await upstream.close();
  });
});

describe('a host', () => {
  it('with several addresses is reached at the one that answers', async () => {
    const upstream = await startUpstream();
    const url = upstream.url.replace('127.0.0.1', 'back.end.example');
    const lookup = resolving('127.0.0.9', '127.0.0.1');
    expect((await send(url, { kind: 'write' }, backgroundCall(), { lookup })).status).toBe(200);
    await upstream.close();
    const error = await failure(send(url, { kind: 'write' }, backgroundCall(), { lookup }));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
  });

  it('may be an IPv6 address', async () => {
    const server = createServer((socket) => {
      socket.once('data', (bytes) => {
        const host = /host: (\S+)/i.exec(String(bytes))?.[1] ?? '';
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${host.length}\r\n\r\n${host}`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    expect((await send(`http://[::1]:${port}`)).body).toBe(`[::1]:${port}`);
  });
});

describe('TLS', () => {
  it('keeps its connection for reads, and a write has its own', async () => {
    const server = await startSecure(reply(200));
    const client = createUpstreamClient('WISPRO', `https://localhost:${server.port}`, {
      lookup: resolving('127.0.0.1'),
    });
    for (const _ of [1, 2, 3]) expect((await client.request(read, backgroundCall())).status).toBe(200);
    expect(server.connections).toBe(1);
    await client.request({ ...read, method: 'POST', kind: 'write', json: {} }, backgroundCall());
    await client.request({ ...read, isAlone: true }, backgroundCall());
    expect(server.connections).toBe(3);
    client.close();
  });

  it.each([
    ['of a stranger', 'stranger', 'localhost'],
    ['for another name', 'known', 'other.example'],
  ] as const)('refuses a certificate %s, and nothing is sent', async (_, who, name) => {
    const server = await startSecure(reply(200), who);
    const url = `https://${name}:${server.port}`;
    for (const kind of ['read', 'write'] as const) {
      const error = await failure(send(url, { kind }, backgroundCall(), { lookup: resolving('127.0.0.1') }));
      expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    }
    expect(server.requests).toBe(0);
  });

  it('that breaks after the handshake may have carried the request', async () => {
    const server = await startSecure((request) => request.socket.destroy());
    const error = await failure(send(`https://127.0.0.1:${server.port}`, { kind: 'write' }));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: true });
  });
});
