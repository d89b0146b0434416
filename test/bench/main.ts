import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { type Effort, wholeEffort } from './effort.js';
import { canPin } from './process/child.js';
import { root } from './root.js';
import type { RowResult } from './row.js';
import { rows } from './rows/index.js';
import { toTable } from './table.js';

const [, , ...names] = process.argv;
const wanted = names.length === 0 ? rows : rows.filter(({ name }) => names.includes(name));
if (wanted.length < names.length) {
  say(`There are: ${rows.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 1;
} else {
  await run(wholeEffort);
}

async function run(effort: Effort): Promise<void> {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    pinned: canPin,
    loadBefore: loadavg()[0] ?? 0,
  };
  const load = machine.loadBefore.toFixed(2);
  say(`node ${machine.node}, ${machine.cores} cores of ${machine.cpu}, load ${load}, pinned: ${canPin}\n`);
  const results: RowResult[] = [];
  for (const row of wanted) {
    process.stderr.write(`${row.name} ...\n`);
    results.push(await row.measure(effort));
  }
  say(toTable(results));
  say(`written to ${write({ at: new Date().toISOString(), machine, effort, results })}`);
}

function write(report: { readonly at: string; readonly [key: string]: unknown }): string {
  const folder = `${root}test/bench/results`;
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${report.at.replace(/[:.]/g, '-')}.json`;
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
