import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameQuestion } from '../../../src/upstream/resilience/failed-requests.js';
import { createTestClient, failure, reply, startUpstream, times, type Upstream } from '../upstream.js';

let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream();
});

afterEach(() => upstream.close());

const noRetry = { retry: { budgetMax: 0 } } as const;
const connect = (options: Parameters<typeof createTestClient>[1] = noRetry) => createTestClient(upstream.url, options);

describe('a question that always fails', () => {
  const poison = (upstream: Upstream): void => {
    upstream.answer = (request, response) => reply(request.url?.includes('bad') ? 500 : 200)(request, response);
  };

  it.each(['read', 'list'] as const)('counts once, and is not asked again for a while: %s', async (kind) => {
    const client = connect();
    poison(upstream);
    const errors = await times(20, async () => {
      const error = await failure(client.ask(kind, undefined, 'bad'));
      await client.ask(kind, undefined, 'good');
      return error;
    });
    expect(upstream.requests.filter((request) => request.endsWith('bad'))).toHaveLength(2);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
    expect(errors.at(-1)?.details.retryAfterMs).toBeGreaterThan(0);
    expect(client.policy.breakers[kind]).toBe('closed');
  });

  it('is asked each time while nobody is answered, and counts once all the same', async () => {
    const client = connect();
    upstream.answer = reply(500);
    await times(20, () => failure(client.ask('read', undefined, 'bad')));
    expect(upstream.requests).toHaveLength(20);
    expect(client.policy).toMatchObject({ state: 'DEGRADED', breakers: { read: 'closed' } });
  });

  it('is sent when it is a write, and counts once', async () => {
    const client = connect();
    poison(upstream);
    await times(20, () => failure(client.ask('write', undefined, 'bad')));
    expect(upstream.requests).toHaveLength(20);
    expect(client.policy.breakers.write).toBe('closed');
  });

  it('is asked again after its rest, and is forgotten once it is answered', async () => {
    const client = connect({ ...noRetry, failedRequests: { rest: 30 } });
    const fail = async (): Promise<void> => {
      await failure(client.ask('read', undefined, 'bad'));
      await client.ask('read', undefined, 'good');
    };
    poison(upstream);
    await times(2, fail);
    upstream.answer = reply(200);
    const isAnswered = () =>
      client.ask('read', undefined, 'bad').then(
        () => true,
        () => false,
      );
    while (!(await isAnswered())) expect(upstream.requests).toHaveLength(4);
    poison(upstream);
    await times(2, fail);
    expect(upstream.requests).toHaveLength(9);
  });

  it('is no outage, but different ones are: five in a row, and three for the state', async () => {
    const client = connect();
    upstream.answer = reply(500);
    const states: string[] = [];
    for (const fingerprint of ['1', '1', '2', '2', '3', '3', '4', '5']) {
      await failure(client.ask('read', undefined, fingerprint));
      states.push(`${client.policy.state} ${client.policy.breakers.read}`);
    }
    expect(states).toEqual([
      ...['DEGRADED closed', 'DEGRADED closed', 'DEGRADED closed', 'DEGRADED closed'],
      ...['DOWN closed', 'DOWN closed', 'DOWN closed', 'DOWN open'],
    ]);
  });

  it.each([
    ['the back end as a whole is said to be away', reply(503)],
    ['the credentials are refused', reply(401)],
  ])('is an outage all the same where %s', async (_, answer) => {
    const client = connect();
    upstream.answer = answer;
    await times(5, () => failure(client.ask('read', undefined, 'same')));
    expect(client.policy.breakers.read).toBe('open');
  });

  it('is an outage all the same where no connection is made', async () => {
    const client = connect();
    await upstream.close();
    await times(5, () => failure(client.ask('read', undefined, 'same')));
    expect(client.policy.breakers.read).toBe('open');
    upstream = await startUpstream();
  });
});

it('is named so that no value can be read in its name, and another value has another name', () => {
  const route = 'GET /clients/by-phone/{phone}';
  const nameOf = (phone: string) => nameQuestion(route, { parameters: { phone } }).fingerprint;
  expect(nameOf('573001234567')).not.toContain('573001234567');
  expect(nameOf('573001234567')).toBe(nameOf('573001234567'));
  expect(nameOf('573001234567')).not.toBe(nameOf('573001234568'));
});
