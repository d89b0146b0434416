import type { ClientRecord } from './client.js';
import type { Money } from './money.js';

/** A payment to be recorded at a back end. */
export interface PaymentEntry {
  readonly client: ClientRecord;
  /** The back end's own id of the invoice. Null: for the client's account. */
  readonly invoiceId: string | null;
  /** Decimal string above zero, in the currency of the back end. */
  readonly amount: string;
  /** Name of the way in which it was paid. Null: the installation's usual one. */
  readonly method: string | null;
  /** Of no other payment of this installation. */
  readonly reference: string;
  /** True: a suspended service is switched on, where the back end leaves that to the cashier. */
  readonly reconnects: boolean;
}

/** A payment that was sent and not answered, as far as it can be recognised. */
export interface LostPayment extends Pick<PaymentEntry, 'invoiceId' | 'amount' | 'reference'> {
  /** The back end's own id of the client. */
  readonly clientKey: string;
  /** RFC 3339, right before it was sent. */
  readonly requestedAt: string;
}

/** A back end's receipt for a payment. */
export interface PaymentReceipt {
  /** The back end's own id of the payment, where it gives one. */
  readonly paymentId: string | null;
}

/** A payment as it is on record. */
export interface RegisteredPayment {
  /** The back end's own id, where it gives one. */
  readonly paymentId: string | null;
  /** Global ids. */
  readonly invoiceId: string | null;
  readonly clientId: string;
  readonly amount: Money;
  readonly reference: string;
  /** RFC 3339. */
  readonly registeredAt: string;
}

/** Not recorded: the invoice has been carried into another, it is paid, or the back end has no such way to pay. */
export interface PaymentEntryRefusal {
  readonly kind: 'invoice-moved' | 'already-paid' | 'unknown-method';
}
