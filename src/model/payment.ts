import type { BackendName } from './backend.js';
import type { Money } from './money.js';

export const paymentStates = ['RECORDED', 'VOID', 'UNKNOWN'] as const;

export type PaymentState = (typeof paymentStates)[number];

/** A payment that the ISP has on record. */
export interface Payment {
  readonly id: string;
  readonly backend: BackendName;
  /** Global id of the client's record at the same back end. */
  readonly clientId: string;
  /** The back end's own id. */
  readonly paymentId: string;
  readonly state: PaymentState;
  readonly amount: Money | null;
  /** The part that was credited to the account rather than to an invoice. */
  readonly credited: Money | null;
  readonly paidAt: Date | null;
  /** The back end's word for how it was paid. */
  readonly method: string | null;
  /** Code of the transaction, as whoever recorded it wrote it. */
  readonly reference: string | null;
}

export interface PaymentList {
  /** Newest first. */
  readonly payments: readonly Payment[];
  /** True when some may be missing. */
  readonly isTruncated: boolean;
}
