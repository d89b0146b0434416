import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** The source as plain JavaScript, for processes that a test starts and kills. */
export interface Compiled {
  readonly directory: string;
  remove(): void;
}

/** Some floors and what they are built on, quickly: faults of type are another check's. Default: the store. */
export async function compileSource(floors: readonly string[] = ['model', 'store']): Promise<Compiled> {
  // Packages are looked for from where the files are.
  const parent = join(top, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, 'isp-gateway-test-'));
  const project = {
    extends: join(top, 'tsconfig.json'),
    compilerOptions: { rootDir: join(top, 'src'), outDir: directory, noCheck: true, sourceMap: false },
    include: floors.map((floor) => join(top, 'src', floor)),
  };
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(project));
  const compiler = join(top, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', directory]);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A process of `test/store/child/`, which begins with a message of its own. */
export interface Child {
  send(message: object): void;
  /** What it says, after its first message. */
  onMessage(listener: (message: unknown) => void): void;
  kill(): Promise<void>;
}

/** @param settings the child's only argument, as JSON. */
export async function startChild(script: string, settings: object): Promise<Child> {
  const path = fileURLToPath(new URL(`child/${script}`, import.meta.url));
  const child: ChildProcess = fork(path, [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`${script} did not start`);
    }),
  ]);
  return {
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    onMessage: (listener) => void child.on('message', listener),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
