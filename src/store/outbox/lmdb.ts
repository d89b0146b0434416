import type { RootDatabase } from 'lmdb';
import { orUnavailable, toKey } from '../lmdb/key.js';
import type { Clock } from '../store.js';
import { createMemoryOutbox, type OutboxEntry } from './memory.js';
import type { Outbox, OutboxLimits } from './outbox.js';

/**
 * Outbox on disk: one process holds the directory, so it works in memory, writes every change in one transaction and reads all at start.
 * What was taken by an earlier process is due at once: that process is gone.
 */
export function createLmdbOutbox(root: RootDatabase, clock: Clock, limits?: OutboxLimits): Outbox {
  const database = root.openDB<OutboxEntry, string>('outbox', { encoding: 'json' });
  const entries = [...database.getRange({})].map(({ value }) =>
    value.owner === null ? value : { ...value, owner: null, dueAt: 0 },
  );
  return createMemoryOutbox({
    ...{ clock, limits, entries },
    save: async (changes) => {
      if (changes.size === 0) return;
      await orUnavailable(() =>
        root.transaction(() => {
          for (const [id, entry] of changes) {
            if (entry === null) database.remove(toKey(id));
            else database.put(toKey(id), entry);
          }
        }),
      );
    },
  });
}
