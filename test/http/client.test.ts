import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall, type Call } from '../../src/http/call.js';
import { type BackEndClientOptions, type BackEndRequest, createBackEndClient } from '../../src/http/client.js';
import { failure, hang, reply, reset, startUpstream, type Upstream, until } from './upstream.js';

const token = 'planted-token-5551234';

let upstream: Upstream;
const tcpServers: Server[] = [];

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(async () => {
  await upstream.close();
  for (const server of tcpServers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** A server of raw bytes. */
async function startTcp(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const socket of sockets) socket.destroy();
    return close(done);
  };
  tcpServers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function send(
  request: Partial<BackEndRequest> = {},
  call: Call = backgroundCall(),
  url = upstream.url,
  options: BackEndClientOptions = {},
) {
  const client = createBackEndClient('WISPRO', url, options);
  const whole = { method: 'GET', path: '/api', route: 'GET /api', kind: 'read', query: { token }, ...request } as const;
  return client.send(whole, call).finally(client.close);
}

/** One byte at a time, for ever. */
const drip: Upstream['answer'] = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
};

describe('an answer', () => {
  it('is handed on whole, compressed or not, whatever its status says short of a redirect', async () => {
    upstream.answer = reply(404, '{"a":1}');
    expect(await send()).toMatchObject({ status: 404, body: '{"a":1}' });
    upstream.answer = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('{"b":2}'));
    };
    expect(await send()).toMatchObject({ status: 200, body: '{"b":2}' });
  });

  it('is asked for once, at the address with the query, and counted by its route', async () => {
    const routes: string[] = [];
    await send(
      {},
      { ...backgroundCall(), onRequest: (backend, route) => routes.push(`${backend} ${route}`) },
      `${upstream.url}/`,
    );
    expect(upstream.requests).toEqual([`GET /api?token=${token}`]);
    expect(routes).toEqual(['WISPRO GET /api']);
  });

  it('that is a redirect is refused and not followed', async () => {
    upstream.answer = reply(307, '', { location: `${upstream.url}/other` });
    expect(await failure(send())).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
    expect(upstream.requests).toHaveLength(1);
  });

  it('of 429 says when to come back, and that nothing was done', async () => {
    upstream.answer = reply(429, '', { 'retry-after': '7' });
    expect(await failure(send({ kind: 'write' }))).toMatchObject({
      code: 'UPSTREAM_RATE_LIMITED',
      mayHaveArrived: false,
      details: { backend: 'WISPRO', retryAfterMs: 7_000 },
    });
  });

  const spaces = Buffer.alloc(60_000_000, 32);
  it.each([
    ['plain', spaces, {}],
    ['plain with its length', spaces, { 'content-length': String(spaces.length) }],
    ['gzip', gzipSync(spaces), { 'content-encoding': 'gzip' }],
    [
      'gzip with its length',
      gzipSync(spaces),
      { 'content-encoding': 'gzip', 'content-length': String(gzipSync(spaces).length) },
    ],
    ['brotli', brotliCompressSync(spaces), { 'content-encoding': 'br' }],
  ])('that is too large when unpacked is dropped before it is all there: %s', async (_, body, headers) => {
    upstream.answer = (__, response) => {
      response.writeHead(200, headers);
      response.end(body);
    };
    const before = process.memoryUsage().rss;
    expect(await failure(send())).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    await until(() => upstream.running === 0);
  });

  it('may have as many bytes as it is given, and not one more', async () => {
    upstream.answer = reply(200, 'x'.repeat(100));
    expect((await send({ maxBytes: 100 })).body).toHaveLength(100);
    expect((await failure(send({ maxBytes: 99 }))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    ['broken compression', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello'],
    ['broken chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello'],
  ])('that is %s makes no sense', async (_, bytes) => {
    const host = await startTcp((socket) => socket.once('data', () => socket.end(bytes)));
    expect(await failure(send({}, backgroundCall(), `http://${host}`))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      mayHaveArrived: true,
    });
  });

  it.each([
    ['reset', reset],
    [
      'broken off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('five!', () => response.socket?.destroy());
      },
    ],
  ] as const satisfies readonly (readonly [string, Upstream['answer']])[])(
    'that is %s is no answer',
    async (_, answer) => {
      upstream.answer = answer;
      expect(await failure(send())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: true });
    },
  );
});

describe('silence', () => {
  const timeout = { lookup: 150, connect: 150, read: 300, write: 600 };
  const timed = (request: Partial<BackEndRequest>, url?: string, call?: Call) => send(request, call, url, { timeout });
  /** @returns the error, and milliseconds until it came. */
  const timeOf = async (promise: Promise<unknown>) => {
    const startedAt = performance.now();
    const error = await failure(promise);
    return { error, ms: performance.now() - startedAt };
  };

  it.each([
    ['before the answer', hang],
    ['between its bytes', drip],
  ])('%s ends with the time for a read or for a write, however it is spread', async (_, answer) => {
    upstream.answer = answer;
    const read = await timeOf(timed({ kind: 'read' }));
    expect(read.error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: true });
    const write = await timeOf(timed({ kind: 'write', method: 'POST', json: {} }));
    expect(write.error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: true });
    expect(read.ms).toBeGreaterThan(290);
    expect(write.ms).toBeGreaterThan(590);
  });

  it('ends at the deadline of the operation, if that is sooner', async () => {
    upstream.answer = drip;
    const { error, ms } = await timeOf(send({}, backgroundCall(100)));
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(ms).toBeLessThan(4_000);
    expect(await failure(send({}, backgroundCall(0)))).toMatchObject({ mayHaveArrived: false });
    expect(upstream.requests).toHaveLength(1);
  });

  it('of a server that does not finish the TLS handshake ends with nothing sent', async () => {
    const host = await startTcp(() => undefined);
    const error = await failure(timed({ kind: 'write' }, `https://${host}`));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: false });
  });

  it('of a name server ends with nothing sent', async () => {
    const error = await failure(
      send({ kind: 'write' }, backgroundCall(), 'http://back.end.example', { timeout, lookup: () => undefined }),
    );
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    expect(error.details.retryAfterMs).toBe(1_000);
  });

  it('ends when the caller of a read leaves, and goes on for a write', async () => {
    const leaving = new AbortController();
    const call = { ...backgroundCall(), signal: leaving.signal };
    upstream.answer = hang;
    const read = failure(send({}, call));
    const write = timeOf(timed({ kind: 'write', method: 'POST' }, upstream.url, call));
    await until(() => upstream.running === 2);
    leaving.abort();
    expect((await read).code).toBe('UPSTREAM_UNAVAILABLE');
    await until(() => upstream.running === 1);
    expect((await write).error.code).toBe('UPSTREAM_TIMEOUT');
  });
});

describe('what never left', () => {
  it('is told from what may have arrived', async () => {
    const { url } = upstream;
    await upstream.close();
    const nobody = await failure(send({ kind: 'write' }, backgroundCall(), url));
    expect(nobody).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    const startedAt = performance.now();
    const unknown = await failure(send({ kind: 'write' }, backgroundCall(), 'http://no-such-host.invalid'));
    expect(unknown).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    const host = await startTcp((socket) => socket.end('this is no handshake'));
    const noTls = await failure(send({ kind: 'write' }, backgroundCall(), `https://${host}`));
    expect(noTls.mayHaveArrived).toBe(false);
  });
});

describe('an error', () => {
  it('holds neither the address, nor the token, nor a header, nor a word of the answer, down to its last cause', async () => {
    const secret = 'JUAN PEREZ 30111222';
    const { port } = new URL(upstream.url);
    const headers = { authorization: `Bearer ${token}` };
    const answers = [reset, reply(302, secret, { location: 'http://evil.example/' }), reply(429, secret), drip, hang];
    const texts: string[] = [];
    for (const answer of answers) {
      upstream.answer = answer;
      for (const kind of ['read', 'write'] as const) {
        const error = await failure(
          send({ kind, headers }, backgroundCall(), upstream.url, { timeout: { read: 50, write: 50 } }),
        );
        texts.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error.cause));
      }
    }
    upstream.answer = reply(200, secret.repeat(100));
    texts.push(inspect(await failure(send({ maxBytes: 10 })), { depth: 20, showHidden: true }));
    await upstream.close();
    texts.push(inspect(await failure(send()), { depth: 20, showHidden: true }));
    for (const planted of [token, '127.0.0.1', port, '/api', 'Bearer', 'JUAN', 'evil.example']) {
      expect(texts.filter((text) => text.includes(planted))).toEqual([]);
    }
  });
});
