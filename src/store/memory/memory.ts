import { LRUCache } from 'lru-cache';
import { erase, type LedgerRecord, markSent, reserve, settle } from '../idempotency-record.js';
import {
  type Clock,
  clientWriteLimits,
  conversationLimits,
  defaultShelfLimits,
  type ShelfLimits,
  type Store,
  unconfirmedPhoneLimits,
  type WriteLedger,
} from '../store.js';
import { createLocalEvents } from './events.js';
import { memoryLimiters } from './limiter.js';
import { createPingSchedule } from './ping-schedule.js';
import { createMemoryShelf } from './repository.js';

export interface MemoryStoreOptions {
  /** Default: the process's own clock, which nobody can set. */
  readonly clock?: Clock;
  readonly limits?: ShelfLimits;
}

/**
 * Most entries of the ledger, about 500 bytes each; the one that changed longest ago goes first. One that is in flight has changed within
 * its lease, so none goes before it is settled unless so many writes begin within a lease.
 */
const maxEntries = 100_000;

/** A store of this process alone: a restart forgets it. Never out of reach. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { clock = () => performance.now(), limits = defaultShelfLimits } = options;
  const events = createLocalEvents();
  const pingSchedule = createPingSchedule();
  return {
    kind: 'memory',
    isReachable: true,
    ledger: createLedger(clock),
    pingTasks: createMemoryShelf(limits, clock, (task) => events.publish('ping-task', task)),
    tickets: createMemoryShelf(limits, clock),
    conversations: createMemoryShelf(conversationLimits, clock),
    unconfirmedPhones: createMemoryShelf(unconfirmedPhoneLimits, clock),
    clientWrites: createMemoryShelf(clientWriteLimits, clock, (write) => events.publish('client-written', write)),
    events,
    pingSchedule,
    limiters: memoryLimiters,
    close: () => pingSchedule.close(),
  };
}

function createLedger(clock: Clock): WriteLedger {
  const records = new LRUCache<string, LedgerRecord>({ max: maxEntries });
  const stored = (key: string): LedgerRecord | null => records.peek(key) ?? null;
  return {
    reserve: async (entry) => {
      const { verdict, next } = reserve(entry, stored(entry.key), clock());
      if (next !== undefined) records.set(entry.key, next);
      return verdict;
    },
    markSent: async (key, owner) => {
      const next = markSent(stored(key), owner, clock());
      if (next !== null) records.set(key, next);
      return next !== null;
    },
    settle: async (key, owner, settlement) => {
      const next = settle(stored(key), owner, settlement, clock());
      if (next === null) records.delete(key);
      else if (next !== undefined) records.set(key, next);
    },
    erase: async (about) => {
      for (const [key, record] of [...records]) {
        const next = erase(record, about, clock());
        if (next !== record) records.set(key, next);
      }
    },
  };
}
