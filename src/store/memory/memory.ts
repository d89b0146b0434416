import { LRUCache } from 'lru-cache';
import { atMost } from '../../model/at-most.js';
import type { PingTask } from '../../model/ping-task.js';
import type { ZonePing } from '../../model/zone-ping.js';
import { complete, erase, type IdempotencyRecord, markSent, reserve, stateOf } from '../idempotency-record.js';
import type { IdempotencyStore } from '../idempotency-store.js';
import { createMemoryOutbox } from '../outbox/memory.js';
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
import { createMemoryEvents } from './event-bus.js';
import { createMemoryRateLimiters } from './rate-limiter.js';
import { createMemoryRepository } from './repository.js';
import { createMemorySchedule, type MemorySchedule } from './schedule.js';

export interface MemoryStoreOptions {
  /** @default the process's monotonic clock */
  readonly clock?: Clock;
  readonly limits?: RepositoryLimits;
  readonly outboxLimits?: OutboxLimits | undefined;
}

/**
 * Most idempotency records, about 500 bytes each; the least recently changed goes first. A record in flight has changed within its lease,
 * so none goes before it is complete unless as many writes begin within one lease.
 */
const maxEntries = 100_000;

/** A store of this process alone: a restart forgets it. Never out of reach. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { clock = () => performance.now(), limits = defaultRepositoryLimits } = options;
  const events = createMemoryEvents();
  const pingSchedule: MemorySchedule<PingTask> = createMemorySchedule();
  const writeSchedule: MemorySchedule<ScheduledWrite> = createMemorySchedule();
  const zonePingSchedule: MemorySchedule<ZonePing> = createMemorySchedule();
  return {
    kind: 'memory',
    isReachable: true,
    idempotency: createMemoryIdempotencyStore(clock),
    pingTasks: createMemoryRepository(limits, clock, (task) => events.publish('ping-task', task)),
    zonePings: createMemoryRepository(zonePingLimits, clock, (run) => events.publish('zone-ping', run)),
    outages: createMemoryRepository(outageLimits, clock, (outage) => events.publish('outage', outage)),
    diagnoses: createMemoryRepository(limits, clock, (diagnosis) => events.publish('diagnosis', diagnosis)),
    tickets: createMemoryRepository(limits, clock),
    promises: createMemoryRepository(promiseLimits, clock),
    paymentReports: createMemoryRepository(paymentReportLimits, clock),
    sessions: createMemoryRepository(sessionLimits, clock),
    unconfirmedPhones: createMemoryRepository(unconfirmedPhoneLimits, clock),
    clientWrites: createMemoryRepository(clientWriteLimits, clock, (write) => events.publish('client-written', write)),
    openWrites: createMemoryRepository(openWriteLimits, clock),
    settledWrites: createMemoryRepository(limits, clock, (write) => events.publish('write-outcome', write)),
    events,
    pingSchedule,
    outbox: createMemoryOutbox({ clock, limits: options.outboxLimits }),
    writeSchedule,
    zonePingSchedule,
    limiters: createMemoryRateLimiters,
    close: async () => {
      await Promise.all([pingSchedule.close(), writeSchedule.close(), zonePingSchedule.close()]);
    },
  };
}

function createMemoryIdempotencyStore(clock: Clock): IdempotencyStore {
  const records = new LRUCache<string, IdempotencyRecord>(atMost(maxEntries));
  const stored = (key: string): IdempotencyRecord | null => records.peek(key) ?? null;
  return {
    reserve: async (entry) => {
      const { decision, next } = reserve(entry, stored(entry.key), clock());
      if (next !== undefined) records.set(entry.key, next);
      return decision;
    },
    markSent: async (key, owner) => {
      const next = markSent(stored(key), owner, clock());
      if (next !== null) records.set(key, next);
      return next !== null;
    },
    complete: async (key, owner, settlement) => {
      const next = complete(stored(key), owner, settlement, clock());
      if (next === null) records.delete(key);
      else if (next !== undefined) records.set(key, next);
    },
    stateOf: async (key, owner) => stateOf(stored(key), owner, clock()),
    erase: async (about) => {
      for (const [key, record] of [...records]) {
        const next = erase(record, about, clock());
        if (next !== record) records.set(key, next);
      }
    },
  };
}
