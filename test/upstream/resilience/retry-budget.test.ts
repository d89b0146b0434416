import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import type { ResilienceOptions } from '../../../src/upstream/resilience/resilience.js';
import {
  counter,
  createTestClient,
  failure,
  hang,
  reply,
  reset,
  startUpstream,
  times,
  type Upstream,
  until,
} from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

/** A breaker that stays out of the way, and short pauses. */
const patient = { minCalls: 1e9, inARow: 1e9 } as const;
const quick = { minPause: 1, maxPause: 2 } as const;
const connect = (options: ResilienceOptions & { timeout?: { read?: number; write?: number } } = {}) =>
  createTestClient(upstream.url, { breaker: patient, ...options, retry: { ...quick, ...options.retry } });

describe('a read', () => {
  it.each([
    ['a server error', reply(503)],
    ['a reset', reset],
  ])('is sent once more after %s, and no more than that', async (_, answer) => {
    upstream.answer = answer;
    expect((await failure(connect().ask())).code).toBe('UPSTREAM_UNAVAILABLE');
    expect(upstream.requests).toHaveLength(2);
  });

  it('succeeds when the second answer is good', async () => {
    upstream.answer = (request, response) => {
      upstream.answer = reply(200);
      reply(503)(request, response);
    };
    expect(await connect().ask()).toEqual({ ok: true });
  });

  it('is sent again when an idle connection turns out to be closed', async () => {
    const client = connect();
    upstream.answer = (request, response) => {
      // Good for one request, and reset at the next, as by a server whose idle time is over.
      request.socket.prependOnceListener('data', () => request.socket.resetAndDestroy());
      reply(200)(request, response);
    };
    await client.ask();
    expect(await client.ask()).toEqual({ ok: true });
    expect(upstream.connections).toBe(2);
  });

  it.each([
    ['refused credentials', reply(401)],
    ['nonsense', reply(200, '<html>')],
    ['a redirect', reply(302, '', { location: '/other' })],
    ['not found', reply(404)],
  ])('is not sent again after %s', async (_, answer) => {
    upstream.answer = answer;
    await connect()
      .ask()
      .catch(() => undefined);
    expect(upstream.requests).toHaveLength(1);
  });

  it('is not sent again when the answer takes too long', async () => {
    upstream.answer = hang;
    expect((await failure(connect({ timeout: { read: 50 } }).ask())).code).toBe('UPSTREAM_TIMEOUT');
    expect(upstream.requests).toHaveLength(1);
  });

  it('is sent again when the connection takes too long, unless asked to come back later', async () => {
    const { policy } = connect();
    const attempts = async (options: { mayHaveArrived: boolean; retryAfterMs?: number }): Promise<number> => {
      let made = 0;
      const attempt = (): Promise<never> => {
        made += 1;
        return Promise.reject(new UpstreamError('UPSTREAM_TIMEOUT', 'WISPHUB', options));
      };
      await failure(policy.run('read', backgroundCall(), attempt));
      return made;
    };
    expect(await attempts({ mayHaveArrived: false })).toBe(2);
    expect(await attempts({ mayHaveArrived: true })).toBe(1);
    expect(await attempts({ mayHaveArrived: false, retryAfterMs: 1_000 })).toBe(1);
  });

  it('is not sent again when the time left is less than a call usually takes', async () => {
    const client = connect();
    upstream.answer = (request, response) => {
      setTimeout(() => reply(200)(request, response), 100);
    };
    await client.ask();
    upstream.answer = reply(503);
    await failure(client.ask('read', backgroundCall(90)));
    expect(upstream.requests).toHaveLength(2);
    await failure(client.ask('read', backgroundCall()));
    expect(upstream.requests).toHaveLength(4);
  });

  it('is not sent again when it took long to fail', async () => {
    upstream.answer = (request, response) => {
      setTimeout(() => reply(503)(request, response), 60);
    };
    await failure(connect({ retry: { maxAttempt: 50 } }).ask());
    expect(upstream.requests).toHaveLength(1);
  });

  it('is not sent again when its caller has left meanwhile', async () => {
    const client = connect({ retry: { minPause: 5_000, maxPause: 5_001 } });
    const leaving = new AbortController();
    upstream.answer = reply(503);
    const asked = failure(client.ask('read', { ...backgroundCall(), signal: leaving.signal }));
    await until(() => upstream.requests.length === 1 && upstream.running === 0);
    leaving.abort();
    await asked;
    expect(upstream.requests).toHaveLength(1);
  });

  it('is not sent again when that failure has opened the breaker', async () => {
    const client = connect({ breaker: { inARow: 1 } });
    upstream.answer = reply(503);
    expect((await failure(client.ask())).options.status).toBe(503);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a write', () => {
  it.each([
    ['a server error', reply(503), true],
    ['a reset', reset, true],
    ['silence', hang, true],
    ['being told to come back', reply(429, '', { 'retry-after': '0' }), false],
  ])('is sent once, whatever comes of it: %s', async (_, answer, mayHaveArrived) => {
    upstream.answer = answer;
    const error = await failure(connect({ timeout: { write: 500 } }).ask('write'));
    expect(error.mayHaveArrived).toBe(mayHaveArrived);
    expect(upstream.requests).toHaveLength(1);
  });

  it('has a connection of its own, which no idle time has closed', async () => {
    const client = connect();
    await times(3, () => client.ask('read'));
    expect(upstream.connections).toBe(1);
    await times(3, () => client.ask('write'));
    expect(upstream.connections).toBe(4);
  });
});

describe('retries', () => {
  it('are a tenth of the calls and one a second, and what little has been saved', async () => {
    const client = connect({ retry: { budgetMax: 3, budgetPerSecond: 0 } });
    upstream.answer = reply(503);
    await times(100, () => failure(client.ask()));
    expect(upstream.requests.length).toBeGreaterThanOrEqual(100 + 12);
    expect(upstream.requests.length).toBeLessThanOrEqual(100 + 13);
  });

  it('come back with time', async () => {
    const client = connect({ retry: { budgetMax: 1, budgetPerCall: 0, budgetPerSecond: 20 } });
    upstream.answer = reply(503);
    await failure(client.ask());
    expect(upstream.requests).toHaveLength(2);
    let calls = 1;
    while (upstream.requests.length < calls + 2) {
      await failure(client.ask());
      calls += 1;
    }
  });

  it('and the breaker keep a thousand reads of a dead back end down to ten calls, and none is needed to recover', async () => {
    const client = createTestClient(upstream.url, { breaker: { firstOpen: 300 } });
    upstream.answer = reply(503);
    const errors = await times(1_000, () => failure(client.ask()));
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    expect(upstream.requests.length).toBeLessThanOrEqual(10);
    expect(client.policy.state).toBe('DOWN');
    upstream.answer = reply(200);
    await until(() => client.policy.state !== 'DOWN');
    await times(20, () => client.ask());
    expect(client.policy).toMatchObject({ state: 'UP', breakers: { read: 'closed' } });
  });

  it('and the breaker spare a thousand callers at once of a back end where nobody listens', async () => {
    const client = createTestClient(upstream.url);
    await upstream.close();
    let sent = 0;
    const call = () => ({
      ...backgroundCall(),
      onRequest: () => {
        sent += 1;
      },
    });
    const ends = await counter(Array.from({ length: 1_000 }, () => client.ask('read', call())));
    expect(ends).toEqual({ UPSTREAM_UNAVAILABLE: 1_000 });
    expect(sent).toBeLessThanOrEqual(32 + 10);
  });
});
