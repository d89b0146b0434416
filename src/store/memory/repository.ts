import { toJson } from '../idempotency-record.js';
import type { Repository, RepositoryLimits } from '../repository.js';
import type { Clock } from '../store.js';

interface Slot<Item> {
  readonly item: Item;
  readonly ends: number;
  /** The names of the lists in which it is. */
  readonly lists: ReadonlySet<string>;
}

/** Repository in this process. @param notify called for each item put. */
export function createMemoryRepository<Item extends { readonly id: string }>(
  limits: RepositoryLimits,
  clock: Clock,
  notify?: (item: Item) => Promise<void>,
): Repository<Item> {
  // Both keep the order in which keys were first set, which is the order that lists promise.
  const slots = new Map<string, Slot<Item>>();
  const lists = new Map<string, Set<string>>();

  const drop = (id: string): void => {
    for (const name of slots.get(id)?.lists ?? []) leave(name, id);
    slots.delete(id);
  };
  const leave = (name: string, id: string): void => {
    const list = lists.get(name);
    list?.delete(id);
    if (list?.size === 0) lists.delete(name);
  };
  const find = (id: string): Item | null => {
    const slot = slots.get(id);
    if (slot === undefined || clock() < slot.ends) return slot?.item ?? null;
    drop(id);
    return null;
  };
  const join = (name: string, id: string): void => {
    const list = lists.get(name) ?? new Set<string>();
    lists.set(name, list.add(id));
    if (list.size > limits.maxPerList) leave(name, first(list));
  };
  const set = (item: Item, names: Iterable<string>): void => {
    const { id } = item;
    find(id);
    const joined = new Set([...(slots.get(id)?.lists ?? []), ...names]);
    slots.set(id, { item, ends: clock() + limits.lifetimeMs, lists: joined });
    for (const name of names) join(name, id);
    trim();
  };
  const trim = (): void => {
    for (const [id, { ends }] of slots) {
      if (slots.size <= limits.maxItems && clock() < ends) break;
      drop(id);
    }
  };

  /** Sets an item where what is there is as it must be. */
  const put = async (
    item: Item,
    names: readonly string[],
    isExpected: (found: Item | null) => boolean,
  ): Promise<boolean> => {
    if (!isExpected(find(item.id))) return false;
    set(item, names);
    await notify?.(item);
    return true;
  };

  return {
    put: async (item, names) => {
      await put(item, names, () => true);
    },
    add: (item, names) => put(item, names, (found) => found === null),
    replace: (previous, next) => put(next, [], (found) => found !== null && toJson(found) === toJson(previous)),
    get: async (id) => find(id),
    list: async (name) => {
      const ids = [...(lists.get(name) ?? [])].reverse();
      return ids.map(find).filter((item) => item !== null);
    },
    clear: async (name) => {
      for (const id of [...(lists.get(name) ?? [])]) drop(id);
    },
  };
}

function first(list: ReadonlySet<string>): string {
  for (const id of list) return id;
  return '';
}
