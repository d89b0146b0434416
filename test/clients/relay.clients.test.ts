import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

const pinged = { id: expect.any(String), status: 'COMPLETED', connection: 'STABLE' };
const program = 'relay/relay.mjs';

let recipe: Recipe;
let whole: Ran;

beforeAll(async () => {
  recipe = await takeOver('relay/relay.js');
  await recipe.build(join(recipe.folder, 'relay'));
  whole = await recipe.run(program);
});

afterAll(() => recipe.close());

describe('Relay', () => {
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
      pages: found,
      problem: 'CLIENT_NOT_FOUND',
      error: 'BAD_USER_INPUT',
    });
  });

  it('asks for a new token once the first has expired', () => {
    expect(whole.tokens).toBe(2);
    expect(whole.sent.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('gets a new token for a subscription alone', async () => {
    const { id } = whole.results.watch as { readonly id: string };
    const ran = await recipe.run(program, `watch=${id}`);
    expect(ran).toEqual({ results: { watch: pinged }, sent: [], tokens: 2 });
  });
});
