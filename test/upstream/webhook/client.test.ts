import { createServer, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookClient } from '../../../src/upstream/webhook/client.js';

const message = { id: 'evt_1', timestamp: 1_700_000_000, body: '{}' };
const keys = [Buffer.alloc(24, 7)];
const { signal } = new AbortController();
let server: Server;
let port: number;
let requests = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => void server.close());

/** Answers each look-up with the next addresses, the last ones over and over. */
function resolving(...answers: readonly (readonly string[])[]): { readonly lookup: LookupFunction; count: number } {
  const resolver = {
    count: 0,
    lookup: ((_: string, options: { all?: boolean }, callback: (...answer: unknown[]) => void) => {
      const found = answers[Math.min(resolver.count, answers.length - 1)] ?? [];
      resolver.count += 1;
      const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all === true) callback(null, addresses);
      else callback(null, addresses[0]?.address, addresses[0]?.family);
    }) as LookupFunction,
  };
  return resolver;
}

const create = (lookup?: LookupFunction, allowPrivate = false) =>
  createWebhookClient({ keys, allowPrivate, timeoutMs: 500, lookup });

describe('the client of webhooks', () => {
  it.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00::1'],
    ['93.184.216.34', '127.0.0.1'],
  ])('refuses a name that resolves to %s', async (...addresses) => {
    const { lookup } = resolving(addresses);
    expect(await create(lookup).send(`http://receiver.example:${port}/`, message, signal)).toBe('private_address');
    expect(requests).toBe(0);
  });

  it('resolves a name for each message anew', async () => {
    const resolver = resolving(['10.0.0.1'], ['127.0.0.1']);
    const client = create(resolver.lookup);
    for (const _ of [1, 2])
      expect(await client.send(`http://receiver.example:${port}/`, message, signal)).toBe('private_address');
    expect(resolver.count).toBe(2);
  });

  it('refuses an address in the place of a name, which is not looked up', async () => {
    for (const host of ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost'])
      expect(await create().send(`http://${host}:${port}/`, message, signal)).toBe('private_address');
    expect(requests).toBe(0);
  });

  it('sends to private addresses where that is allowed', async () => {
    const { lookup } = resolving(['127.0.0.1']);
    expect(await create(lookup, true).send(`http://receiver.example:${port}/`, message, signal)).toBe(200);
    expect(await create(undefined, true).send(`http://127.0.0.1:${port}/`, message, signal)).toBe(200);
    expect(requests).toBe(2);
  });

  it('says why there is no answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const client = create(undefined, true);
    expect(await client.send(url, message, signal)).toBe('timeout');
    const stopping = new AbortController();
    const sending = client.send(url, message, stopping.signal);
    stopping.abort();
    expect(await sending).toBe('aborted');
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    expect(await client.send(url, message, signal)).toBe('unreachable');
  });
});
