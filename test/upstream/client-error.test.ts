import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall } from '../../src/upstream/call.js';
import { drip, failure, hang, reply, reset, send, startTcp, startUpstream, token, type Upstream } from './upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

describe('what never left', () => {
  it('is told from what may have arrived', async () => {
    const { url } = upstream;
    await upstream.close();
    const unknownPerson = await failure(send(url, { kind: 'write' }));
    expect(unknownPerson).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    const startedAt = performance.now();
    const unknown = await failure(send('http://no-such-host.invalid', { kind: 'write' }));
    expect(unknown).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    const host = await startTcp((socket) => socket.end('this is no handshake'));
    const noTls = await failure(send(`https://${host}`, { kind: 'write' }));
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
          send(upstream.url, { kind, headers }, backgroundCall(), { timeout: { read: 50, write: 50 } }),
        );
        texts.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String(error.cause));
      }
    }
    upstream.answer = reply(200, secret.repeat(100));
    texts.push(inspect(await failure(send(upstream.url, { maxBytes: 10 })), { depth: 20, showHidden: true }));
    await upstream.close();
    texts.push(inspect(await failure(send(upstream.url)), { depth: 20, showHidden: true }));
    for (const planted of [token, '127.0.0.1', port, '/api', 'Bearer', 'JUAN', 'evil.example']) {
      expect(texts.filter((text) => text.includes(planted))).toEqual([]);
    }
  });
});
