import { mkdirSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import type { PingTask } from '../../model/ping-task.js';
import type { ZonePing } from '../../model/zone-ping.js';
import { createMemoryEvents } from '../memory/event-bus.js';
import { createMemoryRateLimiters } from '../memory/rate-limiter.js';
import { createMemorySchedule, type MemorySchedule } from '../memory/schedule.js';
import { createLmdbOutbox } from '../outbox/lmdb.js';
import type { OutboxLimits } from '../outbox/outbox.js';
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
import type { Clock, ScheduledWrite, Store } from '../store.js';
import { createLmdbIdempotencyStore } from './idempotency-store.js';
import { createLmdbRepository } from './repository.js';

export interface LmdbStoreOptions {
  /** Made where it is missing, for its owner alone. */
  readonly directory: string;
  /** Milliseconds since 1970, read once at start and counted on from there: what a restart must be able to go on with. */
  readonly clock?: Clock;
  readonly limits?: RepositoryLimits;
  readonly outboxLimits?: OutboxLimits | undefined;
}

/**
 * Store of one machine that keeps idempotency records and repositories over a restart. Poll schedules are rebuilt at start, rate limits
 * begin at zero and events reach only this process. `holdDirectory` keeps a second process out.
 * @throws {Error} the directory cannot be written.
 */
export function createLmdbStore(options: LmdbStoreOptions): Store {
  const { directory, clock = createWallClock(), limits = defaultRepositoryLimits } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Said outright: a directory with a dot in its name would be taken for a file.
  const root: RootDatabase = open({ path: directory, noSubdir: false, maxDbs: 48, encoding: 'json' });
  const events = createMemoryEvents();
  const pingSchedule: MemorySchedule<PingTask> = createMemorySchedule();
  const writeSchedule: MemorySchedule<ScheduledWrite> = createMemorySchedule();
  const zonePingSchedule: MemorySchedule<ZonePing> = createMemorySchedule();
  const repository = { root, limits, clock };
  return {
    kind: 'file',
    isReachable: true,
    idempotency: createLmdbIdempotencyStore(root, clock),
    pingTasks: createLmdbRepository({
      ...repository,
      name: 'ping-tasks',
      notify: (task) => events.publish('ping-task', task),
    }),
    zonePings: createLmdbRepository({
      ...{ ...repository, limits: zonePingLimits, name: 'zone-pings' },
      notify: (run) => events.publish('zone-ping', run),
    }),
    outages: createLmdbRepository({
      ...{ ...repository, limits: outageLimits, name: 'outages' },
      notify: (outage) => events.publish('outage', outage),
    }),
    diagnoses: createLmdbRepository({
      ...repository,
      name: 'diagnoses',
      notify: (diagnosis) => events.publish('diagnosis', diagnosis),
    }),
    tickets: createLmdbRepository({ ...repository, name: 'tickets' }),
    promises: createLmdbRepository({ ...repository, limits: promiseLimits, name: 'promises' }),
    paymentReports: createLmdbRepository({ ...repository, limits: paymentReportLimits, name: 'payment-reports' }),
    sessions: createLmdbRepository({ ...repository, limits: sessionLimits, name: 'conversations' }),
    unconfirmedPhones: createLmdbRepository({
      ...repository,
      limits: unconfirmedPhoneLimits,
      name: 'unconfirmed-phones',
    }),
    clientWrites: createLmdbRepository({
      ...{ ...repository, limits: clientWriteLimits, name: 'client-writes' },
      notify: (write) => events.publish('client-written', write),
    }),
    openWrites: createLmdbRepository({ ...repository, limits: openWriteLimits, name: 'open-writes' }),
    settledWrites: createLmdbRepository({
      ...{ ...repository, name: 'settled-writes' },
      notify: (write) => events.publish('write-outcome', write),
    }),
    events,
    pingSchedule,
    outbox: createLmdbOutbox(root, clock, options.outboxLimits),
    writeSchedule,
    zonePingSchedule,
    limiters: createMemoryRateLimiters,
    close: async () => {
      await Promise.all([pingSchedule.close(), writeSchedule.close(), zonePingSchedule.close()]);
      await root.flushed;
      await root.close();
    },
  };
}

/** The time of day at the start of the process, and from there the process's own clock: it never jumps while the process lives. */
function createWallClock(): Clock {
  const offset = Date.now() - performance.now();
  return () => offset + performance.now();
}
