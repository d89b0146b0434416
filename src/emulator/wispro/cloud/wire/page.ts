import type { EmulatedAnswer } from '../../../message.js';
import { json } from '../../../message.js';
import type { CloudInstance } from '../state/instance.js';
import { localeOf, refuse } from './envelope.js';
import { applyFilters, type Filters, isRefusal } from './filter.js';

const defaultPerPage = 20;

/** A list of records, oldest first. */
export interface CloudList<Item> {
  /** Word of `meta.object`. */
  readonly object: string;
  readonly items: readonly Item[];
  readonly filters: Filters<Item>;
  write(item: Item): unknown;
}

/** A page of a list (cloud contract 1.3). */
export function page<Item>(instance: CloudInstance, query: URLSearchParams, list: CloudList<Item>): EmulatedAnswer {
  const { settings } = instance;
  const found = applyFilters(list.items, list.filters, query);
  if (isRefusal(found)) return refuse(found, localeOf(query), settings.reasonsAs);
  const perPage = Math.min(readCount(query.get('per_page')) ?? defaultPerPage, settings.perPageCap);
  const asked = readCount(query.get('page')) ?? 1;
  const rows = order(instance, moved(instance, found, asked), query);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  if (asked > pages && settings.pastEnd === 'envelope404') return refuse({ status: 404 }, localeOf(query));
  const current = asked > pages && settings.pastEnd === 'lastPage' ? pages : asked;
  const pagination = { total_records: rows.length, total_pages: pages, per_page: perPage, current_page: current };
  const data = rows.slice((current - 1) * perPage, current * perPage).map((item) => list.write(item));
  return json(200, { status: 200, meta: { object: list.object, pagination }, data });
}

/** Oldest first, so that page 1 is the oldest (cloud contract T19); sorting is ignored unless set. */
function order<Item>({ settings }: CloudInstance, items: readonly Item[], query: URLSearchParams): readonly Item[] {
  const isDescending = settings.sort === 'works' && / desc$/.test(query.get('q[s]') ?? '');
  return isDescending || settings.order === 'newestFirst' ? [...items].reverse() : items;
}

/** Records deleted at the front while later pages are read: all others move up (cloud contract T14). */
function moved<Item>({ settings, state }: CloudInstance, items: readonly Item[], asked: number): readonly Item[] {
  if (asked > 1 && (settings.moving === 'always' || (settings.moving === 'once' && state.moved === 0))) {
    state.moved += 1;
  }
  return state.moved === 0 ? items : items.slice(Math.min(state.moved, items.length - 1));
}

function readCount(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : null;
}
