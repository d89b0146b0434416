import type { Locality } from '../../../../model/backend.js';
import { decodeId } from '../../../../model/id.js';
import type { TicketPort } from '../../../backend.js';
import { field, readRows, toInstant, toText } from '../../protocol/value.js';
import { absenceRule, marginMs } from '../protocol/absence.js';
import { readNewest } from '../protocol/newest.js';
import type { CloudSession } from '../protocol/session.js';
import type { CategoryBook } from './category.js';
import { IssueRow, toTicket } from './issue.js';
import { issuesRoute } from './issue-list.js';

/** Four thousand tickets in as long as one is looked for are no ISP's. */
const maxPages = 40;

const Row = IssueRow.extend({ description: field(toText) });

/**
 * Looks for a ticket by the reference in its text, in all of whatever state that were opened since it was sent (cloud contract 6, A-13, A-14).
 * One of the client's own that has no reference might be it: other tools write over the text (T24).
 */
export function createIssueSearch(
  session: CloudSession,
  categories: CategoryBook,
  locality: Locality,
): NonNullable<TicketPort['findByReference']> {
  return async ({ clientId, reference, requestedAt }, call) => {
    const since = Date.parse(requestedAt) - marginMs;
    const ageOf = (text: unknown): number => toInstant(text, locality.timeZone)?.getTime() ?? Number.NaN;
    let isPassed = false;
    const { rows, completeness, isSteady } = await readNewest(
      session,
      issuesRoute,
      maxPages,
      (page) => {
        isPassed ||= page.some((row) => ageOf(row.created_at) < since);
        return isPassed;
      },
      call,
    );
    const issues = readRows(Row, rows);
    const owner = decodeId(clientId)?.key[0]?.toLowerCase() ?? '';
    const candidates = issues.rows.filter(
      (row) => [owner, null].includes(row.client_id) && !(ageOf(row.created_at) < since),
    );
    const textOf = ({ title, description }: (typeof candidates)[number]): string => `${title} ${description}`;
    const isNamed = (row: (typeof candidates)[number]): boolean => textOf(row).includes(`[ref:${reference}]`);
    const found = candidates.find((row) => row.client_id !== null && isNamed(row));
    if (found !== undefined) return { kind: 'found', value: toTicket(found, await categories(call), locality) };
    const isWhole = completeness === 'WHOLE' || (isPassed && isSteady);
    const isAnother = (row: (typeof candidates)[number]): boolean =>
      !isNamed(row) && /\[ref:[0-9a-f]{8}\]/.test(textOf(row));
    return isWhole && issues.dropped === 0 && candidates.every(isAnother)
      ? { kind: 'absent', rule: absenceRule }
      : { kind: 'unclear' };
  };
}
