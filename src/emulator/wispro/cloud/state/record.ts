import type { Invoice } from '../../fixtures/subscriber.js';

export interface EmulatedPayment {
  readonly id: string;
  readonly publicId: number;
  readonly clientId: string;
  readonly cents: number;
  /** Part that no invoice took. */
  readonly creditCents: number;
  readonly state: 'success' | 'void';
  readonly paidAt: string;
  readonly createdAt: string;
  readonly code: string | null;
  readonly comment: string | null;
  readonly parts: readonly { readonly invoice: Invoice; readonly cents: number }[];
}
export type IssueState = 'pending' | 'finalized' | 'closed';
export interface EmulatedIssue {
  readonly id: string;
  readonly publicId: number;
  readonly title: string;
  readonly description: string;
  readonly state: IssueState;
  readonly categoryId: string | null;
  readonly clientId: string | null;
  readonly contractId: string | null;
  readonly assignableId: string | null;
  readonly createdAt: string;
}
/** One accepted write, in order; nothing is merged (cloud contract T10). */

export interface CloudWrite {
  readonly kind: 'payment' | 'promise' | 'issue' | 'client';
  readonly id: string;
}
