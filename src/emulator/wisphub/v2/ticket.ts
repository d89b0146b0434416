import type { EmulatedAnswer } from '../../message.js';
import { colombianHolidays } from '../fixtures/calendar.js';
import { allSubjects, subjectsByPriority } from '../fixtures/subject.js';
import type { Middleware } from '../middleware.js';
import { readTicketOrder } from '../order.js';
import { viewTicket } from '../view.js';
import type { Call, Endpoint } from '../wire/endpoint.js';
import { answerJson } from '../wire/json.js';
import { Refusal } from '../wire/refusal.js';
import type { V2Caches } from './cache.js';

/** Tickets (contract 2.1); whether a zone is full is a minute old for the creation too (2.3). */
export function ticketEndpoints(middleware: Middleware, caches: V2Caches): readonly Endpoint[] {
  const isFull = (zoneId: number): boolean =>
    caches.isZoneFull(zoneId, () => middleware.native.tickets.countOpen(zoneId) ?? 0);
  return [
    {
      method: 'GET',
      path: '/api/tickets/subjects',
      answer: () => answerJson(200, { by_priority: subjectsByPriority, all: allSubjects }),
    },
    {
      method: 'GET',
      path: '/api/tickets/zone-blocked/{zone_id}',
      answer: (call) => {
        const zoneId = call.wholeParameter('zone_id');
        call.done();
        return answerJson(200, { is_blocked: isFull(zoneId), max_tickets: middleware.settings.maxTicketsPerZone });
      },
    },
    {
      method: 'GET',
      path: '/api/tickets/{ticket_id}',
      answer: (call) => {
        const ticketId = call.wholeParameter('ticket_id');
        call.done();
        const ticket = middleware.native.tickets.find(ticketId);
        if (ticket === undefined) throw new Refusal(404, 'Ticket no encontrado.');
        return answerJson(200, viewTicket(ticket));
      },
    },
    { method: 'POST', path: '/api/tickets', reads: 'json', answer: (call) => createTicket(middleware, isFull, call) },
  ];
}

function createTicket(middleware: Middleware, isFull: (zoneId: number) => boolean, call: Call): EmulatedAnswer {
  const order = readTicketOrder(call, middleware.clock.now(), colombianHolidays);
  if (isFull(order.zona))
    throw new Refusal(400, `Zona límite alcanzado. Máximo ${middleware.settings.maxTicketsPerZone} tickets.`);
  const ticket = middleware.native.tickets.create(order, allSubjects);
  if (ticket === undefined) throw new Refusal(400, 'Error creando ticket.');
  return answerJson(200, viewTicket(ticket));
}
