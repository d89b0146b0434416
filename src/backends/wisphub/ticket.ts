import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import { parseInstant } from '../../model/calendar.js';
import { encodeId } from '../../model/id.js';
import { fold } from '../../model/text.js';
import type { Ticket, TicketPriority, TicketStatus } from '../../model/ticket.js';
import type { TicketPort } from '../backend.js';
import { readData, unexpected } from './answer.js';
import { idPattern } from './client.js';
import { type Ask, createDoor, writeOutcome } from './door.js';

const subjects = createDoor('GET', '/tickets/subjects');
const byId = createDoor('GET', '/tickets/{ticketId}', { ticketId: idPattern });
const create = createDoor('POST', '/tickets', {}, { kind: 'write' });

const names = z.array(z.string());
const Subjects = z.object({ by_priority: z.object({ low: names, normal: names, high: names, very_high: names }) });

const word = z.union([z.string(), z.number()]).nullish();

/** Theirs (contract 1.8). Status and priority are free text of the native. */
const TicketResponse = z.object({
  ticket_id: z.number().int().positive(),
  subject: z.string(),
  created_at: z.string().nullish(),
  end_date: z.string().nullish(),
  status_ticket: word,
  priority: word,
  answer_text: z.string().nullish(),
});

const ZoneLimit = z.object({ max_tickets: z.number().int() });

const statuses: Readonly<Record<string, TicketStatus>> = {
  '1': 'OPEN',
  nuevo: 'OPEN',
  abierto: 'OPEN',
  '2': 'IN_PROGRESS',
  'en progreso': 'IN_PROGRESS',
  '4': 'CLOSED',
  cerrado: 'CLOSED',
  resuelto: 'CLOSED',
};

const priorities: Readonly<Record<string, TicketPriority>> = {
  '1': 'LOW',
  baja: 'LOW',
  '2': 'NORMAL',
  normal: 'NORMAL',
  '3': 'HIGH',
  alta: 'HIGH',
  '4': 'VERY_HIGH',
  'muy alta': 'VERY_HIGH',
};

/** Seen beside ISO 8601 (contract 1.8). */
const dateFormats = ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy HH:mm'];

export function createTickets(ask: Ask, locality: Locality): TicketPort {
  return {
    subjects: async (call) => {
      const answer = await ask(subjects, {}, call);
      if (answer.action !== 'ticket_subjects_listed') throw unexpected(answer);
      const { low, normal, high, very_high } = readData(answer, Subjects).by_priority;
      const groups: readonly (readonly [TicketPriority, readonly string[]])[] = [
        ['LOW', low],
        ['NORMAL', normal],
        ['HIGH', high],
        ['VERY_HIGH', very_high],
      ];
      return groups.flatMap(([priority, group]) => group.map((name) => ({ name, priority })));
    },
    find: async (ticketId, call) => {
      const answer = await ask(byId, { parameters: { ticketId } }, call);
      if (answer.action === 'ticket_not_found') return null;
      if (answer.action !== 'ticket_found') throw unexpected(answer);
      return toTicket(readData(answer, TicketResponse), locality);
    },
    create: (ticket, call) =>
      writeOutcome(async () => {
        const json = {
          service_id: ticket.serviceId,
          subject: ticket.subject,
          description: ticket.description,
          technician_id: ticket.technicianId,
          zone_id: ticket.zoneId,
        };
        const answer = await ask(create, { json }, call);
        if (answer.action === 'ticket_created') {
          return { kind: 'done', value: toTicket(readData(answer, TicketResponse), locality) };
        }
        if (answer.action === 'zone_ticket_limit_reached') {
          return { kind: 'zone-full', maxTickets: readData(answer, ZoneLimit).max_tickets };
        }
        // The native answered with something else than 201 (contract 1.8): 4xx for sure, but a 5xx looks the same.
        if (answer.action === 'ticket_creation_failed') return { kind: 'refused' };
        throw unexpected(answer);
      }),
  };
}

function toTicket(theirs: z.output<typeof TicketResponse>, { timeZone }: Locality): Ticket {
  const status = theirs.status_ticket ?? null;
  return {
    id: encodeId('Ticket', 'WISPHUB', theirs.ticket_id),
    backend: 'WISPHUB',
    ticketId: theirs.ticket_id,
    subject: theirs.subject,
    status: statuses[fold(String(status ?? ''))] ?? 'UNKNOWN',
    upstreamStatus: status === null ? null : String(status),
    priority: priorities[fold(String(theirs.priority ?? ''))] ?? 'UNKNOWN',
    createdAt: parseInstant(theirs.created_at, timeZone, dateFormats)?.toISOString() ?? null,
    dueAt: parseInstant(theirs.end_date, timeZone, dateFormats)?.toISOString() ?? null,
    answer: theirs.answer_text ?? null,
  };
}
