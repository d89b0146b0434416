import type { AccountReading } from '../model/account.js';
import type { BackendName, BackendStatus, Capability, Locality } from '../model/backend.js';
import type { ClientChange, ClientKey, ClientKeyKind, ClientList, ClientRecord } from '../model/client.js';
import type { Contract } from '../model/contract.js';
import type { Invoice, InvoiceList, PaymentLink } from '../model/invoice.js';
import type { PaymentList } from '../model/payment.js';
import type { LostPayment, PaymentEntry, PaymentEntryRefusal, PaymentReceipt } from '../model/payment-entry.js';
import type { PromisePolicy, PromiseReceipt } from '../model/payment-promise.js';
import type { PingReading } from '../model/ping-task.js';
import type { PlanDetail, PlanSummary } from '../model/plan.js';
import type { NewTicket, Ticket, TicketList, TicketSubject } from '../model/ticket.js';
import type { AbsenceRule, Evidence, WriteOutcome } from '../model/write.js';
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
  readonly accounts?: AccountPort;
  readonly payments?: PaymentPort;
  readonly paymentEntries?: PaymentEntryPort;
  /** Present when its client records carry e-mail and coordinates. */
  readonly contactDetails?: true;
  /** Present when its client records carry the names of zone and technician, and the router and tower with their outages. */
  readonly network?: true;
  /**
   * Capabilities whose parts it fills and yet lacks, as it has turned out: the version of its API that is installed, or its credentials, do
   * not have them.
   */
  readonly absent?: () => ReadonlySet<Capability>;
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
  /** Calls at once that it is given now, by kind. */
  concurrency(): Readonly<Record<CallKind, number>>;
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
  /** True when the records of the list have no balance, which only a look-up gives. */
  readonly listsWithoutBalance?: true;
  /** Its list, where the adapter itself holds it for look-ups. Absent: every list is asked for anew. */
  readonly held?: HeldList | undefined;
}

/** A list of clients that takes many calls, and serves `list` and look-ups alike. */
export interface HeldList {
  /** Milliseconds since the back end was asked for it; null: there is none. */
  readonly ageMs: number | null;
  /** Number of single look-ups that take as many calls as it does to get the list now. Zero while it is held. */
  readonly breakEven: number;
  /** Nothing of it is to be shown again. */
  forget(): void;
}

export interface ClientUpdatePort {
  /** @param change a phone in E.164. @returns the change as the back end now holds it. */
  update(serviceId: number, change: ClientChange, call: UpstreamCall): Promise<WriteOutcome<ClientChange>>;
  /** Proof that a change was not made: fresh reads that show the old values. Absent or null: they prove nothing. */
  readonly absence?: () => AbsenceRule | null;
}

export interface TicketPort {
  /** What a client must have before a ticket can be opened for them: service, zone and technician, or nothing. */
  readonly needs: 'service' | 'client';
  subjects(call: UpstreamCall): Promise<readonly TicketSubject[]>;
  find(ticketId: number, call: UpstreamCall): Promise<Ticket | null>;
  /** The client's, whoever opened them. Absent: it cannot tell whose a ticket is. */
  readonly list?: (client: ClientRecord, call: UpstreamCall) => Promise<TicketList>;
  create(ticket: NewTicket, call: UpstreamCall): Promise<WriteOutcome<Ticket, ZoneFullOutcome>>;
  /** Looks for a ticket of the last day by the `[ref:…]` in its text. Absent: it cannot. */
  readonly findByReference?: (wanted: ReferredTicket, call: UpstreamCall) => Promise<Evidence<Ticket>>;
}

export interface ReferredTicket {
  /** Global id: the same text in the ticket of another client is somebody else's. */
  readonly clientId: string;
  readonly reference: string;
  /** RFC 3339, right before it was sent. */
  readonly requestedAt: string;
}

/** Not created: the zone has as many open tickets as it may. */
export interface ZoneFullOutcome {
  readonly kind: 'zone-full';
  readonly maxTickets: number;
}

export interface ZonePort {
  /** An unknown zone reads as free: the back end cannot tell. */
  load(zoneId: number, call: UpstreamCall): Promise<ZoneLoad>;
  /** Names by number. Absent: zones have none. */
  readonly names?: (call: UpstreamCall) => Promise<ReadonlyMap<number, string>>;
}

export type ListedPlan = Pick<PlanSummary, 'key' | 'name'>;

export interface PlanPort {
  list(call: UpstreamCall): Promise<readonly PlanSummary[]>;
  /** @param plan as listed: the answer is checked by its name. */
  detail(plan: ListedPlan, call: UpstreamCall): Promise<PlanDetail | null>;
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
  links(invoice: Pick<Invoice, 'invoiceId' | 'clientId'>, call: UpstreamCall): Promise<readonly PaymentLink[]>;
}

export interface PromisePort {
  readonly policy: PromisePolicy;
  /** What is promised for: a contract, or, where there are none, the service that the client's record is of. */
  readonly promisesFor: 'contract' | 'client';
  /** @param validUntil last day of the promise, YYYY-MM-DD, where the back end is. */
  create(
    target: PromiseTarget,
    validUntil: string,
    call: UpstreamCall,
  ): Promise<WriteOutcome<PromiseReceipt, NothingToPay>>;
}

export interface PromiseTarget {
  readonly client: ClientRecord;
  /** Null where the promise is for the client. */
  readonly contract: Contract | null;
}

/** Not promised: the client has no open invoice. */
export interface NothingToPay {
  readonly kind: 'nothing-to-pay';
}

export interface AccountPort {
  /** The money state by the rule of the back end, read now. */
  read(client: ClientRecord, call: UpstreamCall): Promise<AccountReading>;
}

export interface PaymentPort {
  /** The payments that provably belong to the client. */
  list(client: ClientRecord, call: UpstreamCall): Promise<PaymentList>;
}

export interface PaymentEntryPort {
  /** True: a payment can be credited to a client's account, without an invoice. */
  readonly takesAccounts: boolean;
  /**
   * Records a payment, once, of an invoice that a read right before it shows to be the client's and open. `not-found`: the invoice is not
   * there, or is another client's.
   */
  register(entry: PaymentEntry, call: UpstreamCall): Promise<WriteOutcome<PaymentReceipt, PaymentEntryRefusal>>;
  /** Looks for a payment whose answer was lost, by its reference. Reads alone. */
  findByReference(lost: LostPayment, call: UpstreamCall): Promise<Evidence<PaymentReceipt>>;
}
