import { toJson } from '../idempotency-record.js';
import type { Clock, Shelf, ShelfLimits } from '../store.js';

interface Place<Item> {
  readonly item: Item;
  readonly ends: number;
  /** The names of the lists in which it is. */
  readonly lists: ReadonlySet<string>;
}

/** A shelf in this process. @param tell hears of each item put. */
export function createMemoryShelf<Item extends { readonly id: string }>(
  limits: ShelfLimits,
  clock: Clock,
  tell?: (item: Item) => Promise<void>,
): Shelf<Item> {
  // Both keep the order in which keys were first set, which is the order that lists promise.
  const places = new Map<string, Place<Item>>();
  const lists = new Map<string, Set<string>>();

  const drop = (id: string): void => {
    for (const name of places.get(id)?.lists ?? []) leave(name, id);
    places.delete(id);
  };
  const leave = (name: string, id: string): void => {
    const list = lists.get(name);
    list?.delete(id);
    if (list?.size === 0) lists.delete(name);
  };
  const find = (id: string): Item | null => {
    const place = places.get(id);
    if (place === undefined || clock() < place.ends) return place?.item ?? null;
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
    const joined = new Set([...(places.get(id)?.lists ?? []), ...names]);
    places.set(id, { item, ends: clock() + limits.keepMs, lists: joined });
    for (const name of names) join(name, id);
    trim();
  };
  const trim = (): void => {
    for (const [id, { ends }] of places) {
      if (places.size <= limits.maxItems && clock() < ends) break;
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
    await tell?.(item);
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
