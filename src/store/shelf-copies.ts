import { LRUCache } from 'lru-cache';
import { ServiceUnavailable } from '../model/errors.js';
import type { EventBus, Shelf } from './store.js';

/** How many items, and how many lists, are kept of those that passed through this process. */
const maxCopies = 2_000;

/**
 * Lets reads of a shelf go on while it is out of reach, with what this process saw last. Writes fail as they did. A purge, wherever it
 * happens, costs all copies: they are soon read again.
 */
export function withCopies<Item extends { readonly id: string }>(
  shelf: Shelf<Item>,
  events: Pick<EventBus, 'subscribe'>,
): Shelf<Item> {
  const items = new LRUCache<string, Item>({ max: maxCopies });
  const lists = new LRUCache<string, readonly string[]>({ max: maxCopies });
  const keep = (found: readonly Item[]): readonly string[] => {
    for (const item of found) items.set(item.id, item);
    return found.map(({ id }) => id);
  };
  const forget = (): void => {
    items.clear();
    lists.clear();
  };
  events.subscribe('client-purged', forget);
  return {
    put: async (item, names) => {
      await shelf.put(item, names);
      keep([item]);
    },
    add: async (item, names) => {
      const isAdded = await shelf.add(item, names);
      if (isAdded) keep([item]);
      return isAdded;
    },
    replace: async (previous, next) => {
      const isReplaced = await shelf.replace(previous, next);
      if (isReplaced) keep([next]);
      return isReplaced;
    },
    get: async (id) => {
      const read = await orCopy(shelf.get(id), () => items.get(id));
      if (read === null) items.delete(id);
      else keep([read]);
      return read;
    },
    list: async (name) => {
      const read = await orCopy(shelf.list(name), () => lists.get(name)?.flatMap((id) => items.get(id) ?? []));
      lists.set(name, keep(read));
      return read;
    },
    clear: async (name) => {
      await shelf.clear(name);
      forget();
    },
  };
}

/** @throws {ServiceUnavailable} out of reach, and this process has no copy. */
async function orCopy<Value>(reading: Promise<Value>, copy: () => Value | undefined): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    const kept = error instanceof ServiceUnavailable ? copy() : undefined;
    if (kept === undefined) throw error;
    return kept;
  }
}
