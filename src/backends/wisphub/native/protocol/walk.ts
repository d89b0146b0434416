import { z } from 'zod';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { badResponse } from '../../protocol/answer.js';
import type { NativeRequest, NativeSession } from './session.js';

/** Most rows of a page (native contract 1.5). */
const pageSize = 300;

/** Pages of one walk that are asked for at once: all of them would queue up, and be refused for the time that they would take. */
const pagesAtOnce = 4;

/** Most pages of a walk: a count without sense must not keep it going. */
const maxPages = 400;

const Page = z.object({ count: z.number().int().min(0), results: z.array(z.unknown()) });

const Entry = z.looseObject({ id: z.number().int(), nombre: z.string() });

/** Small catalogues may come without a page around them, and one entry without a list (A08). */
const Rows = z.union([
  Page,
  z.array(z.unknown()).transform((results) => ({ count: results.length, results })),
  Entry.transform((entry) => ({ count: 1, results: [entry] })),
]);

/** Rows of a whole list, each once. */
export interface Walk<Row> {
  readonly rows: readonly Row[];
  /** True: as many different rows as the list says that it has, each of them readable. */
  readonly isWhole: boolean;
}

/** One page. @throws {UpstreamError} */
export async function readPage(
  session: NativeSession,
  request: Pick<NativeRequest, 'route' | 'query' | 'kind'>,
  { limit = pageSize, offset = 0 }: { readonly limit?: number; readonly offset?: number },
  call: UpstreamCall,
): Promise<z.output<typeof Page>> {
  const query = { ...request.query, limit: String(limit), ...(offset > 0 ? { offset: String(offset) } : {}) };
  const page = await session.read({ ...request, method: 'GET', query }, Rows, call);
  if (page === null) throw badResponse(`${request.route.template}: no such list`);
  return page;
}

/**
 * Reads a list by our own offset: `next` is of another host (T04). The first page shows how many rows a page has (T03), and the others are
 * asked for in parallel. Rows may move meanwhile (T41): each counts once, and too few are an incomplete list.
 * @param keyOf null: the row cannot be read.
 */
export async function walk<Row>(
  session: NativeSession,
  request: Pick<NativeRequest, 'route' | 'query' | 'kind'>,
  shape: z.ZodType<Row>,
  keyOf: (row: Row) => string | number,
  call: UpstreamCall,
): Promise<Walk<Row>> {
  const first = await readPage(session, request, {}, call);
  const size = first.results.length;
  const pages = size === 0 ? 0 : Math.ceil(first.count / size) - 1;
  if (pages > maxPages) throw badResponse(`${request.route.template}: too many pages`);
  const offsets = Array.from({ length: Math.max(0, pages) }, (_, index) => (index + 1) * size);
  const others: z.output<typeof Page>[] = [];
  const readNext = async (): Promise<void> => {
    for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) {
      others.push(await readPage(session, request, { offset }, call));
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, readNext));
  const rows = new Map<string | number, Row>();
  let unreadable = 0;
  for (const each of [first, ...others].flatMap(({ results }) => results)) {
    const row = shape.safeParse(each);
    if (row.success) rows.set(keyOf(row.data), row.data);
    else unreadable += 1;
  }
  const isCounted = [first, ...others].every(({ count }) => count === rows.size);
  return { rows: [...rows.values()], isWhole: isCounted && unreadable === 0 };
}
