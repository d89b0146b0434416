import { LRUCache } from 'lru-cache';
import { atMost } from '../../model/at-most.js';
import { ServiceUnavailable } from '../../model/errors.js';
import type { EventBus } from '../event-bus.js';
import type { Repository } from '../repository.js';

/** Items, and lists, of which this process stores copies. */
const maxCopies = 2_000;

/**
 * Serves reads of a repository from local copies while it is out of reach. Writes still fail. A purge on any instance drops all copies:
 * they are soon read again.
 * @param follow is notified of every item put on any instance before other listeners. With it no copy is older than the events that those
 * received: a caller that subscribes first and then reads misses nothing, whether the repository or a copy answers.
 */
export function withLocalCopies<Item extends { readonly id: string }>(
  repository: Repository<Item>,
  events: Pick<EventBus, 'subscribe'>,
  follow?: (listen: (item: Item) => void) => void,
): Repository<Item> {
  const items = new LRUCache<string, Item>(atMost(maxCopies));
  const lists = new LRUCache<string, readonly string[]>(atMost(maxCopies));
  let received = 0;
  const keep = (found: readonly Item[]): readonly string[] => {
    for (const item of found) items.set(item.id, item);
    return found.map(({ id }) => id);
  };
  const forget = (): void => {
    items.clear();
    lists.clear();
  };
  events.subscribe('client-purged', forget);
  follow?.((item) => {
    received += 1;
    // Its current lists are unknown.
    if (!items.has(item.id)) lists.clear();
    keep([item]);
  });
  /** Stores a value read, unless a newer one arrived meanwhile. */
  const read = async <Value>(
    reading: Promise<Value>,
    copy: () => Value | undefined,
    remember: (value: Value) => void,
  ): Promise<Value> => {
    const before = received;
    const value = await orCopy(reading, copy);
    if (received === before) remember(value);
    return value;
  };
  /** Stores a value written, unless its event arrived already: a newer one may have followed. */
  const write = async (writing: Promise<boolean>, item: Item): Promise<boolean> => {
    const before = received;
    const isWritten = await writing;
    if (isWritten && received === before) keep([item]);
    return isWritten;
  };
  return {
    put: async (item, names) => {
      await write(
        repository.put(item, names).then(() => true),
        item,
      );
    },
    add: (item, names) => write(repository.add(item, names), item),
    replace: (previous, next) => write(repository.replace(previous, next), next),
    get: (id) =>
      read(
        repository.get(id),
        () => items.get(id),
        (item) => (item === null ? items.delete(id) : keep([item])),
      ),
    list: (name) =>
      read(
        repository.list(name),
        () => lists.get(name)?.flatMap((id) => items.get(id) ?? []),
        (found) => lists.set(name, keep(found)),
      ),
    clear: async (name) => {
      await repository.clear(name);
      forget();
    },
  };
}

/** @throws {ServiceUnavailable} out of reach, and this process has no copy. */
async function orCopy<Value>(reading: Promise<Value>, copy: () => Value | undefined): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    const cached = error instanceof ServiceUnavailable ? copy() : undefined;
    if (cached === undefined) throw error;
    return cached;
  }
}
