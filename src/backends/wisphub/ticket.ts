import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import { parseInstant } from '../../model/calendar.js';
import { encodeId } from '../../model/id.js';
import { fold } from '../../model/text.js';
import type { Ticket, TicketPriority, TicketStatus } from '../../model/ticket.js';
import type { WriteOutcome } from '../../model/write.js';
import type { TicketPort, ZoneFullOutcome } from '../backend.js';
import { serviceOf } from './client-body.js';
import { type CallEndpoint, defineEndpoint, idPattern, unread, writeOutcome } from './protocol/endpoint.js';
import { toWriteOutcome } from './protocol/write-outcome.js';
import { fixedSubjects, subjects, toSubjects } from './ticket-subject.js';

const word = z.union([z.string(), z.number()]).nullish();

/** Theirs (contract 1.8). Status and priority are free text of the native. */
const TicketBody = z.object({
  ticket_id: z.number().int().positive(),
  subject: z.string(),
  created_at: z.string().nullish(),
  end_date: z.string().nullish(),
  status_ticket: word,
  priority: word,
  answer_text: z.string().nullish(),
});

const byId = defineEndpoint('GET', '/tickets/{ticketId}', {
  allowed: { ticketId: idPattern },
  outcomes: { ticket_found: TicketBody, ticket_not_found: unread },
  key: { field: 'ticket_id', parameter: 'ticketId' },
  v2: { 200: 'ticket_found', 404: 'ticket_not_found' },
});

const create = defineEndpoint('POST', '/tickets', {
  kind: 'write',
  outcomes: {
    ticket_created: TicketBody,
    zone_ticket_limit_reached: z.object({ max_tickets: z.number().int() }),
    ticket_creation_failed: unread,
    ticket_refused: z.string(),
    request_refused: unread,
  },
  v2: { 200: 'ticket_created', 400: 'ticket_refused' },
});

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

export function createTickets(callEndpoint: CallEndpoint, locality: Locality): TicketPort {
  return {
    needs: 'service',
    subjects: async (call) => {
      const answer = await callEndpoint(subjects, {}, call);
      return answer.action === 'request_refused' ? fixedSubjects : toSubjects(answer.data.by_priority);
    },
    find: async (ticketId, call) => {
      const answer = await callEndpoint(byId, { parameters: { ticketId } }, call);
      return answer.action === 'ticket_not_found' ? null : toTicket(answer.data, locality);
    },
    create: ({ client, subject, description, technicianId }, call) =>
      writeOutcome(async (): Promise<WriteOutcome<Ticket, ZoneFullOutcome>> => {
        const { serviceId, zoneId } = serviceOf(client);
        const json = { service_id: serviceId, subject, description, technician_id: technicianId, zone_id: zoneId };
        const answer = await callEndpoint(create, { json }, call);
        switch (answer.action) {
          case 'ticket_created':
            // Another ticket says nothing of this one.
            if (fold(answer.data.subject) !== fold(subject)) return { kind: 'unknown' };
            return { kind: 'done', value: toTicket(answer.data, locality) };
          case 'zone_ticket_limit_reached':
            return { kind: 'zone-full', maxTickets: answer.data.max_tickets };
          case 'ticket_refused':
            return toRefusal(answer.data);
          default:
            return toWriteOutcome(answer.action);
        }
      }),
  };
}

/** A full zone is the one reason of v2 that is sure. `Error creando ticket.` it says of a broken connection too (contract 2.1). */
function toRefusal(sentence: string): WriteOutcome<Ticket, ZoneFullOutcome> {
  const maxTickets = /^Zona l[ií]mite alcanzado\D*(\d{1,4})\b/i.exec(sentence)?.[1];
  return maxTickets === undefined ? { kind: 'unknown' } : { kind: 'zone-full', maxTickets: Number(maxTickets) };
}

function toTicket(theirs: z.output<typeof TicketBody>, { timeZone }: Locality): Ticket {
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
