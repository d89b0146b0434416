import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createUpstreamClient, type UpstreamRequest } from '../../../src/upstream/client.js';
import { drip, failure, reply, send, startTcp, startUpstream, type Upstream, until } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

const read = { method: 'GET', path: '/api', route: 'GET /api', kind: 'read' } as const;
const text = `{"name":"${'áé€😀'.repeat(5_000)}"}`;
const head = 'HTTP/1.1 200 OK\r\n';

/** Answers each request over a connection with the same bytes. */
const startBytes = async (bytes: string | Buffer, end = false) =>
  `http://${await startTcp((socket) => socket.on('data', () => (end ? socket.end(bytes) : socket.write(bytes))))}`;

describe('the body of an answer', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('is unpacked, in however many pieces it comes: %s', async (encoding, body) => {
    upstream.answer = async (_, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      for (let start = 0; start < body.length; start += 777) {
        await new Promise((resolve) => response.write(body.subarray(start, start + 777), resolve));
      }
      response.end();
    };
    expect((await send(upstream.url)).body).toBe(text);
    upstream.answer = reply(404, '');
    upstream.answer = (_, response) => {
      response.writeHead(404, { 'content-encoding': encoding, 'content-length': String(body.length) });
      response.end(body);
    };
    expect(await send(upstream.url)).toMatchObject({ status: 404, body: text });
  });

  it.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ])('that is packed and cut short makes no sense: %s', async (encoding, body) => {
    const cut = body.subarray(0, body.length - 9);
    const url = await startBytes(
      Buffer.concat([
        Buffer.from(`${head}content-encoding: ${encoding}\r\ncontent-length: ${cut.length}\r\n\r\n`),
        cut,
      ]),
    );
    expect(await failure(send(url))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: true });
  });

  it.each([
    ['200 with a length of 0', '200 OK\r\ncontent-length: 0\r\n', 200],
    ['204', '204 No Content\r\n', 204],
    ['204 with a length', '204 No Content\r\ncontent-length: 5\r\n', 204],
  ])('may be none, packed or not, and the connection is kept: %s', async (_, answer, status) => {
    for (const packed of ['', 'content-encoding: gzip\r\n', 'content-encoding: br\r\n']) {
      const client = createUpstreamClient('WISPRO', await startBytes(`HTTP/1.1 ${answer}${packed}\r\n`));
      for (const __ of [1, 2]) expect(await client.request(read, backgroundCall())).toMatchObject({ status, body: '' });
      client.close();
    }
  });

  it('of 304 is not waited for', async () => {
    const url = await startBytes('HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\ncontent-encoding: gzip\r\n\r\n');
    expect(await failure(send(url))).toMatchObject({ cause: { message: 'redirect refused' } });
  });

  it.each([
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    ['with its length', 'content-length: 6\r\n\r\nhello'],
    ['packed', `content-encoding: gzip\r\ncontent-length: 60\r\n\r\n${gzipSync('x').toString('latin1')}`],
  ])('that ends before its end is no answer: %s', async (_, rest) => {
    const url = await startBytes(Buffer.from(head + rest, 'latin1'), true);
    expect(await failure(send(url))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: true });
  });

  it('ends with the connection when it has neither length nor chunks', async () => {
    expect((await send(await startBytes(`${head}\r\nhello`, true))).body).toBe('hello');
  });

  it('ends at its length, and what comes after answers nothing', async () => {
    const url = await startBytes(`${head}content-length: 5\r\n\r\nhello${head}content-length: 4\r\n\r\nevil`);
    const client = createUpstreamClient('WISPRO', url);
    for (const _ of [1, 2, 3]) {
      expect((await client.request(read, backgroundCall())).body).toBe('hello');
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.close();
  });
});

describe('a kept connection', () => {
  const hello = `${head}content-length: 5\r\n\r\nhello`;

  it('ends when an answer comes over it that was not asked for', async () => {
    let asked = 0;
    let babble = async (): Promise<unknown> => undefined;
    const host = await startTcp((socket) => {
      socket.on('data', () => {
        asked += 1;
        socket.write(hello);
      });
      babble = () => {
        const closed = once(socket, 'close');
        socket.write(`${head}content-length: 4\r\n\r\nevil`);
        return closed;
      };
    });
    const client = createUpstreamClient('WISPRO', `http://${host}`);
    for (const count of [1, 2, 3]) {
      expect((await client.request(read, backgroundCall())).body).toBe('hello');
      expect(asked).toBe(count);
      await babble();
    }
    client.close();
  });

  it('that breaks within an answer is a failure: the request is not sent again', async () => {
    let asked = 0;
    const host = await startTcp((socket) => {
      socket.on('data', () => {
        asked += 1;
        if (asked === 1) socket.write(hello);
        else socket.end(hello.slice(0, -1));
      });
    });
    const client = createUpstreamClient('WISPRO', `http://${host}`);
    await client.request(read, backgroundCall());
    expect((await failure(client.request(read, backgroundCall()))).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(asked).toBe(2);
    client.close();
  });

  it('ends with an answer that is not waited for', async () => {
    const client = createUpstreamClient('WISPRO', upstream.url, { timeout: { read: 50 } });
    upstream.answer = drip;
    await failure(client.request(read, backgroundCall()));
    await failure(client.request({ ...read, maxBytes: 1 }, backgroundCall()));
    await until(() => upstream.running === 0);
    client.close();
  });
});

describe('the head of an answer', () => {
  it.each(['100 Continue', '102 Processing', '103 Early Hints'])('may come after others: %s', async (interim) => {
    const bytes = `HTTP/1.1 ${interim}\r\nlink: </a>\r\n\r\nHTTP/1.1 ${interim}\r\n\r\n${head}content-length: 2\r\n\r\n{}`;
    const url = await startBytes(bytes);
    for (const kind of ['read', 'write'] as const)
      expect(await send(url, { kind })).toMatchObject({ status: 200, body: '{}' });
  });

  it('has 16 KB at most', async () => {
    upstream.answer = reply(200, '{}', { 'x-long': 'x'.repeat(15_000) });
    expect((await send(upstream.url)).headers['x-long']).toHaveLength(15_000);
    upstream.answer = reply(200, '{}', { 'x-long': 'x'.repeat(20_000) });
    expect(await failure(send(upstream.url))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: true });
  });

  it('that never comes because the connection is closed is a failure like any other', async () => {
    for (const url of [
      `http://${await startTcp((socket) => socket.destroy())}`,
      `http://${await startTcp((socket) => socket.once('data', () => socket.end()))}`,
      await startBytes('HTTP/1.1 200 OK\r\nconte', true),
    ]) {
      for (const kind of ['read', 'write'] as const) {
        expect(await failure(send(url, { kind }))).toMatchObject({
          code: 'UPSTREAM_UNAVAILABLE',
          mayHaveArrived: true,
        });
      }
    }
  });
});

describe('a request', () => {
  /** @returns what arrived. */
  const sent = async (request: Partial<UpstreamRequest>) => {
    const arrived: { message?: IncomingMessage; body: Buffer } = { body: Buffer.alloc(0) };
    upstream.answer = (message, response) => {
      arrived.message = message;
      response.end('{}');
    };
    upstream.onData = (bytes) => {
      arrived.body = Buffer.concat([arrived.body, bytes]);
    };
    await send(upstream.url, request);
    return { headers: arrived.message?.headers ?? {}, url: arrived.message?.url, body: arrived.body };
  };
  const value = 'ñandú &=+%😀\r\nline "two"';

  it('says who asks, and what it understands', async () => {
    const { headers, url } = await sent({ headers: { Authorization: 'Bearer x' }, query: { a: value } });
    expect(new URL(url ?? '', upstream.url).searchParams.get('a')).toBe(value);
    expect(headers).toMatchObject({
      'user-agent': 'isp-gateway',
      accept: 'application/json',
      authorization: 'Bearer x',
      host: new URL(upstream.url).host,
      connection: 'keep-alive',
    });
    expect(headers['accept-encoding']).toMatch(/^gzip, deflate, br\b/);
    expect(headers['content-length']).toBeUndefined();
    expect((await sent({ kind: 'write' })).headers.connection).toBe('close');
  });

  it('has its body as JSON, as a form or in parts, with its type and its length', async () => {
    const write = { method: 'POST', kind: 'write' } as const;
    const json = await sent({ ...write, json: { value } });
    expect(json.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(json.body.length),
    });
    expect(JSON.parse(json.body.toString())).toEqual({ value });
    const form = await sent({ ...write, form: { value, other: '' } });
    expect(form.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(form.body.length),
    });
    expect([...new URLSearchParams(form.body.toString())]).toEqual([
      ['value', value],
      ['other', ''],
    ]);
    const parts = await sent({ ...write, multipart: { value, other: '' } });
    expect(parts.headers['content-length']).toBe(String(parts.body.length));
    const type = parts.headers['content-type'] ?? '';
    expect(type).toMatch(/^multipart\/form-data; boundary=/);
    const read = await new Response(new Uint8Array(parts.body), { headers: { 'content-type': type } }).formData();
    expect([...read]).toEqual([
      ['value', value],
      ['other', ''],
    ]);
    expect((await sent({ ...write, method: 'PATCH' })).headers['content-length']).toBe('0');
  });
});
