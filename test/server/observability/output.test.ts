import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Compiled, compileSource } from '../../store/child-process.js';

describe('lines on standard output', () => {
  let compiled: Compiled;

  beforeAll(async () => {
    compiled = await compileSource(['server/observability/output.ts']);
  }, 60_000);

  afterAll(() => compiled.remove());

  it.each([
    ['it has nothing more to do', ''],
    ['it exits', 'process.exit(0);'],
    ['an error is nobody’s', 'throw new Error("nobody catches this");'],
  ])('are all there, once and in order, when a process ends because %s', { timeout: 60_000 }, async (_, ending) => {
    const script = `
      import { createOutput } from '${compiled.directory}/server/observability/output.js';
      const output = createOutput(() => undefined);
      const write = (line) => output.write(line + '\\n');
      for (let line = 0; line < 500; line += 1) write('line ' + line);
      ${ending}`;
    const lines = Array.from({ length: 500 }, (_, line) => `line ${line}`);
    expect((await run(script)).split('\n')).toEqual([...lines, '']);
  });
});

async function run(script: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [written] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return written;
}
