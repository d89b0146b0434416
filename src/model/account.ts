import type { Money } from './money.js';

/** What a back end tells of the money between a client and the ISP. Null: it does not tell, or what it tells is no amount. */
export interface AccountReading {
  /** What the client owes in all, positive when they owe, negative for a credit; by the rule of the back end. */
  readonly owed: Money | null;
  /** The part of it that no open invoice shows: positive when owed, negative for a credit. */
  readonly carried: Money | null;
  /** Total of the open invoices. */
  readonly invoiced: Money | null;
  /** Earliest day by which an open invoice is to be paid, YYYY-MM-DD; null: nothing is open, or it is not known. */
  readonly dueDate: string | null;
  /** True when an open invoice is past its due day. Null: not known. */
  readonly isOverdue: boolean | null;
}

export const accountStates = ['UP_TO_DATE', 'DUE', 'OVERDUE', 'SUSPENDED', 'PROMISED', 'UNKNOWN'] as const;

/** The money between a client and the ISP, in one word. */
export type AccountState = (typeof accountStates)[number];
