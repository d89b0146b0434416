import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const backends = ['wisphub', 'wispro'] as const;

type BackendFolder = (typeof backends)[number];

/** Every number that a contract has: of a heading, a row of a table, or an item of a list. */
function sectionsOf(backend: BackendFolder, file = 'contract.md'): ReadonlySet<string> {
  const text = readFileSync(`src/backends/${backend}/${file}`, 'utf8');
  return new Set(
    [...text.matchAll(/^(?:#+ |\| |- \*\*)([0-9]+(?:\.[0-9]+)?|[A-Z]-?[0-9]+)\b/gm)].flatMap(([, name]) => name ?? []),
  );
}

/** The numbers that follow a word: those of sections, not of steps within one. */
function citedIn(text: string, word: string): readonly string[] {
  const numbers = '[0-9]+(?:\\.[0-9]+)?|[A-Z]-?[0-9]+';
  const cites = text.matchAll(
    new RegExp(`${word} (?:section )?((?:${numbers})(?:(?:, | to | and )(?:[0-9]+\\.[0-9]+|[A-Z]-?[0-9]+)\\b)*)`, 'g'),
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

/** A contract of its own is not cited by "cloud contract", which is another's. */
const ownContract = '(?<![cC]loud |[nN]ative )[cC]ontract';
const cloudContract = '[cC]loud contract';

const names = { wisphub: 'WispHub', wispro: 'Wispro' } as const;

describe.each(backends)('the contract of %s', (backend) => {
  const sections = sectionsOf(backend);
  const cited = [
    ...[`src/backends/${backend}`, `src/emulator/${backend}`].flatMap((folder) =>
      textsUnder(folder).flatMap(([path, text]) => citedIn(text, ownContract).map((number) => `${path}: ${number}`)),
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
    expect(citedIn(readme, ownContract).filter((number) => !sections.has(number))).toEqual([]);
  });
});

describe('the contract of Wispro’s own API', () => {
  const sections = sectionsOf('wispro', 'contract-cloud.md');
  const texts = [...textsUnder('src'), ...textsUnder('test').filter(([path]) => path !== 'test/backends.test.ts')];

  it('has every section that code and tests cite', () => {
    const cited = texts.flatMap(([path, text]) => citedIn(text, cloudContract).map((number) => `${path}: ${number}`));
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter((cite) => !sections.has(cite.replace(/^.*: /, '')))).toEqual([]);
  });

  it('has the sections, traps and assumptions that its source numbers', () => {
    const traps = Array.from({ length: 30 }, (_, index) => `T${index + 1}`);
    const assumptions = Array.from({ length: 45 }, (_, index) => `A-${String(index + 1).padStart(2, '0')}`);
    const parts = Array.from({ length: 11 }, (_, index) => String(index + 1));
    expect([...parts, ...traps, ...assumptions].filter((number) => !sections.has(number))).toEqual([]);
  });

  it('refers to its own numbers alone', () => {
    const text = readFileSync('src/backends/wispro/contract-cloud.md', 'utf8');
    const assumed = [...text.matchAll(/\bA-[0-9]+/g)].map(([number]) => number);
    expect(assumed.filter((number) => !sections.has(number))).toEqual([]);
  });

  it('is found from the architecture', () => {
    expect(readFileSync('docs/architecture.md', 'utf8')).toContain('`src/backends/wispro/contract-cloud.md`');
  });
});

describe("the contract of WispHub's own API", () => {
  const sections = sectionsOf('wisphub', 'contract-native.md');

  it('has every section, trap and assumption that the code and its tests cite', () => {
    const texts = [...textsUnder('src'), ...textsUnder('test')];
    const bare = texts.filter(([path]) => /\/native/.test(path) && path.includes('wisphub'));
    const cited = [
      ...texts.flatMap(([path, text]) => citedIn(text, '[nN]ative contract').map((number) => `${path}: ${number}`)),
      ...bare.flatMap(([path, text]) =>
        (text.match(/\b[TA][0-9]{2}\b(?!:\d)/g) ?? []).map((number) => `${path}: ${number}`),
      ),
    ];
    expect(cited.length).toBeGreaterThan(40);
    expect(cited.filter((cite) => !sections.has(cite.replace(/^.*: /, '')))).toEqual([]);
  });

  it('has a test of the emulator for each trap', () => {
    const tests = textsUnder('test/emulator/wisphub').flatMap(([, text]) => text.match(/\bT[0-9]{2}\b/g) ?? []);
    const traps = [...sections].filter((section) => /^T[0-9]{2}$/.test(section));
    expect(traps.filter((trap) => !tests.includes(trap))).toEqual([]);
  });

  it('numbers each trap and each assumption, without a gap', () => {
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
    const tables = [...sections].filter((section) => /^[TA][0-9]{2}$/.test(section));
    expect(tables).toEqual([...numbered('T', 45), ...numbered('A', 47)]);
  });

  it('is what the contract of the middleware links to, and links back', () => {
    expect(readFileSync('src/backends/wisphub/contract.md', 'utf8')).toContain('](contract-native.md)');
    expect(readFileSync('src/backends/wisphub/contract-native.md', 'utf8')).toContain('](contract.md)');
  });
});
