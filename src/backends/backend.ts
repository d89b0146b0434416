import type { BackendName, BackendStatus, Locality } from '../model/backend.js';
import type { ClientChange, ClientKey, ClientKeyKind, ClientList, ClientRecord } from '../model/client.js';
import type { Contract } from '../model/contract.js';
import type { InvoiceList, PaymentLink } from '../model/invoice.js';
import type { PromisePolicy, PromiseReceipt } from '../model/payment-promise.js';
import type { PingReading } from '../model/ping-task.js';
import type { PlanDetail, PlanSummary } from '../model/plan.js';
import type { NewTicket, Ticket, TicketSubject } from '../model/ticket.js';
import type { WriteOutcome } from '../model/write.js';
import type { ZoneLoad } from '../model/zone.js';
import type { CallKind, UpstreamCall } from '../upstream/call.js';
import type { BreakerState } from '../upstream/resilience/circuit-breaker.js';
import type { Inspection } from './inspection.js';
import type { Lesson } from './learning.js';

/**
 * A back end of an ISP, as the domain sees it: one optional part per thing that it may be able to do. A part that is absent is a
 * capability that this installation lacks.
 *
 * Every method may throw an `UpstreamError` of this back end, and `BadUserInput` for a key outside its allow-list, in which case
 * nothing was sent. Reads answer null for what the back end says does not exist. Writes are sent at most once.
 */
export interface Backend {
  readonly name: BackendName;
  readonly locality: Locality;
  readonly clients: ClientPort;
  readonly clientUpdates?: ClientUpdatePort;
  /** Present when its client records carry what a person can be asked for: name, address, plan and price. */
  readonly identity?: true;
  readonly tickets?: TicketPort;
  readonly zones?: ZonePort;
  readonly plans?: PlanPort;
  readonly pings?: PingPort;
  /** Present when its client records carry contracts. */
  readonly contracts?: true;
  readonly invoices?: InvoicePort;
  readonly paymentLinks?: PaymentLinkPort;
  readonly promises?: PromisePort;
  /**
   * Looks at its own installation by a few reads.
   * @param documents of clients that it may know, by which to look for records. Absent: only its calls tell how it is.
   */
  readonly inspect?: (documents: readonly string[]) => Promise<Inspection>;
  /** Asks its own installation which variants of the contract's assumed points it has, by harmless reads. Absent: it has none. */
  readonly learn?: () => Promise<Lesson>;
  status(): BackendStatus;
  /** State of the circuit breaker of each kind of call. */
  breakers(): Readonly<Record<CallKind, BreakerState>>;
  close(): void;
}

/** Called for rows and values of an answer that are left out, with a sentence and their number, never a value. */
export type Warn = (what: string, count: number) => void;

export interface ClientPort {
  /** The kinds of key it can look up by, cheapest first. */
  readonly keyKinds: readonly ClientKeyKind[];
  find(key: ClientKey, call: UpstreamCall): Promise<ClientRecord | null>;
  /** Every client in one call, whatever their state. Absent: it cannot. */
  readonly list?: (call: UpstreamCall) => Promise<ClientList>;
  /**
   * Occasional look-ups that can show that a list without proof of completeness lacks clients. Absent: the list's own completeness is all
   * there is.
   */
  readonly lacks?: (list: ClientList, call: UpstreamCall) => Promise<boolean>;
}

export interface ClientUpdatePort {
  /** @param change a phone in E.164. @returns the change as the back end now holds it. */
  update(serviceId: number, change: ClientChange, call: UpstreamCall): Promise<WriteOutcome<ClientChange>>;
}

export interface TicketPort {
  subjects(call: UpstreamCall): Promise<readonly TicketSubject[]>;
  find(ticketId: number, call: UpstreamCall): Promise<Ticket | null>;
  create(ticket: NewTicket, call: UpstreamCall): Promise<WriteOutcome<Ticket, ZoneFullOutcome>>;
}

/** Not created: the zone has as many open tickets as it may. */
export interface ZoneFullOutcome {
  readonly kind: 'zone-full';
  readonly maxTickets: number;
}

export interface ZonePort {
  /** An unknown zone reads as free: the back end cannot tell. */
  load(zoneId: number, call: UpstreamCall): Promise<ZoneLoad>;
}

export interface PlanPort {
  list(call: UpstreamCall): Promise<readonly PlanSummary[]>;
  /** @param plan as listed: the answer is checked by its name. */
  detail(plan: Pick<PlanSummary, 'planId' | 'name'>, call: UpstreamCall): Promise<PlanDetail | null>;
}

export interface PingPort {
  /** @returns the back end's id of the new task. */
  start(serviceId: number, pings: number, call: UpstreamCall): Promise<WriteOutcome<string>>;
  read(taskId: string, call: UpstreamCall): Promise<PingReading>;
}

export interface InvoicePort {
  /** The invoices that provably belong to the client; what does not is dropped. */
  list(client: ClientRecord, call: UpstreamCall): Promise<InvoiceList>;
}

export interface PaymentLinkPort {
  /** One call per invoice. Empty: it cannot be paid by link. */
  links(invoiceId: string, call: UpstreamCall): Promise<readonly PaymentLink[]>;
}

export interface PromisePort {
  readonly policy: PromisePolicy;
  /** @param validUntil last day of the promise, YYYY-MM-DD, where the back end is. */
  create(contract: Contract, validUntil: string, call: UpstreamCall): Promise<WriteOutcome<PromiseReceipt>>;
}
