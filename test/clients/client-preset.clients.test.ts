import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

let recipe: Recipe;
let whole: Ran;

beforeAll(async () => {
  recipe = await takeOver('client-preset/src/main.ts');
  await recipe.build(join(recipe.folder, 'client-preset'));
  whole = await recipe.run('client-preset/out/client-preset/src/main.js');
});

afterAll(() => recipe.close());

describe('the client preset of GraphQL Code Generator', () => {
  it('gives types that compile strictly, to ask, write, subscribe, page and get the codes of errors', () => {
    expect(whole.results).toEqual({
      query: {
        id: pingable,
        name: 'RAÚL PERDOMO',
        status: 'ACTIVE',
        plan: { id: expect.any(String), name: '7MB PLUS' },
      },
      watch: { id: expect.any(String), status: 'COMPLETED', connection: 'STABLE' },
      pages: found,
      problem: 'CLIENT_NOT_FOUND',
      error: 'BAD_USER_INPUT',
    });
  });

  it('asks for a new token once the first has expired', () => {
    expect(whole.tokens).toBe(2);
    expect(whole.sent.filter(({ status }) => status === 401)).toHaveLength(1);
  });
});
