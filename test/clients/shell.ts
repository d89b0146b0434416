import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

/** How long a build and a start may take on a busy machine, and how long an installation. */
const startMs = 120_000;
const runMs = 400_000;

/** A reader's terminal: variables that were set stay, and one gateway runs at a time. */
export interface Shell {
  /** Forgets all variables. @param values what the reader writes in the place of dots and brackets, by the variable. */
  begin(values: Readonly<Record<string, string>>): void;
  /** Runs an `export`. */
  assign(command: string): Promise<void>;
  /** Runs a command to its end. @returns what it printed. @throws with that when it failed. */
  run(command: string): Promise<string>;
  /** Starts a gateway in the place of the one before, on a free port, and waits until it is ready. */
  serve(command: string): Promise<{ readonly url: string; readonly output: () => string }>;
  stop(): Promise<void>;
}

/** Address that pages write. */
const written = '127.0.0.1:4000';

export function createShell(cwd: string): Shell {
  let values: Readonly<Record<string, string>> = {};
  let set: Readonly<Record<string, string>> = {};
  let port = 4_000;
  let running: ChildProcess | undefined;

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    // A machine that tests is a busy one.
    MAX_LOOP_DELAY_MS: '1000000',
    ...set,
    PORT: String(port),
  });

  const run = async (command: string): Promise<string> => {
    const text = command.replaceAll(written, `127.0.0.1:${port}`);
    const options = { cwd, env: environment(), timeout: runMs };
    try {
      return (await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', text], options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
      throw new Error(`${command}: ${stdout}${stderr}`);
    }
  };

  const stop = async (): Promise<void> => {
    const child = running;
    running = undefined;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGINT');
    await closed;
  };

  return {
    run,
    stop,
    begin: (given) => {
      values = given;
      set = given;
    },
    assign: async (command) => {
      const filled = command.replaceAll(/\b([A-Z_]+)=(?:\.\.\.|<[^>]*>|https:\/\/\S+\.example\S*)/g, (_, name) => {
        if (values[name] === undefined) throw new Error(`the reader is not told what ${name} is`);
        return `${name}='${values[name]}'`;
      });
      const names = [...filled.matchAll(/\b([A-Z_]+)=/g)].map(([, name = '']) => name);
      const printed = await run(`${filled}\nprintf '%s\\n' ${names.map((name) => `"$${name}"`).join(' ')}`);
      const read = printed.split('\n');
      set = { ...set, ...Object.fromEntries(names.map((name, index) => [name, read[index] ?? ''])) };
    },
    serve: async (command) => {
      await stop();
      port = await findPort();
      const url = `http://127.0.0.1:${port}`;
      let output = '';
      const child = spawn('bash', ['--norc', '-c', command], { cwd, env: environment(), detached: true });
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      running = child;
      await waitUntilReady(`${url}/health/ready`, child, () => output);
      if (command.endsWith('demo'))
        await waitFor(
          () => output.includes('Ctrl-C'),
          child,
          () => output,
        );
      return { url, output: () => output };
    },
  };
}

async function waitUntilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  await waitFor(
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    child,
    output,
  );
}

async function waitFor(isDone: () => boolean | Promise<boolean>, child: ChildProcess, output: () => string) {
  const deadline = performance.now() + startMs;
  while (!(await isDone())) {
    const isOver = child.exitCode !== null || performance.now() > deadline;
    if (isOver) throw new Error(`it is not ready, but says: ${output()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
