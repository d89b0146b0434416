import type { BackendName } from './backend.js';

export const ticketStatuses = ['OPEN', 'IN_PROGRESS', 'CLOSED', 'UNKNOWN'] as const;

export type TicketStatus = (typeof ticketStatuses)[number];

export const ticketPriorities = ['LOW', 'NORMAL', 'HIGH', 'VERY_HIGH', 'UNKNOWN'] as const;

export type TicketPriority = (typeof ticketPriorities)[number];

/** A request for technical help, as a back end keeps it: it does not say whose. */
export interface Ticket {
  readonly id: string;
  readonly backend: BackendName;
  readonly ticketId: number;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly upstreamStatus: string | null;
  readonly priority: TicketPriority;
  /** RFC 3339. */
  readonly createdAt: string | null;
  readonly dueAt: string | null;
  readonly answer: string | null;
}

export interface TicketSubject {
  readonly name: string;
  readonly priority: TicketPriority;
}

/** Everything a back end needs to open a ticket. */
export interface NewTicket {
  readonly serviceId: number;
  readonly zoneId: number;
  readonly technicianId: number;
  readonly subject: string;
  readonly description: string;
}

/** A ticket that this gateway opened, and for whom: the back end does not tell. */
export interface OpenedTicket {
  readonly id: string;
  readonly clientId: string;
  /** As it was when it was opened. */
  readonly ticket: Ticket;
}
