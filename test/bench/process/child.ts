import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { root } from '../root.js';
import type { Answer, Report, Usage } from './control.js';

/** A process of its own that the harness started. */
export interface Child {
  /** Where it listens; empty when it does not. */
  readonly url: string;
  /** @throws what the job threw, or that the process ended. */
  ask<Value = void>(job: string, input?: unknown): Promise<Value>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/**
 * What is measured has core 0 for itself; the load and the back end share core 1, or have the last if they are to leave it. Where there
 * is no clock, any core will do.
 */
export type Core = 'measured' | 'other' | 'last' | 'any';

export interface ChildOptions {
  readonly core: Core;
  readonly environment?: Readonly<Record<string, string>>;
  /** Node's own options, for example `--expose-gc`. */
  readonly flags?: readonly string[];
}

/** Starts a compiled file of test/bench, pinned where the system can pin. @param file without ending, e.g. `peers/floor`. */
export async function startChild(file: string, { core, environment = {}, flags = [] }: ChildOptions): Promise<Child> {
  const path = `${root}dist/bench/test/bench/${file}.js`;
  const [command = '', ...parameters] = [...pinning(core), process.execPath, ...flags, path];
  const child = spawn(command, parameters, {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return createChild(child, file);
}

async function createChild(child: ChildProcess, file: string): Promise<Child> {
  const waiting = new Map<number, (answer: Answer) => void>();
  const ended = once(child, 'exit');
  const lost = ended.then(([code, signal]) => {
    throw new Error(`${file} ended (${code ?? signal})`);
  });
  lost.catch(() => undefined);
  let count = 0;
  const url = new Promise<string>((resolve) => {
    child.on('message', (report: Report) => {
      if ('url' in report) return resolve(report.url);
      waiting.get(report.id)?.(report);
      waiting.delete(report.id);
    });
  });
  const ask = async <Value>(job: string, input?: unknown): Promise<Value> => {
    const id = ++count;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    child.send({ id, job, input });
    const answer = await Promise.race([answered, lost]);
    if ('error' in answer) throw new Error(`${file}: ${job}: ${answer.error}`);
    return answer.value as Value;
  };
  return {
    url: await Promise.race([url, lost]),
    ask,
    usage: () => ask<Usage>('usage'),
    stop: async () => {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** It ends when it is disconnected; a profile takes a while to be written. */
const stopLimitMs = 10_000;

function pinning(core: Core): readonly string[] {
  const numbers = { measured: 0, other: 1, last: availableParallelism() - 1, any: null };
  return canPin && numbers[core] !== null ? ['taskset', '-c', String(numbers[core])] : [];
}

/** Whether processes get a core each: it takes two cores and `taskset`. */
export const canPin = availableParallelism() >= 2 && hasTaskset();

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
