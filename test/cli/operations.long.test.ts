import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build, run } from './command.js';

let folder: string;

const schema = readFileSync('schema/schema.graphql', 'utf8');

/** Writes a file of this test. @returns its path. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  await build();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const check = (...parameters: readonly string[]) => run(['operations', 'check', ...parameters]);

it('finds that the operations of this package fit the code as it runs', async () => {
  expect(await check()).toEqual({ code: 0, output: 'All 4 files fit.\n' });
});

it('names each document that a change would break, and where, beside what it takes away', async () => {
  const next = file('next.graphql', schema.replace('  isBlocked: Boolean', '  isFull: Boolean'));
  const { code, output } = await check('--schema', next);
  expect(code).toBe(1);
  expect(output).toContain('Taken away from clients:\n  - Zone.isBlocked was removed.');
  expect(output).toMatch(/operations\/operator\.graphql:\d+ Cannot query field "isBlocked" on type "Zone"\./);
  expect(output).toMatch(/operations\/chatbot\.graphql:\d+ /);
  expect(output).toMatch(/3 of 4 files break\.\n$/);
});

it('tells a change that breaks none of the documents from one that does', async () => {
  const next = file('next.graphql', schema.replace('  isBlocked: Boolean', '  isFull: Boolean'));
  const own = file('own.graphql', 'query Own { plans { ...Row } }');
  const fragment = file('row.graphql', 'fragment Row on Plan { name } fragment Unused on Plan { id }');
  expect(await check('--schema', next, own, fragment)).toEqual({
    code: 0,
    output: expect.stringMatching(/was removed\.[\s\S]*All 2 files fit\.\n$/),
  });
});

it('says of a document that was broken before that it was, and of one that is none where', async () => {
  const old = file('old.graphql', 'query Old {\n  noSuchField\n}');
  const torn = file('torn.graphql', 'query Torn {');
  const { code, output } = await check(old, torn);
  expect(code).toBe(1);
  expect(output).toMatch(/old\.graphql:2 Cannot query field "noSuchField" on type "Query"\. \(as before\)/);
  expect(output).toMatch(/torn\.graphql:1 Syntax Error/);
});

it.each([
  [['operations'], 'Say what to do: check.'],
  [['operations', 'mend'], 'There is no "mend".'],
  [['operations', 'check', '--schema', '/no/such/file'], '/no/such/file cannot be read.'],
  [['operations', 'check', '--schema', 'README.md'], 'README.md is no GraphQL schema.'],
])('%j is refused in a sentence, with how it is used', async (parameters, sentence) => {
  const { code, output } = await run(parameters);
  expect([code, output]).toEqual([2, expect.stringContaining(`${sentence}\n\nUsage: isp-gateway operations check`)]);
});
