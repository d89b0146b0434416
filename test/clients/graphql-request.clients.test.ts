import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { found, pingable, type Ran, type Recipe, takeOver } from './recipe.js';

let recipe: Recipe;
let whole: Ran;

beforeAll(async () => {
  recipe = await takeOver('graphql-request.mjs');
  whole = await recipe.run('graphql-request.mjs');
});

afterAll(() => recipe.close());

describe('graphql-request', () => {
  it('asks, writes once, pages and gets the codes of errors', () => {
    const ticket = { ticketId: expect.any(Number) };
    expect(whole.results).toEqual({
      query: {
        id: pingable,
        name: 'RAÚL PERDOMO',
        status: 'ACTIVE',
        plan: { id: expect.any(String), name: '7MB PLUS' },
      },
      ticket: [
        { __typename: 'CreateTicketSuccess', replayed: false, ticket },
        { __typename: 'CreateTicketSuccess', replayed: true, ticket },
      ],
      pages: found,
      problem: 'CLIENT_NOT_FOUND',
      error: 'BAD_USER_INPUT',
    });
    const [first, again] = whole.results.ticket as readonly { readonly ticket: object }[];
    expect(again?.ticket).toEqual(first?.ticket);
  });

  it('asks for a new token once the first has expired', () => {
    expect(whole.tokens).toBe(2);
    expect(whole.sent.map(({ status }) => status).slice(0, 2)).toEqual([401, 200]);
    expect(whole.sent.filter(({ status }) => status !== 200)).toHaveLength(1);
  });
});
