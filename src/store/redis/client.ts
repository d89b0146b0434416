import { Redis, type RedisOptions } from 'ioredis';
import { createRedisGuard, type RedisGuard } from './guard.js';

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

/** Connections to Redis that stores may share: each has keys of its own. */
export interface RedisConnections {
  readonly url: string;
  readonly timeoutMs: number;
  readonly redis: Redis;
  readonly guard: RedisGuard;
  /** Waiting for replicas blocks a connection, so the idempotency store has its own. */
  readonly idempotency: { readonly redis: Redis; readonly guard: RedisGuard };
  /** Made for jobs: BullMQ makes its own connections like this one. */
  readonly jobs: Redis;
  readonly replicas: () => number;
  readonly onError: (error: Error) => void;
  close(): void;
}

export interface RedisConnectionOptions {
  readonly url: string;
  /**
   * Replicas that must hold a write before it is sent.
   * @default one, once any has been seen
   */
  readonly replicas?: number | null;
  /** Milliseconds that a command waits for its answer. Default 100. */
  readonly timeoutMs?: number | undefined;
  /** Called for every connection error; errors that a request meets are thrown. */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** They are made even while Redis is away. @throws {Error} Redis answers, and refuses this installation's credentials. */
export async function openRedis(options: RedisConnectionOptions): Promise<RedisConnections> {
  const { url, replicas = null, timeoutMs = commandTimeoutMs, onError = () => undefined } = options;
  const redis = createRedis(url, { kind: 'requests', timeoutMs }, onError);
  const idempotency = createRedis(url, { kind: 'requests', timeoutMs }, onError);
  const jobs = createRedis(url, { kind: 'jobs' }, onError);
  const all = [redis, idempotency, jobs];
  try {
    await Promise.all([redis, idempotency].map(connect));
  } catch (error) {
    for (const connection of all) connection.disconnect();
    throw error;
  }
  // Each store's queues listen to it.
  jobs.setMaxListeners(0);
  const guards = [createRedisGuard(redis), createRedisGuard(idempotency)] as const;
  return {
    ...{ url, timeoutMs, redis, jobs, onError },
    guard: guards[0],
    idempotency: { redis: idempotency, guard: guards[1] },
    replicas: await countReplicas(idempotency, replicas),
    close: () => {
      for (const guard of guards) guard.close();
      for (const connection of all) connection.disconnect();
    },
  };
}

/** Goes on trying by itself when Redis does not answer. @throws {Error} it answers that it will not have us. */
export async function connect(redis: Redis): Promise<void> {
  let refusal: Error | undefined;
  const look = (error: Error): void => {
    if (/^(?:WRONGPASS|NOAUTH|NOPERM)/.test(error.message)) refusal = error;
  };
  redis.on('error', look);
  await redis.connect().catch(() => undefined);
  redis.off('error', look);
  if (refusal !== undefined) throw refusal;
}

/** A replica that was seen once is waited for from then on: while it is away, nothing may be sent that it would not know of. */
async function countReplicas(redis: Redis, configured: number | null): Promise<() => number> {
  if (configured !== null) return () => configured;
  let seen = 0;
  const look = async (): Promise<void> => {
    const match = /^connected_slaves:(\d+)/m.exec(await redis.info('replication').catch(() => ''));
    if (Number(match?.[1] ?? 0) > 0) seen = 1;
  };
  redis.on('ready', () => void look());
  await look();
  return () => seen;
}
