import type { PathTemplate } from '../../../../upstream/path-template.js';
import { type Book, createBook } from './book.js';
import { isFilterProven } from './list.js';
import type { CloudSession } from './session.js';

/** An id that no record has. */
export const stranger = '00000000-0000-4000-8000-ffffffffffff';

const provenMs = 600_000;
const refutedMs = 60_000;

/** Whether a list looks at `client_id_eq`: an unknown filter is ignored in silence (cloud contract 1.4, T4). */
export function createFilterProof(session: CloudSession, route: PathTemplate): Book<boolean> {
  return createBook(
    (call) => isFilterProven(session, route, { client_id_eq: stranger }, call),
    (isProven) => (isProven ? provenMs : refutedMs),
  );
}
