import type { BackendName } from './backend.js';
import type { ClientRecord } from './client.js';

export const ticketStatuses = ['OPEN', 'IN_PROGRESS', 'CLOSED', 'UNKNOWN'] as const;

export type TicketStatus = (typeof ticketStatuses)[number];

export const ticketPriorities = ['LOW', 'NORMAL', 'HIGH', 'VERY_HIGH', 'UNKNOWN'] as const;

export type TicketPriority = (typeof ticketPriorities)[number];

/** A request for technical help, as a back end keeps it. */
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
  /** Answers of the ISP, oldest first. Absent: the back end tells at most the last. */
  readonly replies?: readonly TicketReply[];
  /** Global id of the client's record at the same back end. Absent or null: it does not say whose it is. */
  readonly clientId?: string | null;
}

export interface TicketReply {
  readonly text: string;
  /** RFC 3339. */
  readonly createdAt: string | null;
}

export interface TicketList {
  /** Newest first. */
  readonly tickets: readonly Ticket[];
  /** True when some may be missing. */
  readonly isTruncated: boolean;
}

export interface TicketSubject {
  readonly name: string;
  readonly priority: TicketPriority;
}

/** Everything a back end may need to open a ticket. */
export interface NewTicket {
  readonly client: ClientRecord;
  readonly technicianId: number | null;
  readonly subject: string;
  readonly description: string;
}

/** A ticket that this gateway opened, and for whom. */
export interface OpenedTicket {
  readonly id: string;
  readonly clientId: string;
  /** As it was when it was opened. */
  readonly ticket: Ticket;
}
