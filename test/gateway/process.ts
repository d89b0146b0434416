import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GatewayOptions } from '../../src/main.js';
import { jwt } from './secret.js';

const script = fileURLToPath(new URL('child/gateway.mjs', import.meta.url));

/** Heavy runs are short in the suite, and whole where this is set. */
export const isLong = (process.env.LONG_RUN ?? '') !== '';

/** What a process holds, of which garbage is no part. */
export interface Usage {
  readonly liveBytes: number;
  /** All of it, as the system sees it. */
  readonly residentBytes: number;
}

/** A gateway in a process of its own. */
export interface GatewayProcess {
  readonly url: string;
  /** At once, without a word to anybody. */
  kill(): Promise<void>;
  /** Sends SIGTERM. @returns when the gateway has begun to stop. */
  stop(): Promise<void>;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  usage(): Promise<Usage>;
}

/** A machine that tests is a busy one. */
const busy = { MAX_LOOP_DELAY_MS: '1000000' };

type Turned = Pick<
  GatewayOptions,
  | 'diagnosisTimings'
  | 'pingTimings'
  | 'reconcilerTimeScale'
  | 'socketTimings'
  | 'storeTimeoutMs'
  | 'verifyMs'
  | 'webhookTimings'
>;

/**
 * Starts a gateway with the secret of the tests' tokens. It ends with the test at the latest.
 * @param directory of the compiled source: `compileSource(['.'])`.
 */
export async function startProcess(
  directory: string,
  environment: Readonly<Record<string, string>>,
  options: Turned = {},
): Promise<GatewayProcess> {
  const child = fork(script, [directory, JSON.stringify(options)], {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env.PATH, PORT: '0', JWT_SECRET: jwt.secret, LOG_LEVEL: 'silent', ...busy, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const next = async <Message>(): Promise<Message> => {
    const ended = exit.then(({ code, signal }) => {
      throw new Error(`the gateway ended with ${code ?? signal}`);
    });
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message as Message;
  };
  const { url } = await next<{ readonly url: string }>();
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
    stop: async () => {
      const stopping = next();
      child.kill('SIGTERM');
      await stopping;
    },
    exit,
    usage: async () => {
      const answered = next<Usage>();
      child.send({});
      return answered;
    },
  };
}
