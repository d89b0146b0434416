import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

interface Block {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

/** The blocks of a page that name a file behind their language. */
function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(ts|diff) (\S+)\n([\s\S]*?)^```$/gm)].map(([, kind = '', path = '', text = '']) => ({
    kind,
    path,
    text,
  }));
}

/** What a block makes of a file. @throws when it takes away what is not there. */
function apply({ kind, text }: Block, before: string): string {
  if (kind === 'ts') return text;
  const side = (sign: string): string =>
    text
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  if (!before.includes(side('-'))) throw new Error(`is not there: ${side('-')}`);
  return before.replace(side('-'), () => side('+'));
}

describe('the recipe for a back end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isp-gateway-recipe-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('compiles together with the sources', () => {
    for (const name of ['src', 'tsconfig.json', 'package.json']) cpSync(name, join(folder, name), { recursive: true });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    const blocks = blocksOf(readFileSync('docs/add-a-back-end.md', 'utf8'));
    expect(blocks.length).toBeGreaterThan(7);
    for (const block of blocks) {
      const path = join(folder, block.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, apply(block, block.kind === 'ts' ? '' : readFileSync(path, 'utf8')));
    }
    const compile = (): string =>
      execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'], {
        cwd: folder,
        encoding: 'utf8',
      });
    expect(compile()).toBe('');
  }, 60_000);
});

describe('the way through the source', () => {
  it.each(['docs/architecture.md', '.github/CONTRIBUTING.md', 'docs/joining.md', 'README.md'])(
    'in %s names files that there are',
    (page) => {
      const named = [...readFileSync(page, 'utf8').matchAll(/`((?:src|test)\/[\w/.-]+)`/g)].map(
        ([, path = '']) => path,
      );
      expect(named.filter((path) => !existsSync(path))).toEqual([]);
      if (page.endsWith('architecture.md')) expect(named.length).toBeGreaterThan(40);
    },
  );
});
