import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const backends = ['wisphub', 'wispro'] as const;

type BackendFolder = (typeof backends)[number];

/** Every number that a contract has: of a heading, a row of a table, or an item of a list. */
function sectionsOf(backend: BackendFolder): ReadonlySet<string> {
  const text = readFileSync(`src/backends/${backend}/contract.md`, 'utf8');
  return new Set(
    [...text.matchAll(/^(?:#+ |\| |- \*\*)([0-9]+(?:\.[0-9]+)?|[A-Z][0-9]+)\b/gm)].flatMap(([, name]) => name ?? []),
  );
}

/** The numbers that follow a word: those of sections, not of steps within one. */
function citedIn(text: string, word: string): readonly string[] {
  const numbers = '[0-9]+(?:\\.[0-9]+)?|[A-Z][0-9]+';
  const cites = text.matchAll(
    new RegExp(`${word} (?:section )?((?:${numbers})(?:(?:, | to | and )(?:[0-9]+\\.[0-9]+|[A-Z][0-9]+)\\b)*)`, 'g'),
  );
  return [...cites].flatMap(([, list = '']) => list.match(new RegExp(numbers, 'g')) ?? []);
}

function textsUnder(folder: string): readonly (readonly [path: string, text: string])[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  // Comments wrap: a number may stand in the next line.
  return paths.map((path) => [
    `${folder}/${path}`,
    readFileSync(`${folder}/${path}`, 'utf8').replace(/\n\s*(?:\*|\/\/) /g, ' '),
  ]);
}

const names = { wisphub: 'WispHub', wispro: 'Wispro' } as const;

describe.each(backends)('the contract of %s', (backend) => {
  const sections = sectionsOf(backend);
  const cited = [
    ...[`src/backends/${backend}`, `src/emulator/${backend}`].flatMap((folder) =>
      textsUnder(folder).flatMap(([path, text]) => citedIn(text, '[cC]ontract').map((number) => `${path}: ${number}`)),
    ),
    ...textsUnder('src').flatMap(([path, text]) =>
      citedIn(text, `${names[backend]} contract`).map((number) => `${path}: ${number}`),
    ),
  ];

  it('has every section that the code cites', () => {
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter((cite) => !sections.has(cite.replace(/^.*: /, '')))).toEqual([]);
  });

  it('is what the README cites', () => {
    const readme = readFileSync(`src/backends/${backend}/README.md`, 'utf8');
    expect(readme).toContain('](contract.md)');
    expect(citedIn(readme, '[cC]ontract').filter((number) => !sections.has(number))).toEqual([]);
  });
});
