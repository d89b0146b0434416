import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall, type CallKind } from '../../src/http/call.js';
import { createWay, failure, hang, reply, startUpstream, tally, type Upstream, until } from './upstream.js';

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

const alone = { bulkhead: { read: 1, write: 1, maxWait: 60_000 }, retry: { budgetMax: 0 } } as const;

describe('a back end', () => {
  it.each([
    ['read', 32],
    ['write', 8],
  ] as const)(
    'is asked for a %s by %d at once; 64 more wait, and what is beyond is refused unsent',
    async (kind, atOnce) => {
      const way = createWay(upstream.url, { bulkhead: { maxWait: 10_000 } });
      const held = hold();
      const asked = Array.from({ length: atOnce + 64 }, () => way.ask(kind));
      const refused = await failure(way.ask(kind));
      expect(refused).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
      await until(() => upstream.running === atOnce);
      held.release();
      expect(await tally(asked)).toEqual({ ok: atOnce + 64 });
      expect(held.most).toBe(atOnce);
      expect(way.policy.state).toBe('UP');
    },
  );

  it.each(['read', 'write'] as const)('is never asked for a %s that has waited too long for its turn', async (kind) => {
    const way = createWay(upstream.url, { ...alone, bulkhead: { ...alone.bulkhead, maxWait: 50 } });
    const held = hold();
    const first = way.ask(kind);
    expect(await failure(way.ask(kind))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', mayHaveArrived: false });
    held.release();
    await first;
    await way.ask(kind);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is not asked for what has no time left while it waits', async () => {
    const way = createWay(upstream.url, alone);
    const held = hold();
    const first = way.ask();
    expect(await failure(way.ask('read', backgroundCall(50)))).toMatchObject({ mayHaveArrived: false });
    expect((await failure(way.ask('read', backgroundCall(0)))).code).toBe('UPSTREAM_TIMEOUT');
    held.release();
    await first;
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a caller who leaves', () => {
  const leave = (way: ReturnType<typeof createWay>, kind: CallKind) => {
    const leaving = new AbortController();
    const asked = way.ask(kind, { ...backgroundCall(), signal: leaving.signal });
    return { asked, leave: () => leaving.abort() };
  };

  it('while a read runs gives its place to the next', async () => {
    const way = createWay(upstream.url, alone);
    upstream.answer = hang;
    const first = leave(way, 'read');
    await until(() => upstream.running === 1);
    upstream.answer = reply(200);
    const next = way.ask();
    first.leave();
    expect((await failure(first.asked)).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(await next).toEqual({ ok: true });
    await until(() => upstream.running === 0);
  });

  it('while waiting is gone at once, is never sent, and does not hold up who waits behind', async () => {
    const way = createWay(upstream.url, alone);
    const held = hold();
    const first = way.ask();
    const second = leave(way, 'read');
    const third = way.ask();
    await until(() => upstream.running === 1);
    second.leave();
    await failure(second.asked);
    held.release();
    expect(await tally([first, third])).toEqual({ ok: 2 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('does not take a write along', async () => {
    const way = createWay(upstream.url, alone);
    const held = hold();
    const running = leave(way, 'write');
    const waiting = leave(way, 'write');
    await until(() => upstream.running === 1);
    running.leave();
    waiting.leave();
    held.release();
    expect(await tally([running.asked, waiting.asked])).toEqual({ ok: 2 });
  });

  it('before anything was sent is not sent', async () => {
    const way = createWay(upstream.url);
    const signal = AbortSignal.abort();
    await failure(way.ask('read', { ...backgroundCall(), signal }));
    expect(upstream.requests).toEqual([]);
  });
});
