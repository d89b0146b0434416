import { mkdirSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import { createLocalEvents } from '../memory/events.js';
import { memoryLimiters } from '../memory/limiter.js';
import { createPingSchedule } from '../memory/ping-schedule.js';
import {
  type Clock,
  clientWriteLimits,
  conversationLimits,
  defaultShelfLimits,
  type ShelfLimits,
  type Store,
  unconfirmedPhoneLimits,
} from '../store.js';
import { createFileLedger } from './idempotency-store.js';
import { createFileShelf } from './repository.js';

export interface FileStoreOptions {
  /** Made where it is missing, for its owner alone. */
  readonly directory: string;
  /** Milliseconds since 1970, read once at start and counted on from there: what a restart must be able to go on with. */
  readonly clock?: Clock;
  readonly limits?: ShelfLimits;
}

/**
 * A store of one machine, which remembers writes and records over a restart. What waits to be polled is planned anew by whoever starts,
 * limits begin anew, and events are for those who listen. Two processes over one directory share what is remembered and nothing else.
 * @throws {Error} the directory cannot be written.
 */
export function createFileStore(options: FileStoreOptions): Store {
  const { directory, clock = createWallClock(), limits = defaultShelfLimits } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Said outright: a directory with a dot in its name would be taken for a file.
  const root: RootDatabase = open({ path: directory, noSubdir: false, maxDbs: 32, encoding: 'json' });
  const events = createLocalEvents();
  const pingSchedule = createPingSchedule();
  const shelf = { root, limits, clock };
  return {
    kind: 'file',
    isReachable: true,
    ledger: createFileLedger(root, clock),
    pingTasks: createFileShelf({ ...shelf, name: 'ping-tasks', tell: (task) => events.publish('ping-task', task) }),
    tickets: createFileShelf({ ...shelf, name: 'tickets' }),
    conversations: createFileShelf({ ...shelf, limits: conversationLimits, name: 'conversations' }),
    unconfirmedPhones: createFileShelf({ ...shelf, limits: unconfirmedPhoneLimits, name: 'unconfirmed-phones' }),
    clientWrites: createFileShelf({
      ...{ ...shelf, limits: clientWriteLimits, name: 'client-writes' },
      tell: (write) => events.publish('client-written', write),
    }),
    events,
    pingSchedule,
    limiters: memoryLimiters,
    close: async () => {
      await pingSchedule.close();
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
