import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall, type CallKind } from '../../../src/upstream/call.js';
import { counter, createTestClient, failure, hang, reply, startUpstream, type Upstream, until } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

/** Takes requests and answers none until they are released; from then on all. */
function hold(): { release(): void; readonly most: number } {
  const held: (() => void)[] = [];
  let isHolding = true;
  let most = 0;
  upstream.answer = (request, response) => {
    most = Math.max(most, upstream.running);
    const answer = (): void => reply(200)(request, response);
    if (isHolding) held.push(answer);
    else answer();
  };
  return {
    release: () => {
      isHolding = false;
      for (const answer of held) answer();
    },
    get most() {
      return most;
    },
  };
}

const alone = { bulkhead: { read: 1, list: 1, write: 1, margin: 0 }, retry: { budgetMax: 0 } } as const;

describe('a back end', () => {
  it.each([
    ['read', 32],
    ['list', 8],
    ['write', 8],
  ] as const)('is asked for a %s by %d at once, and all who wait are answered', async (kind, atOnce) => {
    const client = createTestClient(upstream.url);
    const held = hold();
    const asked = Array.from({ length: atOnce + 300 }, () => client.ask(kind));
    await until(() => upstream.running === atOnce);
    held.release();
    expect(await counter(asked)).toEqual({ ok: atOnce + 300 });
    expect(held.most).toBe(atOnce);
    expect(client.policy.state).toBe('UP');
  });

  it.each(['read', 'list', 'write'] as const)('is never asked for a %s whose turn comes too late', async (kind) => {
    const client = createTestClient(upstream.url, alone);
    const held = hold();
    const first = client.ask(kind);
    const late = await failure(client.ask(kind, backgroundCall(50)));
    expect(late).toMatchObject({ code: 'UPSTREAM_OVERLOADED', retryable: true, mayHaveArrived: false });
    expect(late.details.retryAfterMs).toBeGreaterThan(0);
    held.release();
    await first;
    await client.ask(kind);
    expect(upstream.requests).toHaveLength(2);
  });

  it('refuses at once what it cannot answer in time, and says when it can', async () => {
    const client = createTestClient(upstream.url, alone);
    upstream.answer = (request, response) => setTimeout(() => reply(200)(request, response), 100);
    await client.ask();
    const asked = Array.from({ length: 5 }, () => client.ask());
    const refused = await failure(client.ask('read', backgroundCall(300)));
    expect(upstream.requests.length).toBeLessThanOrEqual(2);
    expect(refused.code).toBe('UPSTREAM_OVERLOADED');
    expect(refused.details.retryAfterMs).toBeGreaterThanOrEqual(450);
    expect(await counter(asked)).toEqual({ ok: 5 });
  });

  it('is not asked for what can no longer be answered in time, though its turn has come', async () => {
    const client = createTestClient(upstream.url, alone);
    upstream.answer = (request, response) => setTimeout(() => reply(200)(request, response), 200);
    const asked = [client.ask(), client.ask('read', backgroundCall(300)), client.ask()];
    expect(await counter(asked)).toEqual({ ok: 2, UPSTREAM_OVERLOADED: 1 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('is asked in order, its callers in turn', async () => {
    const client = createTestClient(upstream.url, alone);
    const held = hold();
    const ask = (caller: string, fingerprint: string) =>
      client.ask('read', { ...backgroundCall(), caller }, fingerprint);
    const asked = [
      ...['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((fingerprint) => ask(fingerprint.charAt(0), fingerprint)),
    ];
    await until(() => upstream.running === 1);
    held.release();
    expect(await counter(asked)).toEqual({ ok: 7 });
    expect(upstream.requests.map((request) => request.slice(-2))).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  it('is not asked for what has no time left while it waits', async () => {
    const client = createTestClient(upstream.url, alone);
    const held = hold();
    const first = client.ask();
    expect((await failure(client.ask('read', backgroundCall(50)))).code).toBe('UPSTREAM_OVERLOADED');
    expect((await failure(client.ask('read', backgroundCall(0)))).code).toBe('UPSTREAM_TIMEOUT');
    held.release();
    await first;
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a caller who leaves', () => {
  const leave = (client: ReturnType<typeof createTestClient>, kind: CallKind) => {
    const leaving = new AbortController();
    const asked = client.ask(kind, { ...backgroundCall(), signal: leaving.signal });
    return { asked, leave: () => leaving.abort() };
  };

  it('while a read runs gives its place to the next', async () => {
    const client = createTestClient(upstream.url, alone);
    upstream.answer = hang;
    const first = leave(client, 'read');
    await until(() => upstream.running === 1);
    upstream.answer = reply(200);
    const next = client.ask();
    first.leave();
    expect((await failure(first.asked)).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(await next).toEqual({ ok: true });
    await until(() => upstream.running === 0);
  });

  it('while waiting is gone at once, is never sent, and does not hold up who waits behind', async () => {
    const client = createTestClient(upstream.url, alone);
    const held = hold();
    const first = client.ask();
    const second = leave(client, 'read');
    const third = client.ask();
    await until(() => upstream.running === 1);
    second.leave();
    await failure(second.asked);
    held.release();
    expect(await counter([first, third])).toEqual({ ok: 2 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('does not take a write along', async () => {
    const client = createTestClient(upstream.url, alone);
    const held = hold();
    const running = leave(client, 'write');
    const waiting = leave(client, 'write');
    await until(() => upstream.running === 1);
    running.leave();
    waiting.leave();
    held.release();
    expect(await counter([running.asked, waiting.asked])).toEqual({ ok: 2 });
  });

  it('before anything was sent is not sent', async () => {
    const client = createTestClient(upstream.url);
    const signal = AbortSignal.abort();
    await failure(client.ask('read', { ...backgroundCall(), signal }));
    expect(upstream.requests).toEqual([]);
  });
});
