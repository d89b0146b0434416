import { z } from 'zod';
import { UpstreamError } from '../../../../model/errors.js';
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

export interface WalkRequest extends Pick<NativeRequest, 'route' | 'query' | 'kind'> {
  /**
   * True: pages that cannot be had make the list incomplete, as long as they are fewer than the others; the first one must be there.
   * @default false
   */
  readonly mayLosePages?: boolean;
}

/** Rows of a whole list, each once. */
export interface Walk<Row> {
  readonly rows: readonly Row[];
  /** True: as many different rows as the list says that it has, each of them readable, and no page lost. */
  readonly isWhole: boolean;
}

/** Calls that it takes to walk so many rows. */
export function pagesOf(count: number): number {
  return Math.max(1, Math.ceil(count / pageSize));
}

type PageRequest = Pick<NativeRequest, 'route' | 'query' | 'kind' | 'mayBeRefused'>;

interface Place {
  readonly limit?: number;
  readonly offset?: number;
}

/**
 * One page of those that a filter lets through.
 * @returns null where the filter or its value is refused by a 400, as an installation may that does not know it (native contract 1.6).
 */
export function readFiltered(
  session: NativeSession,
  request: PageRequest,
  { limit = pageSize, offset = 0 }: Place,
  call: UpstreamCall,
): Promise<z.output<typeof Page> | null> {
  const query = { ...request.query, limit: String(limit), ...(offset > 0 ? { offset: String(offset) } : {}) };
  return session.read({ mayBeRefused: true, ...request, method: 'GET', query }, Rows, call);
}

/** One page. @throws {UpstreamError} */
export async function readPage(
  session: NativeSession,
  request: PageRequest,
  place: Place,
  call: UpstreamCall,
): Promise<z.output<typeof Page>> {
  const page = await readFiltered(session, { ...request, mayBeRefused: false }, place, call);
  if (page === null) throw badResponse(`${request.route.template}: no such list`);
  return page;
}

/**
 * Reads a list by our own offset: `next` is of another host (T04). The first page shows how many rows a page has (T03), and the others are
 * asked for in parallel. Rows may move meanwhile (T41): each counts once, and too few are an incomplete list.
 * @throws {UpstreamError} a page cannot be had.
 */
export async function walk<Row>(
  session: NativeSession,
  { mayLosePages = false, ...request }: WalkRequest,
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
  const lost: UpstreamError[] = [];
  const readNext = async (): Promise<void> => {
    for (let offset = offsets.shift(); offset !== undefined; offset = offsets.shift()) {
      const page = await readPage(session, request, { offset }, call).catch(toUpstreamError);
      if (page instanceof UpstreamError) lost.push(page);
      else others.push(page);
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, readNext));
  const [reason] = lost;
  if (reason !== undefined && (!mayLosePages || lost.length > others.length)) throw reason;
  const rows = new Map<string | number, Row>();
  let unreadable = 0;
  for (const each of [first, ...others].flatMap(({ results }) => results)) {
    const row = shape.safeParse(each);
    if (row.success) rows.set(keyOf(row.data), row.data);
    else unreadable += 1;
  }
  const isCounted = [first, ...others].every(({ count }) => count === rows.size);
  return { rows: [...rows.values()], isWhole: isCounted && unreadable === 0 && lost.length === 0 };
}

function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}
