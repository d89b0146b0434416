import type { Completeness } from '../../../../model/client.js';
import { UpstreamError } from '../../../../model/errors.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { PathTemplate } from '../../../../upstream/path-template.js';
import { badResponse, isRow, type Row } from '../../protocol/answer.js';
import { toInteger, toText } from '../../protocol/value.js';
import type { CloudSession, Query } from './session.js';

/** Rows of a list, each once, in the back end's order. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly completeness: Completeness;
}

export interface Page {
  readonly rows: readonly Row[];
  readonly pages: number;
  /** Null: it does not say. */
  readonly total: number | null;
}

/** Asked for; the server may give fewer (cloud contract T18). */
const perPage = '100';
export const pagesAtOnce = 4;
/** More pages are no list of one provider. */
const maxPages = 2_000;

/** Calls that it takes to walk so many rows. */
export function pagesOf(count: number): number {
  return Math.max(1, Math.ceil(count / Number(perPage)));
}

/** Every row of a list (cloud contract 1.3), read once more where it moved meanwhile (T14). @throws {UpstreamError} */
export async function readList(
  session: CloudSession,
  route: PathTemplate,
  query: Query,
  call: UpstreamCall,
): Promise<Rows> {
  const first = await walk(session, route, query, call);
  return first.completeness === 'PARTIAL' ? walk(session, route, query, call) : first;
}

/**
 * The rows of a filtered list. An unknown filter is ignored in silence, and then everybody comes: each row is compared (cloud contract T4).
 * @throws {UpstreamError} the filter was ignored.
 */
export async function readMatching(
  session: CloudSession,
  route: PathTemplate,
  query: Query,
  isAsked: (row: Row) => boolean,
  call: UpstreamCall,
): Promise<readonly Row[]> {
  const first = await readPage(session, route, query, 1, call);
  const asked = first.rows.filter(isAsked);
  const isIgnored = asked.length < first.rows.length && (first.pages > 1 || asked.length === 0);
  if (isIgnored && (first.total ?? first.rows.length) > 1) throw new FilterIgnored();
  if (first.pages === 1) return asked;
  const { rows, completeness } = await readList(session, route, query, call);
  if (completeness === 'PARTIAL' || !rows.every(isAsked)) throw new FilterIgnored();
  return rows;
}

/** Whether a filter is looked at: a value that nothing can have must find nothing (cloud contract 1.4). */
export async function isFilterProven(
  session: CloudSession,
  route: PathTemplate,
  query: Query,
  call: UpstreamCall,
): Promise<boolean> {
  const { rows, total } = await readPage(session, route, query, 1, call);
  return rows.length === 0 && (total ?? 0) === 0;
}

/** A filter is ignored, so that the rows are anybody's. */
export class FilterIgnored extends UpstreamError {
  constructor() {
    super('UPSTREAM_BAD_RESPONSE', 'WISPRO', { retryable: false, cause: new Error('a filter is ignored') });
  }
}

async function walk(session: CloudSession, route: PathTemplate, query: Query, call: UpstreamCall): Promise<Rows> {
  const first = await readPage(session, route, query, 1, call, 'list');
  if (first.pages > maxPages) throw badResponse('more pages than a list has', false);
  const pages = [first];
  for (let next = 2; next <= first.pages; next += pagesAtOnce) {
    const count = Math.min(pagesAtOnce, first.pages - next + 1);
    const numbers = Array.from({ length: count }, (_, index) => next + index);
    pages.push(...(await Promise.all(numbers.map((page) => readPage(session, route, query, page, call, 'list')))));
  }
  return toRows(pages);
}

/** The rows of all pages of a list. */
export function toRows(pages: readonly Page[]): Rows {
  const rows = new Map(pages.flatMap((page) => page.rows.map((row) => [toText(row.id) ?? '', row] as const)));
  rows.delete('');
  return { rows: [...rows.values()], completeness: judge(pages, rows.size) };
}

/** A record that vanished while others moved up leaves the count right: the totals must not have changed either. */
function judge(pages: readonly Page[], count: number): Completeness {
  const totals = new Set(pages.map(({ total }) => total));
  const [total] = totals;
  if (totals.size === 1 && total === null) return 'UNPROVEN';
  return totals.size === 1 && total === count ? 'WHOLE' : 'PARTIAL';
}

export async function readPage(
  session: CloudSession,
  route: PathTemplate,
  query: Query,
  page: number,
  call: UpstreamCall,
  kind: 'read' | 'list' = 'read',
): Promise<Page> {
  const body = await session.read({ route, query: { ...query, page: String(page), per_page: perPage } }, call, kind);
  // The one page after the last may be answered so; of a list there is always a first.
  if (body === null && page > 1) return { rows: [], pages: page, total: null };
  if (body === null || !Array.isArray(body.data)) throw badResponse('no list');
  const meta = isRow(body.meta) && isRow(body.meta.pagination) ? body.meta.pagination : {};
  const pages = Math.max(1, toInteger(meta.total_pages) ?? 1);
  return { rows: body.data.filter(isRow), pages, total: toInteger(meta.total_records) };
}

/** The record of a detail: the object, or a list of one (cloud contract T3). */
export function recordOf(body: Row | null): Row | null {
  const data: unknown = Array.isArray(body?.data) && body.data.length === 1 ? body.data[0] : body?.data;
  if (body !== null && !isRow(data)) throw badResponse('no record');
  return isRow(data) ? data : null;
}
