import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = `${root}dist/cli/index.js`;

/** How long a start may take on a busy machine. */
const startMs = 60_000;

/** Compiles the sources, so that what is run is what is there; not again what is compiled already, which another test may be running. */
export async function build(): Promise<void> {
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((path) => statSync(`${root}src/${path}`).mtimeMs));
  if (existsSync(command) && statSync(command).mtimeMs > newest) return;
  await promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
    cwd: root,
  });
}

export interface Running {
  readonly process: ChildProcess;
  /** What it has printed so far, errors included. */
  readonly output: () => string;
  /** Waits for a text in the output. @returns what the pattern's group matched */
  printed(pattern: RegExp): Promise<string>;
  exit(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Whom the process belongs to. Default: who tests. */
interface User {
  readonly uid?: number;
  readonly gid?: number;
}

const running = new Set<ChildProcess>();

/** Starts `isp-gateway` in an environment of its own. */
export function start(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  user: User = {},
): Running {
  const child = spawn(process.execPath, ['--enable-source-maps', command, ...parameters], {
    ...user,
    cwd: root,
    // A machine that tests is a busy one.
    env: { PATH: process.env.PATH, MAX_LOOP_DELAY_MS: '1000000', ...environment },
  });
  running.add(child);
  let output = '';
  const exited = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    process: child,
    output: () => output,
    printed: async (pattern) => {
      const deadline = performance.now() + startMs;
      while (!pattern.test(output) && child.exitCode === null && performance.now() < deadline) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const found = pattern.exec(output);
      if (found === null) throw new Error(`it did not print ${pattern}, but: ${output}`);
      return found[1] ?? found[0];
    },
    exit: () => exited,
  };
}

/** Runs it to its end. */
export async function run(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  user: User = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = start(parameters, environment, user);
  const { code } = await child.exit();
  return { code, output: child.output() };
}

/** Ends what a failed test has left behind. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
