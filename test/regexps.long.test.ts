import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

function check(folder: string): Promise<{ readonly code: number; readonly reported: string }> {
  return new Promise((resolve) => {
    execFile('node', ['.ci/regexps.mjs', folder], (error, _, reported) =>
      resolve({ code: Number(error?.code ?? 0), reported }),
    );
  });
}

it('the check of regular expressions names those whose time grows faster than the text, and those it cannot read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'regexps-'));
  await writeFile(join(folder, 'good.ts'), 'export const good: RegExp = /^[a-z]+$/;\n');
  expect(await check(folder)).toEqual({ code: 0, reported: '' });
  await writeFile(join(folder, 'bad.ts'), '\nexport const move = /promesa.*(?:cread|generad)/i;\nconst end = /0+$/;\n');
  await writeFile(join(folder, 'page.tsx'), 'export const page = <b>{/^(a+)+$/.test("a")}</b>;\n');
  await writeFile(join(folder, 'made.ts'), 'export const made = (text: string) => new RegExp(text);\n');
  const { code, reported } = await check(folder);
  expect(code).toBe(1);
  expect(reported.match(/\w+\.tsx?:\d+/g)).toEqual(['bad.ts:2', 'bad.ts:3', 'made.ts:1', 'page.tsx:1']);
  await rm(folder, { recursive: true });
}, 240_000);

it('the source has none', async () => {
  expect(await check('src')).toEqual({ code: 0, reported: '' });
}, 240_000);
