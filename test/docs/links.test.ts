import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from './markdown.js';

/** Every page that a reader may open. */
const pages = [
  'README.md',
  '.github/CONTRIBUTING.md',
  'test/bench/README.md',
  ...['docs', 'packages', 'examples', 'deploy', 'src'].flatMap(findPages),
];

function findPages(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

/** @returns what is wrong with a link of a page; null when its file, and its anchor if it names one, exist. */
function faultOf(page: string, target: string): string | null {
  if (/^(?:https?:|mailto:)/.test(target)) return URL.canParse(target) ? null : 'is no address';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative('.', resolve(dirname(page), decodeURI(path)));
  if (file.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(file)) return 'leads to no file';
  if (anchor === undefined || statSync(file).isDirectory()) return null;
  return anchorsOf(readFileSync(file, 'utf8')).has(anchor) ? null : 'leads to no heading';
}

describe('the links of a page', () => {
  it('are found in text and tables, and not in code', () => {
    const page = 'A [page](a.md) and [a part](b.md#c-d).\n\n| `[x](y)` | [z](<q r.md>) |\n\n```\n[no](no.md)\n```\n';
    expect(linksOf(page)).toEqual(['a.md', 'b.md#c-d', 'q r.md']);
  });

  it('lead to headings as GitHub names them', () => {
    const page = '# One, two: `x`\n## One, two: `x`\n```\n# comment\n```\n### What’s [new](a.md)?\n<a id="own"></a>\n';
    expect([...anchorsOf(page)]).toEqual(['one-two-x', 'one-two-x-1', 'whats-new', 'own']);
  });

  it.each(pages)('of %s lead to what there is', (page) => {
    const faults = linksOf(readFileSync(page, 'utf8')).flatMap((target) => {
      const fault = faultOf(page, target);
      return fault === null ? [] : [`${target} ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  // The recipe names files of a back end that a reader has yet to write.
  it.each(pages.filter((page) => page !== 'docs/add-a-back-end.md'))(
    'of %s stand beside names of files that there are',
    (page) => {
      const named = [
        ...readFileSync(page, 'utf8').matchAll(/`((?:src|test|docs|schema|deploy|examples|packages)\/[\w/.-]+)`/g),
      ].map(([, path = '']) => path);
      expect(named.filter((path) => !existsSync(path))).toEqual([]);
    },
  );

  it('leave no page of docs out of its table of contents', () => {
    const listed = new Set(linksOf(readFileSync('docs/README.md', 'utf8')));
    const own = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md');
    expect(own.filter((name) => !listed.has(name))).toEqual([]);
  });
});
