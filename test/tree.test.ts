import { describe, expect, it } from 'vitest';
import { readTree } from './floors.js';
import { findCircles, findCrowdedFolders, findLongMedian, findOldWords, findRelativeComments } from './tree.js';

const files = (folder: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, '']));

describe('the rules of the tree', () => {
  it('find a circle of imports, of types as well, and name each once', () => {
    const tree = {
      'src/model/a.ts': "import type { B } from './b.js';",
      'src/model/b.ts': "export { c } from './c.js';",
      'src/model/c.ts': "import { a } from './a.js';",
      'src/model/d.ts': "import { a } from './a.js';",
      'src/web/e.tsx': "import { F } from './f.js';",
      'src/web/f.tsx': "import { E } from './e.js';",
    };
    expect(findCircles(tree)).toEqual([
      'src/model/a.ts – src/model/b.ts – src/model/c.ts',
      'src/web/e.tsx – src/web/f.tsx',
    ]);
    expect(findCircles({ ...tree, 'src/model/c.ts': '', 'src/web/f.tsx': "// import './e.js';" })).toEqual([]);
  });

  it('find a folder of more than ten files, unless its files are nouns of the field', () => {
    const tree = { ...files('src/store', 11), ...files('src/store/redis', 10), ...files('src/model', 30) };
    expect(findCrowdedFolders(tree)).toEqual(['src/store: holds 11 files']);
  });

  it('find a median of more than sixty lines', () => {
    const long = 'const line = 1;\n'.repeat(61);
    expect(findLongMedian({ 'src/model/a.ts': '', 'src/model/b.ts': long, 'src/model/c.ts': long })).toEqual([
      'the median file has 61 lines',
    ]);
    expect(findLongMedian({ 'src/model/a.ts': '', 'src/model/b.ts': '', 'src/model/c.ts': long })).toEqual([]);
  });

  it('find words for which the field has one', () => {
    const tree = { 'src/a.ts': "const indoor = 'lanes';\n// A door.", 'src/b.ts': "throw new Error('Nobody');" };
    expect(findOldWords(tree)).toEqual(['src/a.ts:2', 'src/b.ts:1']);
  });

  it('find comments that begin with a relative clause once they are more than three in a hundred', () => {
    const plain = '/** Milliseconds. */\nconst a = 1;\n'.repeat(98);
    const relative = '/** What is asked. */\nconst b = 1;\n// Whoever waits\nconst c = 1;\n';
    const third = 'const d = 1; // Whether it is.\n';
    expect(findRelativeComments({ 'src/a.ts': plain, 'src/b.ts': relative })).toEqual([]);
    expect(findRelativeComments({ 'src/a.ts': plain, 'src/b.ts': relative + third + third })).toEqual([
      'src/b.ts: What is asked.',
      'src/b.ts: Whoever waits',
      'src/b.ts: Whether it is.',
      'src/b.ts: Whether it is.',
    ]);
  });
});

describe('this tree', () => {
  const tree = readTree();

  it.each(Object.entries({ findCircles, findCrowdedFolders, findLongMedian, findOldWords, findRelativeComments }))(
    '%s: nothing',
    (_, rule) => {
      expect(rule(tree)).toEqual([]);
    },
  );
});
