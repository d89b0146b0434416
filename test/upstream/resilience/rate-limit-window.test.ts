import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { counter, createTestClient, failure, reply, startUpstream, type Upstream } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

/** Refuses the next request and takes those after it. */
function refuseOnce(retryAfter?: string): void {
  upstream.answer = (request, response) => {
    upstream.answer = reply(200);
    reply(429, 'slow down', retryAfter === undefined ? {} : { 'retry-after': retryAfter })(request, response);
  };
}

describe('a back end that wants no calls for a while', () => {
  it.each([
    ['3600', 60_000],
    ['10', 10_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), 60_000],
  ])('gets none for %s: callers are told how long', async (retryAfter, most) => {
    const client = createTestClient(upstream.url);
    refuseOnce(retryAfter);
    const first = await failure(client.ask());
    expect(first).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', retryable: true, mayHaveArrived: false });
    expect(first.details.retryAfterMs).toBe(most);
    const ends = await Promise.all([
      ...Array.from({ length: 50 }, () => failure(client.ask())),
      failure(client.ask('write')),
    ]);
    for (const error of ends) {
      expect(error).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', mayHaveArrived: false });
      expect(error.details.retryAfterMs).toBeGreaterThan(most - 5_000);
      expect(error.details.retryAfterMs).toBeLessThanOrEqual(most);
    }
    expect(upstream.requests).toHaveLength(1);
    expect(client.policy).toMatchObject({ breakers: { read: 'closed' } });
  });

  it('for a short while is waited for by reads, and by no write', async () => {
    const client = createTestClient(upstream.url);
    refuseOnce('1');
    await failure(client.ask('write'));
    const refusedAt = performance.now();
    expect((await failure(client.ask('write'))).code).toBe('UPSTREAM_RATE_LIMITED');
    expect(await counter(Array.from({ length: 20 }, () => client.ask()))).toEqual({ ok: 20 });
    expect(performance.now() - refusedAt).toBeGreaterThan(900);
    expect(upstream.requests).toHaveLength(21);
  });

  it('for a short while gets the read that it refused once more, after it', async () => {
    const client = createTestClient(upstream.url);
    const startedAt = performance.now();
    refuseOnce('1');
    expect(await client.ask()).toEqual({ ok: true });
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is not waited for by a read that has less time', async () => {
    const client = createTestClient(upstream.url);
    refuseOnce('2');
    await failure(client.ask('read', backgroundCall(1_500)));
    expect((await failure(client.ask('read', backgroundCall(1_000)))).code).toBe('UPSTREAM_RATE_LIMITED');
    expect(upstream.requests).toHaveLength(1);
  });

  it.each(['0', '-7'])('for %s seconds gets the read again at once', async (retryAfter) => {
    const client = createTestClient(upstream.url);
    refuseOnce(retryAfter);
    expect(await client.ask()).toEqual({ ok: true });
  });

  it.each(['abc', undefined])('for who knows how long (%s) gets nothing for a second', async (retryAfter) => {
    const client = createTestClient(upstream.url);
    refuseOnce(retryAfter);
    const first = await failure(client.ask('write'));
    expect(first.details).toEqual({ backend: 'WISPHUB' });
    expect((await failure(client.ask('write'))).details.retryAfterMs).toBeLessThanOrEqual(1_000);
    expect(upstream.requests).toHaveLength(1);
    await client.ask('read');
    expect(upstream.requests).toHaveLength(2);
  });

  it('stops calls that were already waiting for their turn', async () => {
    const client = createTestClient(upstream.url, { bulkhead: { write: 1 } });
    refuseOnce('60');
    await Promise.all([1, 2, 3].map(() => failure(client.ask('write'))));
    expect(upstream.requests).toHaveLength(1);
  });

  it('does not keep a read for a caller who leaves', async () => {
    const client = createTestClient(upstream.url);
    refuseOnce('2');
    await failure(client.ask('write'));
    const leaving = new AbortController();
    const asked = failure(client.ask('read', { ...backgroundCall(), signal: leaving.signal }));
    leaving.abort();
    await asked;
    expect(upstream.requests).toHaveLength(1);
  });
});
