import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createLookup } from '../../src/upstream/lookup.js';
import { counter, createTestClient, failure, startUpstream, until } from './upstream.js';

type Callback = Parameters<LookupFunction>[2];

/** A name server that answers when it is told to. */
function createNameServer() {
  const asked: string[] = [];
  const callbacks: Callback[] = [];
  const lookup: LookupFunction = (hostname, _, callback) => {
    asked.push(hostname);
    callbacks.push(callback);
  };
  const answer = (): void => {
    for (const callback of callbacks.splice(0)) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  };
  return { asked, lookup, answer };
}

describe('look-ups', () => {
  it('of one name at once are one; later ones are new, and names are held apart', () => {
    const server = createNameServer();
    const lookup = createLookup(server.lookup);
    const found: unknown[] = [];
    const ask = (name: string) => lookup(name, { all: true }, (...answer) => found.push(answer));
    for (let again = 0; again < 10; again += 1) ask('one.example');
    ask('two.example');
    expect(server.asked).toEqual(['one.example', 'two.example']);
    server.answer();
    expect(found).toHaveLength(11);
    ask('one.example');
    expect(server.asked).toHaveLength(3);
  });

  it('with other wishes are others', () => {
    const server = createNameServer();
    const lookup = createLookup(server.lookup);
    lookup('one.example', { all: true }, () => undefined);
    lookup('one.example', { all: true, family: 6 }, () => undefined);
    expect(server.asked).toHaveLength(2);
  });

  it('that hang occupy one thread however many call, fail as never sent, and do not stop connections that stand', async () => {
    const upstream = await startUpstream();
    const server = createNameServer();
    const client = createTestClient(upstream.url.replace('127.0.0.1', 'back.end.example'), { lookup: server.lookup });
    const first = client.ask();
    await until(() => server.asked.length === 1);
    server.answer();
    await first;
    const hanging = createTestClient('http://hanging.example:9', { lookup: server.lookup });
    const startedAt = performance.now();
    const reads = Array.from({ length: 20 }, () => failure(hanging.ask('read')));
    const writes = Array.from({ length: 8 }, () => failure(hanging.ask('write')));
    for (const error of await Promise.all([...reads, ...writes])) {
      expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(server.asked).toEqual(['back.end.example', 'hanging.example']);
    expect(await counter([client.ask()])).toEqual({ ok: 1 });
    await upstream.close();
  });
});
