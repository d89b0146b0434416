import { buildSchema, execute, parse } from 'graphql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReferenceSchema } from '../../../src/server/execution/reference.js';

const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);

beforeEach(() => void process.on('unhandledRejection', note));
afterEach(() => void process.off('unhandledRejection', note));

const fail = (): never => {
  throw new Error('at once');
};
const failLater = async (): Promise<never> => {
  await undefined;
  throw new Error('later');
};

it.each([
  ['a list', '{ list { sure } }'],
  ['a list of lists', '{ lists { sure } }'],
  ['a list that comes later', '{ late { sure } }'],
])('of %s no failure is left that nothing handles, and the answer is the same', async (_, text) => {
  const schema = buildSchema(`
    type Item { sure: Int! }
    type Query { list: [Item!] lists: [[Item!]!] late: [Item!] }
  `);
  const list = [{ sure: failLater }, { sure: fail }];
  const rootValue = { list, lists: [list], late: async () => list };
  const answer = await execute({ schema: createReferenceSchema(schema), document: parse(text), rootValue });
  // Node tells of a rejection once the microtasks are done.
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer).toMatchObject({ data: { [/\w+/.exec(text)?.[0] ?? '']: null }, errors: [expect.anything()] });
  expect(unhandled).toEqual([]);
});
