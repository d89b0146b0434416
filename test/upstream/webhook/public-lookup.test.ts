import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createPublicLookup, notPublic } from '../../../src/upstream/webhook/public-lookup.js';

/** What is found of a name that resolves to the next addresses each time. @returns the code of a refusal. */
function resolverOf(...answers: readonly (readonly string[])[]): () => Promise<readonly string[] | string | undefined> {
  const left = [...answers];
  const lookup: LookupFunction = (_, __, callback) =>
    callback(
      null,
      (left.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  const checked = createPublicLookup(lookup);
  return () =>
    new Promise((resolve) =>
      checked('receiver.example', { all: true }, (error, found) =>
        resolve(error === null ? (found as LookupAddress[]).map(({ address }) => address) : error.code),
      ),
    );
}

describe('the look-up of endpoints', () => {
  it('hands on public addresses', async () => {
    const addresses = ['93.184.216.34', '2606:2800:220:1::1'];
    expect(await resolverOf(addresses)()).toEqual(addresses);
  });

  it('refuses a name that has become private since it was last asked', async () => {
    const resolve = resolverOf(['93.184.216.34'], ['127.0.0.1']);
    expect(await resolve()).toEqual(['93.184.216.34']);
    expect(await resolve()).toBe(notPublic);
  });

  it.each([['::1'], ['64:ff9b::7f00:1'], ['fe80::1%eth0'], ['93.184.216.34', '192.168.1.1']])(
    'refuses %s',
    async (...addresses) => {
      expect(await resolverOf(addresses)()).toBe(notPublic);
    },
  );
});
