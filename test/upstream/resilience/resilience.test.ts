import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createResilience } from '../../../src/upstream/resilience/resilience.js';
import { createTestClient, failure, reply, startUpstream, times, type Upstream, until } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

const noRetry = { retry: { budgetMax: 0 } } as const;

describe('the state of a back end', () => {
  it('is UNKNOWN until it was asked, then UP', async () => {
    const client = createTestClient(upstream.url);
    expect(client.policy).toMatchObject({ state: 'UNKNOWN', checkedAt: null });
    await client.ask();
    expect(client.policy).toMatchObject({ state: 'UP', checkedAt: expect.any(Date) });
  });

  it('is DEGRADED, DOWN, DEGRADED again and UP as it fails and recovers', async () => {
    const client = createTestClient(upstream.url, { ...noRetry, breaker: { firstOpen: 200 } });
    const states: string[] = [];
    const ask = async () => {
      await client.ask().catch(() => undefined);
      states.push(client.policy.state);
    };
    upstream.answer = reply(503);
    await times(5, ask);
    expect(client.policy.breakers.read).toBe('open');
    await until(() => client.policy.breakers.read === 'half-open');
    states.push(client.policy.state);
    upstream.answer = reply(200);
    await times(10, ask);
    expect(states.slice(0, 7)).toEqual(['DEGRADED', 'DEGRADED', 'DOWN', 'DOWN', 'DOWN', 'DEGRADED', 'DEGRADED']);
    expect(client.policy.state).toBe('UP');
  });

  it('is DEGRADED while its reads are well and its writes are kept away', async () => {
    const client = createTestClient(upstream.url);
    upstream.answer = reply(503);
    await times(5, () => failure(client.ask('write')));
    upstream.answer = reply(200);
    await times(10, () => client.ask('read'));
    expect(client.policy).toMatchObject({ state: 'DEGRADED', breakers: { read: 'closed', write: 'open' } });
  });

  it('is DEGRADED while it wants no calls', async () => {
    const client = createTestClient(upstream.url);
    await client.ask();
    upstream.answer = reply(429, '', { 'retry-after': '60' });
    await failure(client.ask('write'));
    expect(client.policy).toMatchObject({ state: 'DEGRADED', breakers: { read: 'closed', write: 'closed' } });
  });

  it('is no other back end’s', async () => {
    const [one, other] = [createTestClient(upstream.url, noRetry), createTestClient(upstream.url, noRetry)];
    upstream.answer = reply(503);
    await times(5, () => failure(one.ask()));
    upstream.answer = reply(200);
    await other.ask();
    expect([one.policy.state, other.policy.state]).toEqual(['DOWN', 'UP']);
  });
});

describe('a call', () => {
  it('gives what its attempt gives, and fails as its attempt fails', async () => {
    const policy = createResilience('WISPRO');
    expect(await policy.run('write', backgroundCall(), async () => null)).toBeNull();
    const error = new RangeError('x');
    await expect(policy.run('read', backgroundCall(), () => Promise.reject(error))).rejects.toBe(error);
  });

  it('that was not let through says why to the log, and no address', async () => {
    const client = createTestClient(upstream.url, noRetry);
    upstream.answer = reply(503);
    await times(5, () => failure(client.ask()));
    const error = await failure(client.ask());
    expect(error.cause).toMatchObject({ message: 'the breaker is open' });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('127.0.0.1');
  });
});
