import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandsOf } from './command.js';

const pages = [
  'README.md',
  '.github/CONTRIBUTING.md',
  'packages/client/README.md',
  'test/bench/README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

describe('the commands of a page', () => {
  it('are read from blocks of a shell, one a line, without comments', () => {
    const page = '```\nnpm ci && npm run demo # begin\nexport A=b c\nnothing\n```\n```json\nnpm run not\n```\n';
    expect(commandsOf(page)).toEqual([
      { text: 'npm ci', kind: 'run' },
      { text: 'npm run demo', kind: 'serve' },
      { text: 'export A=b c', kind: 'export' },
    ]);
    expect(commandsOf('```sh\nnpm run unheard-of\n```\n')).toEqual([{ text: 'npm run unheard-of', kind: undefined }]);
  });

  it.each(pages)('of %s are run from a clean clone, or by whom it is said', (page) => {
    const commands = commandsOf(readFileSync(page, 'utf8'));
    expect(commands.filter(({ kind }) => kind === undefined)).toEqual([]);
  });

  it.each(pages)('of %s name scripts that there are', (page) => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: object };
    const named = [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
