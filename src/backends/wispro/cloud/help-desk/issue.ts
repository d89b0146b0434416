import { z } from 'zod';
import type { Locality } from '../../../../model/backend.js';
import { encodeId } from '../../../../model/id.js';
import { fold } from '../../../../model/text.js';
import type { Ticket, TicketStatus } from '../../../../model/ticket.js';
import { isUuid } from '../../protocol/search.js';
import { field, toInstant, toInteger, toText } from '../../protocol/value.js';
import type { Category } from './category.js';

const uuid = field((value) => {
  const text = toText(value);
  return text !== null && isUuid(text) ? text.toLowerCase() : null;
});

/** A row of tickets (cloud contract 4.3). Its text stays behind: people write what they like there. */
export const IssueRow = z.object({
  id: uuid.pipe(z.string()),
  public_id: field(toInteger).pipe(z.number().positive()),
  title: field(toText),
  state: field(toText),
  category_id: field(toText),
  client_id: uuid,
  created_at: field(toText),
});

export type IssueRow = z.output<typeof IssueRow>;

/** Words of a state. `finalized` is not `closed` over there, and both are done (T23). */
const statuses: ReadonlyMap<string, TicketStatus> = new Map([
  ...['pending', 'pendiente', 'pendente', 'open', 'abierta', 'abierto'].map((word) => [word, 'OPEN'] as const),
  ...['finalized', 'finalizado', 'finalizada', 'closed', 'cerrado', 'cerrada', 'fechado'].map(
    (word) => [word, 'CLOSED'] as const,
  ),
]);

/** The number that people see names a ticket; its UUID is known to this API alone. */
export function toTicket(row: IssueRow, categories: readonly Category[], { timeZone }: Locality): Ticket {
  const category = categories.find(({ id }) => id === row.category_id);
  return {
    id: encodeId('Ticket', 'WISPRO', row.public_id),
    backend: 'WISPRO',
    ticketId: row.public_id,
    subject: category?.name ?? row.title ?? '',
    status: statuses.get(fold(row.state ?? '')) ?? 'UNKNOWN',
    upstreamStatus: row.state,
    priority: category?.priority ?? 'UNKNOWN',
    createdAt: toInstant(row.created_at, timeZone)?.toISOString() ?? null,
    dueAt: null,
    answer: null,
    clientId: row.client_id === null ? null : encodeId('Client', 'WISPRO', row.client_id),
  };
}
