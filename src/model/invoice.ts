import type { BackendName } from './backend.js';
import type { Money } from './money.js';

export const invoiceStates = [
  'DRAFT',
  'ISSUING',
  'AUTHORIZING',
  'AUTHORIZATION_ERROR',
  'PENDING',
  'PAID',
  'VOID',
  'UNKNOWN',
] as const;

/** State of an invoice. Only a PENDING one can be paid. */
export type InvoiceState = (typeof invoiceStates)[number];

export interface Invoice {
  readonly id: string;
  readonly backend: BackendName;
  /** Global id of the client's record at the same back end. */
  readonly clientId: string;
  /** The back end's own id. */
  readonly invoiceId: string;
  readonly number: string | null;
  /** The back end's id of the contract; null for an invoice made by hand, or where there are no contracts. */
  readonly contractId: string | null;
  readonly state: InvoiceState;
  /** Calendar days, YYYY-MM-DD. */
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly issuedAt: Date | null;
  readonly dueDate: string | null;
  readonly secondDueDate: string | null;
  readonly total: Money | null;
  /** Amount still owed. */
  readonly balance: Money | null;
  readonly items: readonly InvoiceItem[];
}

export interface InvoiceItem {
  readonly description: string | null;
  /** Decimal string. */
  readonly quantity: string | null;
  readonly amount: Money | null;
}

export interface InvoiceList {
  /** Newest first. */
  readonly invoices: readonly Invoice[];
  /** True when some may be missing: the back end gave one page of several, or rows that are not shown. */
  readonly isTruncated: boolean;
}

/** Link under which an invoice can be paid. It shows name and debt to anyone who holds it: treat it as a secret. */
export interface PaymentLink {
  readonly url: string;
  readonly provider: string | null;
  readonly expiresAt: Date | null;
  readonly amount: Money | null;
}
