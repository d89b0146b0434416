import type { Refusal } from './envelope.js';

/** Compares a record with the value that a filter was given. */
export type Match<Item> = (item: Item, value: string) => boolean;

/**
 * The filters of a list by their parameter. One that is not named here is ignored in silence, and so is one with an empty value: the whole
 * list comes (cloud contract T4, T30).
 */
export type Filters<Item> = Readonly<Record<string, Match<Item>>>;

/** An instant with its offset: a bare day is refused (cloud contract T20), and so is a `+` that arrived as a blank (T25). */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

const isOfTime = (name: string): boolean => /_(?:after|before)$/.test(name);

/** The records that all filters let through, or why they cannot be applied. */
export function applyFilters<Item>(
  items: readonly Item[],
  filters: Filters<Item>,
  query: URLSearchParams,
): readonly Item[] | Refusal {
  const asked = Object.entries(filters).flatMap(([name, match]) => {
    const value = query.get(name) ?? '';
    return value === '' ? [] : [{ name, match, value }];
  });
  const unreadable = asked.find(({ name, value }) => isOfTime(name) && !instant.test(value));
  if (unreadable !== undefined) return { status: 400, errors: { [unreadable.name]: 'is not a valid datetime' } };
  return items.filter((item) => asked.every(({ match, value }) => match(item, value)));
}

export function isRefusal(outcome: object): outcome is Refusal {
  return 'status' in outcome;
}

/** Filters by a time, under `NAME_after` and `NAME_before`. */
export function byTime<Item>(name: string, read: (item: Item) => string): Filters<Item> {
  return {
    [`${name}_after`]: (item, value) => Date.parse(read(item)) > Date.parse(value),
    [`${name}_before`]: (item, value) => Date.parse(read(item)) < Date.parse(value),
  };
}

/** A filter that is there only where a setting says so. */
export function when<Item>(works: boolean, filters: Filters<Item>): Filters<Item> {
  return works ? filters : {};
}

/** Case and accents folded. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
