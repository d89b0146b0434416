import type { RootDatabase } from 'lmdb';
import { toJson } from '../idempotency-record.js';
import type { Repository, RepositoryLimits } from '../repository.js';
import type { Clock } from '../store.js';
import { orUnavailable, toKey } from './key.js';

export interface LmdbRepositoryOptions<Item> {
  readonly root: RootDatabase;
  readonly name: string;
  readonly limits: RepositoryLimits;
  readonly clock: Clock;
  /** Called for each item put. */
  readonly notify?: (item: Item) => Promise<void>;
}

interface Stored<Item> {
  readonly item: Item;
  readonly ends: number;
  /** Its place in each of its lists, and in `everything`. */
  readonly slots: readonly (readonly [list: string, slot: number])[];
}

interface Totals {
  readonly items: number;
  readonly lastPosition: number;
}

/** List of all items, which bounds the repository. */
const everything = '';

/** Of the items that have ended, how many each put removes. */
const sweepSize = 4;

/** Repository on disk: every put is one transaction. */
export function createLmdbRepository<Item extends { readonly id: string }>(
  options: LmdbRepositoryOptions<Item>,
): Repository<Item> {
  const { root, name, limits, clock, notify } = options;
  const items = root.openDB<Stored<Item>, string>(name, { encoding: 'json' });
  const slots = root.openDB<string, [string, number]>(`${name}-places`, { encoding: 'json' });
  const totals = root.openDB<Totals, string>(`${name}-totals`, { encoding: 'json' });

  const find = (key: string): Stored<Item> | null => {
    const stored = items.get(key) ?? null;
    return isCurrent(stored, clock()) ? stored : null;
  };
  const readTotals = (): Totals => totals.get('totals') ?? empty;
  const count = (change: Partial<Totals>): void => void totals.put('totals', { ...readTotals(), ...change });

  const drop = (key: string): void => {
    for (const [list, slot] of items.get(key)?.slots ?? []) slots.remove([list, slot]);
    items.remove(key);
    count({ items: readTotals().items - 1 });
  };
  const join = (list: string, key: string): readonly [string, number] => {
    const slot = readTotals().lastPosition + 1;
    slots.put([list, slot], key);
    count({ lastPosition: slot });
    return [list, slot];
  };
  const trimList = (list: string): void => {
    for (const slot of [...slots.getKeys({ ...newestFirst(list), offset: limits.maxPerList })]) slots.remove(slot);
  };
  const trimAll = (): void => {
    for (const { value: key } of [...slots.getRange(oldestOfAll)]) {
      if (readTotals().items > limits.maxItems || find(key) === null) drop(key);
    }
  };
  const set = (item: Item, names: readonly string[]): void => {
    const key = toKey(item.id);
    if (items.get(key) !== undefined && find(key) === null) drop(key);
    const stored = find(key);
    if (stored === null) count({ items: readTotals().items + 1 });
    const joined = new Map((stored?.slots ?? []).filter((slot) => slots.get([...slot]) === key));
    for (const list of [everything, ...names.map(toKey)]) if (!joined.has(list)) joined.set(...join(list, key));
    items.put(key, { item, ends: clock() + limits.lifetimeMs, slots: [...joined] });
    for (const list of names) trimList(toKey(list));
    trimAll();
  };

  /** Sets an item where the stored one is as expected. */
  const put = async (item: Item, names: readonly string[], isExpected: (stored: Item | null) => boolean) => {
    const setIfExpected = (): boolean => {
      if (!isExpected(find(toKey(item.id))?.item ?? null)) return false;
      set(item, names);
      return true;
    };
    const isPut = await orUnavailable(() => root.transaction(setIfExpected));
    if (isPut) await notify?.(item);
    return isPut;
  };

  return {
    put: async (item, names) => void (await put(item, names, () => true)),
    add: (item, names) => put(item, names, (stored) => stored === null),
    replace: (previous, next) => put(next, [], (stored) => stored !== null && toJson(stored) === toJson(previous)),
    get: (id) => orUnavailable(async () => find(toKey(id))?.item ?? null),
    list: (list) =>
      orUnavailable(async () => {
        const keys = slots.getRange({ ...newestFirst(toKey(list)), limit: limits.maxPerList });
        return [...keys].flatMap(({ value: key }) => find(key)?.item ?? []);
      }),
    clear: (list) =>
      orUnavailable(() =>
        root.transaction(() => {
          for (const { value: key } of [...slots.getRange(newestFirst(toKey(list)))]) drop(key);
        }),
      ),
  };
}

function isCurrent(stored: Stored<unknown> | null, now: number): boolean {
  return stored !== null && now < stored.ends;
}

const empty: Totals = { items: 0, lastPosition: 0 };

const oldestOfAll: { start: [string, number]; end: [string, number]; limit: number } = {
  ...{ start: [everything, 0], end: [everything, Number.MAX_VALUE] },
  limit: sweepSize,
};

function newestFirst(list: string): { start: [string, number]; end: [string, number]; reverse: true } {
  return { start: [list, Number.MAX_VALUE], end: [list, 0], reverse: true };
}
