import type { EmulatedAnswer } from '../../message.js';
import { noHolidays } from '../fixtures/calendar.js';
import { allSubjects, subjectsByPriority } from '../fixtures/subject.js';
import type { Middleware } from '../middleware.js';
import { readTicketOrder } from '../order.js';
import { viewTicket } from '../view.js';
import type { Call, Endpoint } from '../wire/endpoint.js';
import { failure, info, success } from './envelope.js';

/** Tickets (contract 1.8). The oldest middleware lacks the subjects endpoint. */
export function ticketEndpoints(middleware: Middleware): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/tickets/zone-blocked/{zone_id}',
      answer: (call) => {
        const zoneId = call.wholeParameter('zone_id');
        call.done();
        const data = { is_blocked: isBlocked(middleware, zoneId), max_tickets: middleware.settings.maxTicketsPerZone };
        return success('ticket_found', data);
      },
    },
    {
      method: 'GET',
      path: '/api/v1/tickets/{ticket_id}',
      answer: (call) => {
        const ticketId = call.wholeParameter('ticket_id');
        call.done();
        const ticket = middleware.native.tickets.find(ticketId);
        return ticket === undefined ? info('ticket_not_found') : success('ticket_found', viewTicket(ticket));
      },
    },
    { method: 'POST', path: '/api/v1/tickets', reads: 'json', answer: (call) => createTicket(middleware, call) },
  ];
}

export const subjectEndpoint: Endpoint = {
  method: 'GET',
  path: '/api/v1/tickets/subjects',
  answer: () => success('ticket_subjects_listed', { by_priority: subjectsByPriority, all: allSubjects }),
};

/** The limit is that of the zone the caller names, whatever the service's own; every refusal is without a reason. */
function createTicket(middleware: Middleware, call: Call): EmulatedAnswer {
  const order = readTicketOrder(call, middleware.clock.now(), noHolidays);
  if (isBlocked(middleware, order.zona))
    return info('zone_ticket_limit_reached', { max_tickets: middleware.settings.maxTicketsPerZone });
  const ticket = middleware.native.tickets.create(order, allSubjects);
  return ticket === undefined ? failure('ticket_creation_failed') : success('ticket_created', viewTicket(ticket));
}

/** Open when the native system does not answer. */
function isBlocked({ native, settings }: Middleware, zoneId: number): boolean {
  return (native.tickets.countOpen(zoneId) ?? 0) >= settings.maxTicketsPerZone;
}
