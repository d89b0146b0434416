import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadUserInput, UpstreamError } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { limits } from '../../../src/upstream/limits.js';
import { createCircuitBreaker } from '../../../src/upstream/resilience/circuit-breaker.js';
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

afterEach(async () => {
  vi.useRealTimers();
  await upstream.close();
});

const noRetry = { retry: { budgetMax: 0 } } as const;
const quick = { ...noRetry, breaker: { firstOpen: 100, maxOpen: 150 } } as const;
const connect = (options: ResilienceOptions & { timeout?: { read: number } } = noRetry) =>
  createTestClient(upstream.url, options);

/** Fails until it opens. */
async function open(client: ReturnType<typeof connect>): Promise<void> {
  upstream.answer = reply(503);
  await times(5, () => failure(client.ask()));
  expect(client.policy.breakers.read).toBe('open');
}

describe('a breaker', () => {
  it('opens after five failures in a row: then nothing leaves, and the caller is told when to come back', async () => {
    const client = connect();
    await open(client);
    const error = await failure(client.ask());
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true, mayHaveArrived: false });
    expect(error.details.retryAfterMs).toBeGreaterThan(0);
    expect(error.details.retryAfterMs).toBeLessThanOrEqual(5_000);
    expect(upstream.requests).toHaveLength(5);
  });

  it('opens at the twentieth call when half of them failed, however they are spread', async () => {
    const client = connect();
    let calls = 0;
    upstream.answer = (request, response) => reply(++calls % 2 === 0 ? 503 : 200)(request, response);
    await times(19, () => client.ask().catch(() => undefined));
    expect(client.policy.breakers.read).toBe('closed');
    await failure(client.ask());
    expect(client.policy.breakers.read).toBe('open');
  });

  it('stays shut while less than half of the calls fail', async () => {
    const client = connect();
    let calls = 0;
    upstream.answer = (request, response) => reply(++calls % 3 === 0 ? 503 : 200)(request, response);
    await times(60, () => client.ask().catch(() => undefined));
    expect(client.policy.breakers.read).toBe('closed');
    expect(upstream.requests).toHaveLength(60);
  });

  it('forgets the calls before an idle while', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const breaker = createCircuitBreaker({ ...limits.breaker, inARow: 1_000 });
    const call = (isGood: boolean) =>
      breaker
        .run(
          () => (isGood ? Promise.resolve() : Promise.reject(new Error('failed'))),
          () => 'failure',
        )
        .catch(() => undefined);
    await times(15, () => call(true));
    await times(14, () => call(false));
    vi.advanceTimersByTime(limits.breaker.window + 1);
    await times(19, () => call(false));
    expect(breaker.state).toBe('closed');
    await call(false);
    expect(breaker.state).toBe('open');
  });

  it.each([
    ['a reset', reset],
    ['a server error', reply(500)],
    ['refused credentials', reply(401)],
    ['an error in an answer of 200', reply(200, '{"error":"x"}')],
    ['a page in place of data', reply(200, '<html>')],
    ['silence', hang],
  ])('counts %s as a failure', async (_, answer) => {
    const client = connect({ ...noRetry, timeout: { read: 50 } });
    upstream.answer = answer;
    await times(5, () => failure(client.ask()));
    expect(client.policy.breakers.read).toBe('open');
  });

  it('does not count what is not found', async () => {
    const client = connect();
    upstream.answer = reply(404);
    expect(await times(30, () => client.ask())).toEqual(Array.from({ length: 30 }, () => null));
    expect(client.policy.breakers.read).toBe('closed');
  });

  it.each([
    ['an input that is not acceptable', () => new BadUserInput('x')],
    ['an error of our own', () => new TypeError('x')],
    ['being told to slow down', () => new UpstreamError('UPSTREAM_RATE_LIMITED', 'WISPHUB', { retryAfterMs: 0 })],
  ])('does not count %s', async (_, createError) => {
    const { policy } = connect();
    for (let done = 0; done < 30; done += 1) {
      const error = createError();
      await expect(policy.run('write', backgroundCall(), () => Promise.reject(error))).rejects.toBe(error);
    }
    expect(policy.breakers).toEqual({ read: 'closed', list: 'closed', write: 'closed' });
  });

  it('does not count a call that had too little time for an answer', async () => {
    const client = connect();
    upstream.answer = hang;
    for (let done = 0; done < 5; done += 1) {
      expect((await failure(client.ask('read', backgroundCall(30)))).code).toBe('UPSTREAM_TIMEOUT');
    }
    expect(client.policy).toMatchObject({ state: 'UNKNOWN', breakers: { read: 'closed' } });
  });

  it('does not count callers who leave', async () => {
    const client = connect();
    upstream.answer = hang;
    for (let done = 0; done < 10; done += 1) {
      const leaving = new AbortController();
      const asked = failure(client.ask('read', { ...backgroundCall(), signal: leaving.signal }));
      await until(() => upstream.running === 1);
      leaving.abort();
      await asked;
      await until(() => upstream.running === 0);
    }
    expect(client.policy.breakers.read).toBe('closed');
    expect(client.policy.state).toBe('UNKNOWN');
  });

  it('holds lists and look-ups apart', async () => {
    const client = connect();
    upstream.answer = reply(503);
    await times(5, () => failure(client.ask('list')));
    expect(client.policy.breakers).toEqual({ read: 'closed', list: 'open', write: 'closed' });
    upstream.answer = reply(200);
    await times(10, () => client.ask('read'));
    expect(client.policy.state).toBe('DEGRADED');
  });

  it('holds reads and writes apart', async () => {
    const client = connect();
    upstream.answer = reply(503);
    await times(5, () => failure(client.ask('write')));
    expect(client.policy.breakers).toEqual({ read: 'closed', list: 'closed', write: 'open' });
    upstream.answer = reply(200);
    await client.ask('read');
    expect(client.policy.state).toBe('DEGRADED');
    expect((await failure(client.ask('write'))).mayHaveArrived).toBe(false);
  });
});

describe('an open breaker', () => {
  it('lets one of many callers through when its time is over, and all once that one was answered', async () => {
    const client = connect(quick);
    await open(client);
    await until(() => client.policy.breakers.read === 'half-open');
    const before = upstream.requests.length;
    const answers: (() => void)[] = [];
    upstream.answer = (request, response) => answers.push(() => reply(503)(request, response));
    const probe = failure(client.ask());
    const others = await counter(Array.from({ length: 9 }, () => client.ask()));
    expect(others).toEqual({ UPSTREAM_UNAVAILABLE: 9 });
    await until(() => upstream.running === 1);
    expect(upstream.requests.length - before).toBe(1);
    for (const answer of answers) answer();
    await probe;
    upstream.answer = reply(200);
    await until(() => client.policy.breakers.read === 'half-open');
    await client.ask();
    expect(client.policy.breakers.read).toBe('closed');
    expect(await counter(Array.from({ length: 9 }, () => client.ask()))).toEqual({ ok: 9 });
  });

  it('stays open for longer after each probe that fails, up to a limit', async () => {
    const client = connect({ ...noRetry, breaker: { inARow: 1, firstOpen: 100, maxOpen: 300 } });
    upstream.answer = reply(503);
    const rests: number[] = [];
    for (let probes = 0; probes < 4; probes += 1) {
      await until(() => client.policy.breakers.read !== 'open');
      await failure(client.ask());
      rests.push(Number((await failure(client.ask())).details.retryAfterMs));
    }
    expect(upstream.requests).toHaveLength(4);
    const [first = 0, second = 0, third = 0, fourth = 0] = rests;
    expect(first).toBeLessThanOrEqual(100);
    expect(second).toBeGreaterThan(100);
    expect(third).toBeGreaterThan(200);
    expect(fourth).toBeLessThanOrEqual(300);
  });

  it('begins with a short time again after it was shut', async () => {
    const client = connect({ ...noRetry, breaker: { inARow: 1, firstOpen: 100, maxOpen: 60_000 } });
    for (const [status, isOpen] of [
      [503, true],
      [503, true],
      [200, false],
      [503, true],
    ] as const) {
      await until(() => client.policy.breakers.read !== 'open');
      upstream.answer = reply(status);
      await client.ask().catch(() => undefined);
      expect(client.policy.breakers.read).toBe(isOpen ? 'open' : 'closed');
    }
    expect((await failure(client.ask())).details.retryAfterMs).toBeLessThanOrEqual(100);
  });

  it('keeps nobody waiting for the probe, though that one fills the back end', async () => {
    const client = connect({ ...quick, bulkhead: { read: 1 } });
    await open(client);
    await until(() => client.policy.breakers.read === 'half-open');
    upstream.answer = hang;
    let isProbing = true;
    const probe = failure(client.ask()).then(() => {
      isProbing = false;
    });
    await until(() => upstream.running === 1);
    await failure(client.ask());
    expect(isProbing).toBe(true);
    client.client.close();
    await probe;
  });

  it('is not decided by a probe whose caller leaves: the next call is the probe', async () => {
    const client = connect(quick);
    await open(client);
    await until(() => client.policy.breakers.read === 'half-open');
    upstream.answer = hang;
    const leaving = new AbortController();
    const probe = failure(client.ask('read', { ...backgroundCall(), signal: leaving.signal }));
    await until(() => upstream.running === 1);
    leaving.abort();
    await probe;
    expect(client.policy.breakers.read).toBe('half-open');
    upstream.answer = reply(200);
    await client.ask();
    expect(client.policy.breakers.read).toBe('closed');
  });

  it('opens again in time though the clock is set back', async () => {
    const client = connect(quick);
    await open(client);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    await until(() => client.policy.breakers.read === 'half-open');
    upstream.answer = reply(200);
    await client.ask();
    expect(client.policy.breakers.read).toBe('closed');
  });
});

describe('the pause of a breaker', () => {
  it('doubles with each failed probe up to its limit, and begins anew once it has closed', async () => {
    vi.useFakeTimers();
    const breaker = createCircuitBreaker({ ...limits.breaker, inARow: 1, firstOpen: 100, maxOpen: 700 });
    const fail = () =>
      breaker
        .run(
          () => Promise.reject(new Error('x')),
          () => 'failure',
        )
        .catch(() => undefined);
    const pauses: number[] = [];
    for (let probe = 0; probe < 5; probe += 1) {
      await fail();
      pauses.push(breaker.retryAfterMs);
      vi.advanceTimersByTime(breaker.retryAfterMs - 1);
      expect(breaker.state).toBe('open');
      vi.advanceTimersByTime(1);
      expect(breaker.state).toBe('half-open');
    }
    expect(pauses).toEqual([100, 200, 400, 700, 700]);
    await breaker.run(
      async () => 'well',
      () => 'failure',
    );
    expect(breaker.state).toBe('closed');
    await fail();
    expect(breaker.retryAfterMs).toBe(100);
  });
});
