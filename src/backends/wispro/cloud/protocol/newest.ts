import type { UpstreamCall } from '../../../../upstream/call.js';
import type { PathTemplate } from '../../../../upstream/path-template.js';
import type { Row } from '../../protocol/answer.js';
import { toInteger } from '../../protocol/value.js';
import { type Page, pagesAtOnce, type Rows, readPage, toRows } from './list.js';
import type { CloudSession } from './session.js';

export interface NewestRows extends Rows {
  /** Every page has the same total: no row moved to another meanwhile. */
  readonly isSteady: boolean;
}

/**
 * The newest rows of a long list, which lie on its last pages (cloud contract T19), or on the first of an installation that sorts the
 * other way. Complete only if all pages were read.
 * @param isEnough looks at the rows of some pages, newer ones first. True ends the walk.
 */
export async function readNewest(
  session: CloudSession,
  route: PathTemplate,
  maxPages: number,
  isEnough: (rows: readonly Row[]) => boolean,
  call: UpstreamCall,
): Promise<NewestRows> {
  const first = await readPage(session, route, {}, 1, call, 'list');
  const read: Page[] = [first];
  const others = Array.from({ length: first.pages - 1 }, (_, index) => index + 2);
  const isNewestFirst = numberOf(first.rows[0]) > numberOf(first.rows.at(-1));
  const numbers = (isNewestFirst ? others : others.reverse()).slice(0, maxPages - 1);
  let isDone = (isNewestFirst || others.length === 0) && isEnough(first.rows);
  for (let at = 0; at < numbers.length && !isDone; at += pagesAtOnce) {
    const batch = numbers.slice(at, at + pagesAtOnce);
    const pages = await Promise.all(batch.map((page) => readPage(session, route, {}, page, call, 'list')));
    read.push(...pages);
    isDone = isEnough(pages.flatMap((page) => page.rows));
  }
  const totals = new Set(read.map(({ total }) => total));
  const rows = { ...toRows(read), isSteady: totals.size === 1 && !totals.has(null) };
  return read.length < first.pages ? { ...rows, completeness: 'PARTIAL' } : rows;
}

/** Numbers grow with age (cloud contract 1.5). */
function numberOf(row: Row | undefined): number {
  return toInteger(row?.public_id) ?? 0;
}
