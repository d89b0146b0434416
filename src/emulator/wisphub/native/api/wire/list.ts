import { type EmulatedAnswer, json } from '../../../../message.js';
import type { WispHubSettings } from '../../../settings.js';
import { ApiRefusal, badField, page } from './answer.js';
import type { ApiCall } from './router.js';
import { entriesOf } from './settings.js';

/** A filter that the system knows: true for a row that it lets through. */
export type Filter<Row> = (row: Row, value: string) => boolean;

export type Filters<Row> = Readonly<Record<string, Filter<Row>>>;

/**
 * The rows that pass every known filter of a call. A parameter that is not known is ignored (T01), and so is one that this installation
 * does not know (T45).
 */
export function applyFilters<Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  filters: Filters<Row>,
  settings: Readonly<WispHubSettings>,
): readonly Row[] {
  const ignored = entriesOf(settings.ignoredFilters);
  const refused = entriesOf(settings.refusedFilters).find((name) => query.has(name));
  if (refused !== undefined) throw badField(refused, 'Introduzca un valor válido.');
  const active = [...query].flatMap(([name, value]) => {
    const filter = ignored.includes(name) || !Object.hasOwn(filters, name) ? undefined : filters[name];
    return filter === undefined ? [] : [(row: Row) => filter(row, value)];
  });
  return rows.filter((row) => active.every((filter) => filter(row)));
}

/** One page, cut at 300 rows whatever was asked for (T03), with a `next` over plain HTTP to another host (T04). */
export function answerPage<Row>(
  rows: readonly Row[],
  { query, request }: ApiCall,
  settings: Readonly<WispHubSettings>,
  view: (row: Row) => unknown = (row) => row,
): EmulatedAnswer {
  const asked = readNumber(query.get('limit'));
  if (settings.overLimit === 'refused' && asked > settings.pageCap) throw badField('limit', 'Demasiado grande.');
  const limit = Math.min(asked || settings.pageDefault, settings.pageCap);
  const offset = readNumber(query.get('offset'));
  const number = Math.floor(offset / limit) + 1;
  if (settings.nativeFailsFromPage > 0 && number >= settings.nativeFailsFromPage) throw new ApiRefusal(502, page.cloud);
  const moved = settings.rowsMove && offset > 0 ? 1 : 0;
  const start = offset - moved;
  const end = offset + limit;
  const link = (to: number): string => `http://api.wisphub.example${request.path}?limit=${limit}&offset=${to}`;
  return json(200, {
    count: rows.length,
    next: end < rows.length ? link(end) : null,
    previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
    results: inOrder(rows, settings.order, request)
      .slice(start, Math.min(start + limit, rows.length - moved))
      .map(view),
  });
}

/** A46: an order that changes does so from one question to the other. */
function inOrder<Row>(rows: readonly Row[], order: string, { query }: ApiCall['request']): readonly Row[] {
  const isTurned = order === 'descending' || (order === 'changing' && query.size % 2 === 1);
  return isTurned ? [...rows].reverse() : rows;
}

/** Numeric filters let nothing through for a text, without a word (T02). */
export function isNumber(expected: number | null | undefined, value: string): boolean {
  return /^\d+$/.test(value) && Number(value) === expected;
}

export function contains(text: string | null, part: string): boolean {
  return simplify(text ?? '').includes(simplify(part));
}

/** Case and accents aside. */
export function simplify(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function readNumber(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
