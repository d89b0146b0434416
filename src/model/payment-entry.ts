import type { ClientRecord } from './client.js';

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

/** A back end's receipt for a payment. */
export interface PaymentReceipt {
  /** The back end's own id of the payment, where it gives one. */
  readonly paymentId: string | null;
}

/** Not recorded: the invoice has been carried into another, it is paid, or the back end has no such way to pay. */
export interface PaymentEntryRefusal {
  readonly kind: 'invoice-moved' | 'already-paid' | 'unknown-method';
}
