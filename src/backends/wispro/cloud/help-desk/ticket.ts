import type { Locality } from '../../../../model/backend.js';
import { UpstreamError } from '../../../../model/errors.js';
import { fold } from '../../../../model/text.js';
import type { NewTicket } from '../../../../model/ticket.js';
import type { WriteOutcome } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { TicketPort, Warn } from '../../../backend.js';
import { toText } from '../../protocol/value.js';
import { cloudIdOf } from '../client-record.js';
import { recordOf } from '../protocol/list.js';
import type { CloudSession, Query } from '../protocol/session.js';
import { type Category, createCategoryBook, toSubjects } from './category.js';
import { createEmployeeIds } from './employee.js';
import { IssueRow, toTicket } from './issue.js';
import { createIssueList, issuesRoute } from './issue-list.js';
import { createIssueSearch } from './issue-search.js';

/** The text stands in the address, which has a limit (cloud contract 4.2, T28): characters, and bytes as it is encoded. */
const maxCharacters = 1_500;
const maxEncoded = 5_000;

/** What a new ticket is made of. */
interface TicketQuery extends Query {
  readonly title: string;
  readonly description: string;
  readonly category_id: string;
  readonly client_id: string;
}

export function createCloudTickets(session: CloudSession, locality: Locality, warn: Warn): TicketPort {
  const categories = createCategoryBook(session);
  const employees = createEmployeeIds(session);
  const issues = createIssueList(session);
  return {
    needs: 'client',
    findByReference: createIssueSearch(session, categories, locality),
    subjects: async (call) => toSubjects(await categories(call)).map(({ name, priority }) => ({ name, priority })),
    find: async (ticketId, call) => {
      const [row, known] = await Promise.all([issues.byNumber(ticketId, call), categories(call)]);
      return row === null ? null : toTicket(row, known, locality);
    },
    list: async (client, call) => {
      const id = cloudIdOf(client);
      if (id === null) return { tickets: [], isTruncated: true };
      const [{ rows, isWhole }, known] = await Promise.all([issues.ofClient(id, call), categories(call)]);
      const tickets = rows.map((row) => toTicket(row, known, locality));
      return { tickets: tickets.sort((one, other) => other.ticketId - one.ticketId), isTruncated: !isWhole };
    },
    create: async (ticket, call) => {
      const id = cloudIdOf(ticket.client);
      if (id === null) return { kind: 'not-found' };
      const known = await notSent(categories(call));
      const category = toSubjects(known).find(({ name }) => fold(name) === fold(ticket.subject));
      if (category === undefined) return { kind: 'refused' };
      const assignee =
        ticket.technicianId === null ? {} : { assignable_id: await notSent(employees(ticket.technicianId, call)) };
      const created = await send(session, { ...toQuery(ticket, id, category, warn), ...assignee }, call);
      if (created.kind !== 'done') return created;
      issues.learn(created.value);
      return { kind: 'done', value: toTicket(created.value, known, locality) };
    },
  };
}

function toQuery({ client, description }: NewTicket, clientId: string, category: Category, warn: Warn): TicketQuery {
  const [contract, ...others] = client.contracts;
  const { shown, isCut } = toDescription(description);
  if (isCut) warn('descriptions of tickets that are cut', 1);
  return {
    title: category.name,
    description: shown,
    category_id: category.id,
    client_id: clientId,
    ...(contract === undefined || others.length > 0 ? {} : { contract_id: contract.contractId }),
  };
}

/** The gateway's reference comes first, so that it is not cut off (cloud contract 4.2, 6). */
function toDescription(description: string): { readonly shown: string; readonly isCut: boolean } {
  const [, text = description, reference = ''] = /^([\s\S]*)\n(\[ref:[^\]\n]+\])$/.exec(description) ?? [];
  const whole = [...`${reference} ${text}`.trim()];
  let characters = whole.slice(0, maxCharacters);
  while (new URLSearchParams([['', characters.join('')]]).toString().length > maxEncoded) {
    characters = characters.slice(0, Math.floor(characters.length * 0.9));
  }
  return { shown: characters.join(''), isCut: characters.length < whole.length };
}

/** Sent once, by the query alone (cloud contract T9, T10): all that is not clear is unknown. */
async function send(session: CloudSession, query: TicketQuery, call: UpstreamCall): Promise<WriteOutcome<IssueRow>> {
  try {
    const reading = await session.post({ route: issuesRoute, query }, null, call);
    if (reading.kind !== 'body') return { kind: 'refused' };
    const record = recordOf(reading.body) ?? {};
    const row = IssueRow.safeParse(record).data;
    // Another ticket tells nothing of this one.
    return row === undefined || isAnother(row, toText(record.description), query)
      ? { kind: 'unknown' }
      : { kind: 'done', value: row };
  } catch (error) {
    if (error instanceof UpstreamError && error.mayHaveArrived) return { kind: 'unknown' };
    throw error;
  }
}

/** The text may be missing, or shown in another form: it has our reference. */
function isAnother(row: IssueRow, text: string | null, query: TicketQuery): boolean {
  const [reference = ''] = /^\[ref:[^\]\n]+\]/.exec(query.description) ?? [];
  const isOfAnother = row.client_id !== null && row.client_id !== query.client_id.toLowerCase();
  return isOfAnother || fold(row.title ?? '') !== fold(query.title) || text?.includes(reference) === false;
}

/** A reading that comes before the write: when it fails, nothing was written. */
async function notSent<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof UpstreamError ? error.asNotSent() : error;
  }
}
