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
import { connect, createRedis, openRedis, type RedisConnectionOptions, type RedisConnections } from './client.js';
import { createRedisEvents } from './event-bus.js';
import { createRedisIdempotencyStore } from './idempotency-store.js';
import { createRedisRateLimiters } from './rate-limiter.js';
import { createRedisRepository } from './repository.js';
import { withLocalCopies } from './repository-copies.js';
import { createRedisSchedule } from './schedule.js';
import { readBlockMs } from './stream-reader.js';

export interface RedisStoreOptions extends RedisConnectionOptions {
  /** Of every key. In braces: all keys are on one node of a cluster. Default `{isp-gateway}`. */
  readonly prefix?: string;
  readonly limits?: RepositoryLimits;
  readonly outboxLimits?: OutboxLimits | undefined;
  /** Of a poll of a ping or a write, in milliseconds. Default 5,000. */
  readonly pollLeaseMs?: number;
}

/**
 * A store that any number of instances share. It is made even while Redis is away: reads find nothing and writes are refused until it
 * answers.
 * @param shared connections of several stores, which closing this one leaves open. Default: its own.
 * @throws {Error} Redis answers, and refuses this installation's credentials.
 */
export async function createRedisStore(options: RedisStoreOptions, shared?: RedisConnections): Promise<Store> {
  const { prefix = '{isp-gateway}', limits = defaultRepositoryLimits } = options;
  const connections = shared ?? (await openRedis(options));
  const { redis, guard, idempotency, jobs, replicas, timeoutMs, onError } = connections;
  const reader = createRedis(connections.url, { kind: 'reader', blockMs: readBlockMs }, onError);
  await connect(reader).catch((error) => {
    reader.disconnect();
    if (shared === undefined) connections.close();
    throw error;
  });
  const events = await createRedisEvents({ redis, reader, guard, prefix });
  const schedules = { ...{ redis, jobs, guard, prefix, timeoutMs, onError }, ...leaseOf(options) };
  const pingSchedule = createRedisSchedule<PingTask>({ ...schedules, name: 'pings' });
  const writeSchedule = createRedisSchedule<ScheduledWrite>({ ...schedules, name: 'writes' });
  const zonePingSchedule = createRedisSchedule<ZonePing>({ ...schedules, name: 'zone-pings' });
  return {
    kind: 'redis',
    get isReachable() {
      return !guard.isAway && !idempotency.guard.isAway;
    },
    idempotency: createRedisIdempotencyStore({ ...idempotency, prefix, replicas }),
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
      if (shared === undefined) connections.close();
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
