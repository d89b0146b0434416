import type { Money } from './money.js';

export const paymentReportStates = ['OPEN', 'CONFIRMED', 'REJECTED'] as const;

/** OPEN until a person has looked at it. */
export type PaymentReportState = (typeof paymentReportStates)[number];

/** A receipt that a subscriber has shown: a claim, and no payment. */
export interface PaymentReport {
  /** A hash of client, reference and content: the same receipt has the same. */
  readonly id: string;
  /** Global id of the client's record at the back end that bills. */
  readonly clientId: string;
  readonly amount: Money;
  readonly reference: string;
  readonly bank: string | null;
  /** SHA-256 of the receipt, in lower-case hexadecimal. */
  readonly contentHash: string;
  readonly state: PaymentReportState;
  /** RFC 3339. */
  readonly reportedAt: string;
  /** When a person decided on it. */
  readonly decidedAt: string | null;
}
