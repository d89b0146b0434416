import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { until } from './subject.js';

/** A Redis of a test's own, which it may stop, kill and start again on the same port with what was on its disk. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Any Redis: `REDIS_URL`, else one of its own, else the one of this machine. Null: there is none. */
export async function findRedis(): Promise<{ readonly url: string; close(): Promise<void> } | null> {
  const { REDIS_URL } = process.env;
  const shared = { close: async () => undefined };
  if (REDIS_URL !== undefined && REDIS_URL !== '') return { url: REDIS_URL, ...shared };
  if (canStartRedis()) return startRedis();
  return (await answers(6379)) ? { url: 'redis://127.0.0.1:6379', ...shared } : null;
}

/** Whether `redis-server` is on the path. */
export function canStartRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs what needs a Redis where there is one. Where there is none it is skipped, by a name that says so; with `CI` set it runs and
 * fails.
 */
export function describeWith(isThere: boolean, name: string, body: () => void): void {
  if (isThere || process.env.CI !== undefined) describe(name, body);
  else describe.skip(`${name} [NOT RUN: no Redis; install redis-server or set REDIS_URL]`, body);
}

/** @param options more of redis-server's own, e.g. `--replicaof`. Default: no disk. */
export async function startRedis(
  options: readonly string[] = ['--save', '', '--appendonly', 'no'],
): Promise<RedisServer> {
  const directory = mkdtempSync(join(tmpdir(), 'isp-gateway-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    server = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, ...options], {
      stdio: 'ignore',
    });
    await until(() => answers(port), 10_000);
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };

  // A run that is broken off leaves no server behind.
  const killNow = (): void => void server?.kill('SIGKILL');
  process.once('exit', killNow);
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    kill,
    start,
    close: async () => {
      await kill();
      process.off('exit', killNow);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether a Redis on this machine is ready for commands, or for a password. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => end(/^(?:\+PONG|-NOAUTH)/.test(String(data))));
  });
}
