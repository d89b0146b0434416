import type { Redis } from 'ioredis';
import type { PingTask } from '../../model/ping-task.js';
import type { ZonePing } from '../../model/zone-ping.js';
import type { EventBus } from '../event-bus.js';
import type { OutboxLimits } from '../outbox/outbox.js';
import { createRedisOutbox } from '../outbox/redis.js';
import type { RepositoryLimits } from '../repository.js';
import {
  clientWriteLimits,
  defaultRepositoryLimits,
  openWriteLimits,
  outageLimits,
  paymentReportLimits,
  promiseLimits,
  sessionLimits,
  unconfirmedPhoneLimits,
  zonePingLimits,
} from '../repository.js';
import type { ScheduledWrite, Store } from '../store.js';
import { commandTimeoutMs, createRedis } from './client.js';
import { createRedisEvents } from './event-bus.js';
import { createRedisGuard } from './guard.js';
import { createRedisIdempotencyStore } from './idempotency-store.js';
import { createRedisRateLimiters } from './rate-limiter.js';
import { createRedisRepository } from './repository.js';
import { withLocalCopies } from './repository-copies.js';
import { createRedisSchedule } from './schedule.js';
import { readBlockMs } from './stream-reader.js';

export interface RedisStoreOptions {
  readonly url: string;
  /**
   * Replicas that must hold a write before it is sent.
   * @default one, once any has been seen
   */
  readonly replicas?: number | null;
  /** Milliseconds that a command waits for its answer. Default 100. */
  readonly timeoutMs?: number;
  /** Of every key. In braces: all keys are on one node of a cluster. Default `{isp-gateway}`. */
  readonly prefix?: string;
  readonly limits?: RepositoryLimits;
  readonly outboxLimits?: OutboxLimits | undefined;
  /** Of a poll of a ping or a write, in milliseconds. Default 5,000. */
  readonly pollLeaseMs?: number;
  /** Called for every connection error; errors that a request meets are thrown. */
  readonly onError?: (error: Error) => void;
}

/**
 * A store that any number of instances share. It is made even while Redis is away: reads find nothing and writes are refused until it
 * answers.
 * @throws {Error} Redis answers, and refuses this installation's credentials.
 */
export async function createRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { url, replicas = null, prefix = '{isp-gateway}', limits = defaultRepositoryLimits } = options;
  const { timeoutMs = commandTimeoutMs, onError = () => undefined } = options;
  // Waiting for replicas blocks a connection, so the idempotency store has its own.
  const redis = createRedis(url, { kind: 'requests', timeoutMs }, onError);
  const idempotencyRedis = createRedis(url, { kind: 'requests', timeoutMs }, onError);
  const reader = createRedis(url, { kind: 'reader', blockMs: readBlockMs }, onError);
  const jobs = createRedis(url, { kind: 'jobs' }, onError);
  const connections = [redis, idempotencyRedis, reader, jobs];
  try {
    await Promise.all([redis, idempotencyRedis, reader].map(connect));
  } catch (error) {
    for (const connection of connections) connection.disconnect();
    throw error;
  }

  const guard = createRedisGuard(redis);
  const idempotencyGuard = createRedisGuard(idempotencyRedis);
  const events = await createRedisEvents({ redis, reader, guard, prefix });
  const schedules = { ...{ redis, jobs, guard, prefix, timeoutMs, onError }, ...leaseOf(options) };
  const pingSchedule = createRedisSchedule<PingTask>({ ...schedules, name: 'pings' });
  const writeSchedule = createRedisSchedule<ScheduledWrite>({ ...schedules, name: 'writes' });
  const zonePingSchedule = createRedisSchedule<ZonePing>({ ...schedules, name: 'zone-pings' });
  return {
    kind: 'redis',
    get isReachable() {
      return !guard.isAway && !idempotencyGuard.isAway;
    },
    idempotency: createRedisIdempotencyStore({
      redis: idempotencyRedis,
      guard: idempotencyGuard,
      prefix,
      replicas: await countReplicas(idempotencyRedis, replicas),
    }),
    ...createRepositories({ redis, guard, prefix, limits, events }),
    events,
    pingSchedule,
    outbox: createRedisOutbox({ redis, guard, prefix, limits: options.outboxLimits }),
    writeSchedule,
    zonePingSchedule,
    limiters: createRedisRateLimiters({ redis, guard, prefix }),
    close: async () => {
      await Promise.all([pingSchedule.close(), writeSchedule.close(), zonePingSchedule.close()]);
      await events.close();
      for (const open of [guard, idempotencyGuard]) open.close();
      for (const connection of connections) connection.disconnect();
    },
  };
}

type Repositories = Pick<
  Store,
  | 'pingTasks'
  | 'zonePings'
  | 'outages'
  | 'diagnoses'
  | 'tickets'
  | 'promises'
  | 'paymentReports'
  | 'sessions'
  | 'unconfirmedPhones'
  | 'clientWrites'
  | 'openWrites'
  | 'settledWrites'
>;

function createRepositories(
  repositories: Omit<Parameters<typeof createRedisRepository>[0], 'name' | 'topic'> & { readonly events: EventBus },
): Repositories {
  const { events } = repositories;
  return {
    pingTasks: withLocalCopies(
      createRedisRepository({ ...repositories, name: 'ping-tasks', topic: 'ping-task' }),
      events,
      (listen) => events.subscribe('ping-task', listen),
    ),
    zonePings: createRedisRepository({
      ...{ ...repositories, limits: zonePingLimits },
      ...{ name: 'zone-pings', topic: 'zone-ping' },
    }),
    outages: createRedisRepository({ ...repositories, limits: outageLimits, name: 'outages', topic: 'outage' }),
    diagnoses: createRedisRepository({ ...repositories, name: 'diagnoses', topic: 'diagnosis' }),
    tickets: withLocalCopies(createRedisRepository({ ...repositories, name: 'tickets' }), events),
    promises: createRedisRepository({ ...repositories, limits: promiseLimits, name: 'promises' }),
    paymentReports: createRedisRepository({ ...repositories, limits: paymentReportLimits, name: 'payment-reports' }),
    sessions: createRedisRepository({ ...repositories, limits: sessionLimits, name: 'conversations' }),
    unconfirmedPhones: createRedisRepository({
      ...repositories,
      limits: unconfirmedPhoneLimits,
      name: 'unconfirmed-phones',
    }),
    clientWrites: createRedisRepository({
      ...{ ...repositories, limits: clientWriteLimits },
      ...{ name: 'client-writes', topic: 'client-written' },
    }),
    openWrites: createRedisRepository({ ...repositories, limits: openWriteLimits, name: 'open-writes' }),
    settledWrites: createRedisRepository({ ...repositories, name: 'settled-writes', topic: 'write-outcome' }),
  };
}

function leaseOf({ pollLeaseMs }: RedisStoreOptions): { readonly leaseMs?: number } {
  return pollLeaseMs === undefined ? {} : { leaseMs: pollLeaseMs };
}

/** Goes on trying by itself when Redis does not answer. @throws {Error} it answers that it will not have us. */
async function connect(redis: Redis): Promise<void> {
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
