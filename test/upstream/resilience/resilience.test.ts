import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createPolicy } from '../../../src/upstream/resilience/resilience.js';
import { createWay, failure, reply, startUpstream, times, type Upstream, until } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

const noRetry = { retry: { budgetMax: 0 } } as const;

describe('the state of a back end', () => {
  it('is UNKNOWN until it was asked, then UP', async () => {
    const way = createWay(upstream.url);
    expect(way.policy).toMatchObject({ state: 'UNKNOWN', checkedAt: null });
    await way.ask();
    expect(way.policy).toMatchObject({ state: 'UP', checkedAt: expect.any(Date) });
  });

  it('is DEGRADED, DOWN, DEGRADED again and UP as it fails and recovers', async () => {
    const way = createWay(upstream.url, { ...noRetry, breaker: { firstOpen: 200 } });
    const states: string[] = [];
    const ask = async () => {
      await way.ask().catch(() => undefined);
      states.push(way.policy.state);
    };
    upstream.answer = reply(503);
    await times(5, ask);
    expect(way.policy.breakers.read).toBe('open');
    await until(() => way.policy.breakers.read === 'half-open');
    states.push(way.policy.state);
    upstream.answer = reply(200);
    await times(10, ask);
    expect(states.slice(0, 7)).toEqual(['DEGRADED', 'DEGRADED', 'DOWN', 'DOWN', 'DOWN', 'DEGRADED', 'DEGRADED']);
    expect(way.policy.state).toBe('UP');
  });

  it('is DEGRADED while its reads are well and its writes are kept away', async () => {
    const way = createWay(upstream.url);
    upstream.answer = reply(503);
    await times(5, () => failure(way.ask('write')));
    upstream.answer = reply(200);
    await times(10, () => way.ask('read'));
    expect(way.policy).toMatchObject({ state: 'DEGRADED', breakers: { read: 'closed', write: 'open' } });
  });

  it('is DEGRADED while it wants no calls', async () => {
    const way = createWay(upstream.url);
    await way.ask();
    upstream.answer = reply(429, '', { 'retry-after': '60' });
    await failure(way.ask('write'));
    expect(way.policy).toMatchObject({ state: 'DEGRADED', breakers: { read: 'closed', write: 'closed' } });
  });

  it('is no other back end’s', async () => {
    const [one, other] = [createWay(upstream.url, noRetry), createWay(upstream.url, noRetry)];
    upstream.answer = reply(503);
    await times(5, () => failure(one.ask()));
    upstream.answer = reply(200);
    await other.ask();
    expect([one.policy.state, other.policy.state]).toEqual(['DOWN', 'UP']);
  });
});

describe('a call', () => {
  it('gives what its attempt gives, and fails as its attempt fails', async () => {
    const policy = createPolicy('WISPRO');
    expect(await policy.run('write', backgroundCall(), async () => null)).toBeNull();
    const error = new RangeError('x');
    await expect(policy.run('read', backgroundCall(), () => Promise.reject(error))).rejects.toBe(error);
  });

  it('that was not let through says why to the log, and no address', async () => {
    const way = createWay(upstream.url, noRetry);
    upstream.answer = reply(503);
    await times(5, () => failure(way.ask()));
    const error = await failure(way.ask());
    expect(error.cause).toMatchObject({ message: 'the breaker is open' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('127.0.0.1');
  });
});
