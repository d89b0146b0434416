import { UpstreamError } from '../../../../model/errors.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { badResponse } from '../../protocol/answer.js';
import { readRows, toInteger } from '../../protocol/value.js';
import { createBook } from '../protocol/book.js';
import { createFilterProof } from '../protocol/filter-proof.js';
import { readList, recordOf } from '../protocol/list.js';
import { readNewest } from '../protocol/newest.js';
import { type CloudSession, defineRoute } from '../protocol/session.js';
import { IssueRow } from './issue.js';

export const issuesRoute = defineRoute('/help_desk/issues');
const issueRoute = defineRoute('/help_desk/issues/{id}');

/** Pages in which the tickets of a client are looked for: a thousand of the whole ISP. */
const listedPages = 10;
/** Pages in which a number is looked for. */
const searchedPages = 40;
/** Milliseconds for which the newest tickets are kept: many clients' are asked for at once. */
const newestMs = 15_000;
/** UUIDs of tickets that are remembered, the last ones. */
const maxIds = 5_000;

/** The tickets of the ISP, as far as they can be found: no filter is proven. */
export interface IssueList {
  ofClient(id: string, call: UpstreamCall): Promise<{ readonly rows: readonly IssueRow[]; readonly isWhole: boolean }>;
  /** @throws {UpstreamError} it may be among those that are too old to be looked through. */
  byNumber(publicId: number, call: UpstreamCall): Promise<IssueRow | null>;
  /** Its UUID is known now: it is read by itself from here on. */
  learn(row: IssueRow): void;
}

export function createIssueList(session: CloudSession): IssueList {
  const looksAtClients = createFilterProof(session, issuesRoute);
  const ids = new Map<number, string>();
  const learn = ({ public_id: publicId, id }: IssueRow): void => {
    ids.delete(publicId);
    ids.set(publicId, id);
    const [oldest] = ids.keys();
    if (ids.size > maxIds && oldest !== undefined) ids.delete(oldest);
  };
  const newest = createBook(
    async (call) => {
      const { rows, completeness } = await readNewest(session, issuesRoute, listedPages, () => false, call);
      const issues = readRows(IssueRow, rows);
      return { rows: issues.rows, isWhole: completeness === 'WHOLE' && issues.dropped === 0 };
    },
    () => newestMs,
  );
  const listed = async (id: string, call: UpstreamCall) => {
    if (!(await looksAtClients(call))) return newest(call);
    const { rows, completeness } = await readList(session, issuesRoute, { client_id_eq: id }, call);
    const issues = readRows(IssueRow, rows);
    return { rows: issues.rows, isWhole: completeness === 'WHOLE' && issues.dropped === 0 };
  };
  return {
    learn,
    ofClient: async (id, call) => {
      const { rows, isWhole } = await listed(id, call);
      const own = rows.filter(({ client_id: owner }) => owner === id.toLowerCase());
      for (const row of own) learn(row);
      return { rows: own, isWhole };
    },
    byNumber: async (publicId, call) => {
      const id = ids.get(publicId);
      const known = id === undefined ? null : await readOne(session, id, call);
      if (known?.public_id === publicId) return known;
      const found = await search(session, publicId, call);
      if (found !== null) learn(found);
      return found;
    },
  };
}

/** The ticket by itself, which not every installation shows. */
async function readOne(session: CloudSession, id: string, call: UpstreamCall): Promise<IssueRow | null> {
  try {
    const record = recordOf(await session.read({ route: issueRoute, id }, call));
    return IssueRow.safeParse(record).data ?? null;
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'UPSTREAM_BAD_RESPONSE') return null;
    throw error;
  }
}

/** From the newest back to where older numbers begin: they grow with age (cloud contract 1.5). */
async function search(session: CloudSession, publicId: number, call: UpstreamCall): Promise<IssueRow | null> {
  let isPassed = false;
  const { rows, completeness } = await readNewest(
    session,
    issuesRoute,
    searchedPages,
    (page) => {
      const numbers = page.map((row) => toInteger(row.public_id) ?? 0);
      isPassed = numbers.some((number) => number > 0 && number <= publicId);
      return isPassed;
    },
    call,
  );
  const found = readRows(IssueRow, rows).rows.find((row) => row.public_id === publicId);
  if (found === undefined && !isPassed && completeness === 'PARTIAL') throw badResponse('more tickets than are read');
  return found ?? null;
}
