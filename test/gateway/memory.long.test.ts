import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Compiled, compileSource } from '../store/child-process.js';

interface Measured {
  /** Per client, of the heap. */
  readonly bytes: number;
  readonly tookMs: number;
}

type Measurements = Readonly<Record<'list' | 'listByEveryKey' | 'singles', Measured>>;

const clients = 50_000;
const mostBytes = 1_536;

describe(`${clients} clients held warm`, () => {
  let compiled: Compiled;
  let measured: Measurements;

  beforeAll(async () => {
    compiled = await compileSource(['model', 'upstream', 'backends', 'domain', 'store']);
    const script = fileURLToPath(new URL('child/client-memory.mjs', import.meta.url));
    const child = fork(script, [compiled.directory, String(clients)], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // Its last message may come after its exit, but not after it has disconnected.
    [measured] = (await Promise.race([
      once(child, 'message'),
      once(child, 'disconnect').then(() => {
        throw new Error('the measuring process ended');
      }),
    ])) as [Measurements];
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  }, 120_000);

  afterAll(() => compiled.remove());

  it.each([
    ['in the list, with the index by id', 'list'],
    ['in the list, with every index', 'listByEveryKey'],
    ['one by one', 'singles'],
  ] as const)(`cost ${mostBytes} bytes each at most %s`, (_, name) => {
    expect(measured[name].bytes).toBeGreaterThan(100);
    expect(measured[name].bytes).toBeLessThanOrEqual(mostBytes);
  });
});
