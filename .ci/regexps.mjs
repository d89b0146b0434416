#!/usr/bin/env node
// Checks every regular expression of the source for texts on which its time grows faster than their length. Such a text may come from a
// caller or a back end, and one of 300 KB stops the process for seconds. The exit code is 1 when there is one, or one that cannot be judged.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The engine that is JavaScript alone: the same verdict on every machine. It is read when the package is loaded.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');
const { parseAst } = await import('vite');

/** Decides by the automaton alone: no chance, and no clock but as a last resort. */
const settings = { checker: 'automaton', timeout: 60_000 };

const folder = process.argv[2] ?? 'src';
const verdicts = new Map();
const files = readdirSync(folder, { recursive: true })
  // The emulator reads what tests send it.
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('emulator/'))
  .map((path) => join(folder, path))
  .sort();
const faults = files.flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  return [...findPatterns(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }))].flatMap(({ start, regex }) => {
    const fault = regex === undefined ? 'is no literal, so that it cannot be checked' : judge(regex);
    return fault === null ? [] : [`${path}:${text.slice(0, start).split('\n').length} ${fault}`];
  });
});
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`${verdicts.size} regular expressions checked, ${faults.length} at fault\n`);
process.exitCode = faults.length === 0 && verdicts.size > 0 ? 0 : 1;

function* findPatterns(node) {
  if (typeof node !== 'object' || node === null) return;
  if (node.type === 'Literal' && node.regex !== undefined) yield node;
  else if (/^(?:New|Call)Expression$/.test(node.type) && node.callee.name === 'RegExp') yield { start: node.start };
  for (const child of Object.values(node)) yield* findPatterns(child);
}

/** @returns null when its time is linear whatever it reads. */
function judge({ pattern, flags }) {
  const name = `/${pattern}/${flags}`;
  if (!verdicts.has(name)) {
    const { status, complexity, error } = checkSync(pattern, flags, settings);
    verdicts.set(name, status === 'safe' ? null : `${name}: ${complexity?.summary ?? error?.kind ?? status}`);
  }
  return verdicts.get(name);
}
