import { z } from 'zod';
import type { Locality } from '../../../model/backend.js';
import { toWallClock } from '../../../model/calendar.js';
import { fold } from '../../../model/text.js';
import { type Ticket, type TicketPriority, ticketPriorities } from '../../../model/ticket.js';
import type { WriteOutcome } from '../../../model/write.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import { createPathTemplate } from '../../../upstream/path-template.js';
import type { TicketPort, ZoneFullOutcome, ZonePort } from '../../backend.js';
import { serviceOf } from '../client-body.js';
import { badResponse } from '../protocol/answer.js';
import { idPattern, notSent, writeOutcome } from '../protocol/endpoint.js';
import { fixedSubjects } from '../ticket-subject.js';
import type { NativeSession } from './protocol/session.js';
import { createReferenceSearch } from './protocol/ticket-reference.js';
import { allTickets, type TicketWalks } from './protocol/ticket-walk.js';
import { walk } from './protocol/walk.js';
import { TicketRow, toTicket } from './ticket-row.js';

const byId = createPathTemplate('/tickets/{id}/', { id: idPattern });
const subjects = createPathTemplate('/tickets/asuntos-tickets/');

/** A36. */
const SubjectRow = z.union([
  z.string(),
  z.object({ nombre: z.string() }).transform(({ nombre }) => nombre),
  z.object({ asunto: z.string() }).transform(({ asunto }) => asunto),
]);

const department = 'Soporte Técnico';

/** The middleware's own: its tickets are due in so many days. */
const daysToResolve = 3;

export function createNativeTickets(
  session: NativeSession,
  walks: TicketWalks,
  zones: ZonePort,
  locality: Locality,
): TicketPort {
  const list = async (call: UpstreamCall): Promise<readonly string[]> => {
    const { rows } = await walk(session, { route: subjects, kind: 'list' }, SubjectRow, (name) => name, call);
    return rows;
  };
  return {
    needs: 'service',
    findByReference: createReferenceSearch(session, locality),
    subjects: async (call) => {
      const named = (await list(call)).map((name) => ({ name, priority: priorityOf(name) }));
      const rank = ({ priority }: { readonly priority: TicketPriority }) => ticketPriorities.indexOf(priority);
      return named.sort((one, other) => rank(one) - rank(other));
    },
    find: async (ticketId, call) => {
      const row = await session.read({ method: 'GET', route: byId, parameters: { id: ticketId } }, TicketRow, call);
      if (row !== null && row.id_ticket !== ticketId) throw badResponse('not the ticket requested');
      return row === null ? null : toTicket(row, locality);
    },
    list: async ({ id: clientId }, call) => {
      const tickets = (await walks.recent(call)).map((row) => toTicket(row, locality));
      const own = tickets.filter((ticket) => ticket.clientId === clientId);
      // Older ones are not looked at, nor all that are closed.
      return { tickets: own.sort((one, other) => other.ticketId - one.ticketId), isTruncated: true };
    },
    create: (ticket, call) =>
      writeOutcome(async (): Promise<WriteOutcome<Ticket, ZoneFullOutcome>> => {
        const { subject, description, technicianId } = ticket;
        const { serviceId, zoneId } = serviceOf(ticket.client);
        const { isBlocked, maxTickets } = await notSent(zones.load(zoneId, call));
        if (isBlocked) return { kind: 'zone-full', maxTickets };
        const stamp = (at: number): string => toWallClock(new Date(at), locality.timeZone, 'dd/MM/yyyy HH:mm');
        const now = Date.now();
        const multipart = {
          ...{ servicio: String(serviceId), asunto: subject, asuntos_default: subject },
          ...{ descripcion: escapeHtml(description), tecnico: String(technicianId), estado: '1' },
          ...{ prioridad: String(ticketPriorities.indexOf(priorityOf(subject)) + 1) },
          ...{ departamento: department, departamentos_default: department },
          ...{ fecha_inicio: stamp(now), fecha_final: stamp(now + daysToResolve * 86_400_000) },
        };
        walks.forget();
        const answer = await session.request({ method: 'POST', route: allTickets, kind: 'write', multipart }, call);
        if (answer.kind !== 'done') return { kind: answer.kind };
        const created = TicketRow.safeParse(answer.body);
        // Another ticket says nothing of this one.
        if (!created.success || fold(toTicket(created.data, locality).subject) !== fold(subject))
          return { kind: 'unknown' };
        return { kind: 'done', value: toTicket(created.data, locality) };
      }),
  };
}

/** The middleware's table; the catalogue has none (native contract 3.4). */
function priorityOf(subject: string): TicketPriority {
  return fixedSubjects.find(({ name }) => name === subject)?.priority ?? 'NORMAL';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
