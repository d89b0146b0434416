import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

const pinged = { id: expect.any(String), status: 'COMPLETED', connection: 'STABLE' };

let recipe: Recipe;
let whole: Ran;

beforeAll(async () => {
  recipe = await takeOver('urql.mjs');
  whole = await recipe.run('urql.mjs');
});

afterAll(() => recipe.close());

describe('urql with its normalized cache', () => {
  it('asks, writes, subscribes, pages and gets the codes of errors', () => {
    expect(whole.results).toEqual({
      query: {
        id: pingable,
        name: 'RAÚL PERDOMO',
        status: 'ACTIVE',
        plan: { id: expect.any(String), name: '7MB PLUS' },
      },
      cached: 'RAÚL PERDOMO',
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

  it('sends queries by GET and mutations by POST, as it comes', () => {
    const isGet = ({ method }: { readonly method: string }): boolean => method === 'GET';
    // The query (twice: once with the expired token), two pages and the error.
    expect(whole.sent.filter(isGet)).toHaveLength(5);
    const posted = whole.sent.filter((sent) => !isGet(sent)).map(({ body }) => body);
    expect(posted.every((body) => /mutation|subscription/.test(body))).toBe(true);
  });

  it.each(['watch', 'watchEvents'])('gets a new token for %s alone', async (step) => {
    const { id } = whole.results[step] as { readonly id: string };
    const ran = await recipe.run('urql.mjs', `${step}=${id}`);
    expect(ran.results).toEqual({ [step]: pinged });
    expect(ran.tokens).toBe(2);
    expect(ran.sent.some(({ accept }) => accept.includes('text/event-stream'))).toBe(step === 'watchEvents');
  });
});
