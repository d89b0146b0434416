import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/client/generated/operations.js';
import { readManifests } from '../../../src/config/document.js';
import { writeManifests } from '../../../src/server/documents/manifest-writer.js';
import { hashText } from '../../../src/server/documents/trusted-document.js';

const folder = 'schema/operations';
const files = readdirSync(folder)
  .sort()
  .map((file) => ({ name: file.replace(/\.graphql$/, ''), text: readFileSync(`${folder}/${file}`, 'utf8') }));

describe('the committed manifests', () => {
  it('are those of the operations', () => {
    const committed = readdirSync('schema/manifest').map((name) => [
      name,
      readFileSync(`schema/manifest/${name}`, 'utf8'),
    ]);
    expect(new Map(committed as [string, string][])).toEqual(writeManifests(files));
  });

  it('hold, under its hash, every document as a typed client sends it', () => {
    const sent = Object.values(operations).map(({ text }) => text);
    for (const format of ['.json', '.relay.json']) {
      const paths = files.map(({ name }) => `schema/manifest/${name}${format}`).join(',');
      const held = readManifests('V', paths).manifests.flatMap(({ documents }) => documents);
      expect(new Map(held.map(({ id, text }) => [id, text]))).toEqual(
        new Map(sent.map((text) => [hashText(text), text])),
      );
    }
  });
});

describe('a manifest is refused', () => {
  it.each([
    ['of an operation without a name', '{ a }', 'Every operation of a manifest needs a name.'],
    ['of two operations of one name', 'query A { a } query A { b }', 'There are two operations named A.'],
  ])('%s', (_, text, message) => {
    expect(() => writeManifests([{ name: 'file', text }])).toThrow(message);
  });
});

it('a file of fragments alone has no manifest', () => {
  const written = writeManifests([
    { name: 'shared', text: 'fragment F on Query { a }' },
    { name: 'own', text: 'query A { ...F }' },
  ]);
  expect([...written.keys()]).toEqual(['own.json', 'own.relay.json']);
  expect(written.get('own.json')).toContain('query A {\\n  ...F\\n}\\n\\nfragment F on Query {\\n  a\\n}');
});
