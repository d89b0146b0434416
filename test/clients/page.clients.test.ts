import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/clients.md', 'utf8');
const root = 'examples/clients';
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

/** The text between two headings of the page. */
const sections = page.split(/^## /m).map((text) => ({
  title: text.slice(0, text.indexOf('\n')),
  blocks: [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block),
}));

describe('the page about clients', () => {
  it.each(sections.filter(({ blocks }) => blocks.length > 0))(
    'has the code of $title from the recipes',
    ({ blocks }) => {
      const texts = files.map((path) => readFileSync(path, 'utf8'));
      const isIn = (block: string) => texts.some((text) => text.includes(block) || text.startsWith(`// ${block}`));
      expect(blocks.filter((block) => !isIn(block.trimEnd()))).toEqual([]);
    },
  );

  it('has a section for each client, and links the file of each', () => {
    const linked = [...page.matchAll(/\]\(\.\.\/(examples\/clients\/[\w./-]+)\)/g)].map(([, path = '']) => path);
    const isLinked = (path: string): boolean => linked.some((each) => path === each || path.startsWith(`${each}/`));
    expect(files.filter((path) => !isLinked(path))).toEqual([]);
    expect(sections.filter(({ blocks }) => blocks.length > 0)).toHaveLength(9);
  });
});
