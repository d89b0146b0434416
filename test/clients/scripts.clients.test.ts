import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

describe.each([
  ['Python without packages', 'python.py', 'python3'],
  ['curl', 'curl.sh', 'bash'],
])('%s', (_name, file, interpreter) => {
  let recipe: Recipe;
  let whole: Ran;

  beforeAll(async () => {
    recipe = await takeOver(file);
    whole = await recipe.run(`${interpreter} ${file}`);
  });

  afterAll(() => recipe.close());

  it('asks, writes, subscribes, pages and gets the codes of errors', () => {
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
  });
});
