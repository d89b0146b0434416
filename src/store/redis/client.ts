import { Redis, type RedisOptions } from 'ioredis';

/**
 * Milliseconds that a command waits for its answer. A command that failed may have been executed all the same: nothing sends it again unasked,
 * neither when its answer was lost nor when the connection comes back, and nothing queues while there is none.
 */
export const commandTimeoutMs = 100;

/**
 * Measured together (reliability.md 0-5): with any of the four at its default a command is executed twice, or waits for ever, when
 * Redis freezes, dies or loses an answer.
 */
const requestOptions: RedisOptions = {
  autoResendUnfulfilledCommands: false,
  commandTimeout: commandTimeoutMs,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
};

/** Every instance looks for Redis at its own pace, and finds it at most half a second after its return. */
const connectOptions: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 1_000,
  retryStrategy: (attempt) => Math.min(20 * 2 ** attempt, 400) + Math.random() * 100,
  // After a failover the address may lead to another server. The command that met the old one is not sent again.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** Purpose of the connection. */
export type RedisUse =
  /** Requests wait for it. @param timeoutMs of a command. Default: `commandTimeoutMs`. */
  | { readonly kind: 'requests'; readonly timeoutMs?: number }
  /** One loop reads with commands that block for as long. */
  | { readonly kind: 'reader'; readonly blockMs: number }
  /** BullMQ, which blocks without end, makes connections like it for itself and executes a command twice without harm. */
  | { readonly kind: 'jobs' };

/**
 * The only way to a connection. It is made with `connect`, that for jobs at once, and made again whenever it is lost.
 * @param onError hears every fault of the connection.
 */
export function createRedis(url: string, use: RedisUse, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, { ...connectOptions, ...optionsOf(use) });
  redis.on('error', onError);
  return redis;
}

function optionsOf(use: RedisUse): RedisOptions {
  switch (use.kind) {
    case 'requests':
      return { ...requestOptions, commandTimeout: use.timeoutMs ?? commandTimeoutMs };
    case 'reader':
      return { ...requestOptions, commandTimeout: use.blockMs + 500 };
    case 'jobs':
      // BullMQ gives up for good on a connection that it has to make itself and that fails at first.
      return { maxRetriesPerRequest: null, lazyConnect: false };
  }
}
