import type { Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall, type CallObserver, type UpstreamCall } from '../../src/upstream/call.js';
import { createUpstreamClient, type UpstreamRequest } from '../../src/upstream/client.js';
import {
  drip,
  failure,
  hang,
  reply,
  reset,
  send,
  startTcp,
  startUpstream,
  token,
  type Upstream,
  until,
} from './upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

describe('an answer', () => {
  it('is handed on whole, compressed or not, whatever its status says short of a redirect', async () => {
    upstream.answer = reply(404, '{"a":1}');
    expect(await send(upstream.url)).toMatchObject({ status: 404, body: '{"a":1}' });
    upstream.answer = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('{"b":2}'));
    };
    expect(await send(upstream.url)).toMatchObject({ status: 200, body: '{"b":2}' });
  });

  it('is asked for once, at the address with the query, and counted by its route', async () => {
    const routes: string[] = [];
    const onRequest: UpstreamCall['onRequest'] = (backend, route) => routes.push(`${backend} ${route}`);
    await send(`${upstream.url}/`, {}, { ...backgroundCall(), onRequest });
    expect(upstream.requests).toEqual([`GET /api?token=${token}`]);
    expect(routes).toEqual(['WISPRO GET /api']);
  });

  it('that is a redirect is refused and not followed', async () => {
    upstream.answer = reply(307, '', { location: `${upstream.url}/other` });
    expect(await failure(send(upstream.url))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
    expect(upstream.requests).toHaveLength(1);
  });

  it('of 429 says when to come back, and that nothing was done', async () => {
    upstream.answer = reply(429, '', { 'retry-after': '7' });
    expect(await failure(send(upstream.url, { kind: 'write' }))).toMatchObject({
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
    expect(await failure(send(upstream.url))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false });
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
    await until(() => upstream.running === 0);
  });

  it('may have as many bytes as it is given, and not one more', async () => {
    upstream.answer = reply(200, 'x'.repeat(100));
    expect((await send(upstream.url, { maxBytes: 100 })).body).toHaveLength(100);
    expect((await failure(send(upstream.url, { maxBytes: 99 }))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    ['broken compression', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello'],
    ['broken chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello'],
  ])('that is %s makes no sense', async (_, bytes) => {
    const host = await startTcp((socket) => socket.once('data', () => socket.end(bytes)));
    expect(await failure(send(`http://${host}`))).toMatchObject({
      code: 'UPSTREAM_BAD_RESPONSE',
      mayHaveArrived: true,
    });
  });

  it.each(['read', 'write'] as const)('that changes to another protocol is refused at once: %s', async (kind) => {
    const bytes = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    const host = await startTcp((socket) => socket.once('data', () => socket.write(bytes)));
    const endless = { lookup: 60_000, connect: 60_000, read: 60_000, write: 60_000 };
    const error = await failure(send(`http://${host}`, { kind }, backgroundCall(60_000), { timeout: endless }));
    expect(error).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', retryable: false, mayHaveArrived: true });
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
      expect(await failure(send(upstream.url))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: true });
    },
  );
});

describe('a connection that is closed without a word after an answer', () => {
  /** Answers once on each connection, and closes it when it is used again. */
  const startForgetful = async (close: (socket: Socket) => unknown = (socket) => socket.resetAndDestroy()) => {
    const seen = { answers: 0 };
    const host = await startTcp((socket) => {
      let isUsed = false;
      socket.on('data', () => {
        if (isUsed) return close(socket);
        isUsed = true;
        seen.answers += 1;
        return socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      });
    });
    return { seen, url: `http://${host}` };
  };
  const read = { method: 'GET', path: '/api', route: 'GET /api', kind: 'read' } as const;
  const write = { ...read, method: 'POST', kind: 'write', json: {} } as const;

  it.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['ended', (socket: Socket) => socket.end()],
  ])('costs a read nothing: it is sent again at once, over a new one (%s)', async (_, close) => {
    const { seen, url } = await startForgetful(close);
    const resends: number[] = [];
    const observer: CallObserver = {
      onCall: () => undefined,
      onHedge: () => undefined,
      beginRequest: (request) => {
        resends.push(request.resends);
        return () => undefined;
      },
    };
    const client = createUpstreamClient('WISPHUB', url, { observer });
    for (let asked = 0; asked < 10; asked += 1) {
      expect(await client.request(read, backgroundCall())).toMatchObject({ status: 200, body: '{}' });
    }
    client.close();
    expect(seen.answers).toBe(10);
    // Each time the connection of the one before is met, and then one that is used once.
    expect(resends).toEqual([
      0,
      ...Array.from({ length: 9 }, (_, index) => [0, ...(index % 2 === 0 ? [1] : [])]).flat(),
    ]);
  });

  it('is never met by a write', async () => {
    const { seen, url } = await startForgetful();
    const client = createUpstreamClient('WISPHUB', url);
    await client.request(read, backgroundCall());
    await client.request(write, backgroundCall());
    await client.request(write, backgroundCall());
    client.close();
    expect(seen.answers).toBe(3);
  });

  it('before anything was answered over it is a failure like any other', async () => {
    upstream.answer = reset;
    expect((await failure(send(upstream.url))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('silence', () => {
  const timeout = { lookup: 150, connect: 150, read: 300, write: 600 };
  const timed = (request: Partial<UpstreamRequest>, url = upstream.url, call?: UpstreamCall) =>
    send(url, request, call, { timeout });
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
    const { error, ms } = await timeOf(send(upstream.url, {}, backgroundCall(100)));
    expect(error.code).toBe('UPSTREAM_TIMEOUT');
    expect(ms).toBeLessThan(4_000);
    expect(await failure(send(upstream.url, {}, backgroundCall(0)))).toMatchObject({ mayHaveArrived: false });
    expect(upstream.requests).toHaveLength(1);
  });

  it('of a server that does not finish the TLS handshake ends with nothing sent', async () => {
    const host = await startTcp(() => undefined);
    const error = await failure(timed({ kind: 'write' }, `https://${host}`));
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', mayHaveArrived: false });
    expect(error.cause).toMatchObject({ message: 'timeout: secureConnect' });
  });

  it('of a name server ends with nothing sent', async () => {
    const error = await failure(
      send('http://back.end.example', { kind: 'write' }, backgroundCall(), { timeout, lookup: () => undefined }),
    );
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    expect(error.details.retryAfterMs).toBe(1_000);
  });

  it('ends when the caller of a read leaves, and goes on for a write', async () => {
    const leaving = new AbortController();
    const call = { ...backgroundCall(), signal: leaving.signal };
    upstream.answer = hang;
    const read = failure(send(upstream.url, {}, call));
    const write = timeOf(timed({ kind: 'write', method: 'POST' }, upstream.url, call));
    await until(() => upstream.running === 2);
    leaving.abort();
    expect((await read).code).toBe('UPSTREAM_UNAVAILABLE');
    await until(() => upstream.running === 1);
    expect((await write).error.code).toBe('UPSTREAM_TIMEOUT');
  });
});
