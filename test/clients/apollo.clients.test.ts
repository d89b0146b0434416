import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

const pinged = { __typename: 'PingTask', id: expect.any(String), status: 'COMPLETED', connection: 'STABLE' };

let recipe: Recipe;
let whole: Ran;

beforeAll(async () => {
  recipe = await takeOver('apollo.mjs');
  whole = await recipe.run('apollo.mjs');
});

afterAll(() => recipe.close());

describe('Apollo Client', () => {
  it('asks, writes, subscribes, pages and gets the codes of errors', () => {
    expect(whole.results).toEqual({
      query: {
        __typename: 'Client',
        id: pingable,
        name: 'RAÚL PERDOMO',
        status: 'ACTIVE',
        plan: { __typename: 'Plan', id: expect.any(String), name: '7MB PLUS' },
      },
      cached: { __typename: 'Client', name: 'RAÚL PERDOMO' },
      watch: pinged,
      watchEvents: pinged,
      pages: found,
      problem: 'CLIENT_NOT_FOUND',
      error: 'BAD_USER_INPUT',
    });
  });

  it('asks for a new token once the first has expired', () => {
    expect(whole.tokens).toBe(2);
    expect(whole.sent.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('sends a hash, is told that none is kept, and sends texts from then on', () => {
    const answered = whole.sent.filter(({ status }) => status !== 401).map(({ body }) => JSON.parse(body));
    const isHash = (body: object): boolean => 'extensions' in body && !('query' in body);
    expect(answered.map(isHash)).toEqual(answered.map((_, index) => index === 0));
  });

  it.each(['watch', 'watchEvents'])('gets a new token for %s alone', async (step) => {
    const { id } = whole.results[step] as { readonly id: string };
    const ran = await recipe.run('apollo.mjs', `${step}=${id}`);
    expect(ran.results).toEqual({ [step]: pinged });
    expect(ran.tokens).toBe(2);
    expect(ran.sent.some(({ accept }) => accept === 'text/event-stream')).toBe(step === 'watchEvents');
  });
});
