import { ApiRefusal, badField } from '../wire/answer.js';
import type { LedgerInvoice } from './ledger.js';

/** A payment as it was recorded. */
export interface EmulatedPayment {
  readonly invoiceId: number;
  readonly collected: number;
  readonly method: number;
  readonly reconnects: boolean;
  readonly reference: string;
}

/** Tasks of payments that reconnect, by their uuid: what each ends in (A45). */
export type PaymentTasks = Map<string, { readonly status: string; readonly result: unknown }>;

const ends: Readonly<Record<string, { readonly status: string; readonly result: unknown }>> = {
  text: { status: 'SUCCESS', result: 'Error "failure: no such item"' },
  object: { status: 'SUCCESS', result: { error: 'cannot log in' } },
  failure: { status: 'FAILURE', result: null },
};

export function endOf(variant: string): { readonly status: string; readonly result: unknown } {
  return ends[variant] ?? { status: 'SUCCESS', result: null };
}

/** A23. @throws {ApiRefusal} 400 */
export function toStoredReference(reference: string, variant: string): string {
  if (variant === 'refused' && reference.length > 10) throw badField('referencia', 'Demasiado larga.');
  if (variant === 'cut') return reference.slice(0, 4);
  if (variant === 'upper') return reference.toUpperCase();
  return variant === 'lost' ? '' : reference;
}

/** It is paid already, or so it says of a cancelled one (A04, A22). @param usual status, unless the variant has another */
export function alreadyPaid(text: string, variant: string, usual = 422): ApiRefusal {
  const bodies: Readonly<Record<string, object>> = {
    text: { errors: text },
    detail: { detail: text },
    messages: { messages: [text] },
  };
  return new ApiRefusal(variant === 'http400' ? 400 : usual, bodies[variant] ?? { errors: [text] });
}

/** What a cashier or the billing run does to an invoice between the look of a caller and its payment. */
export function interfere(invoice: LedgerInvoice, how: string): void {
  if (how === 'paid') Object.assign(invoice, { state: 'Pagada', collected: invoice.total, reference: 'CAJA-1' });
  if (how === 'cancelled') invoice.state = 'Cancelada';
  if (how === 'moved') {
    const lines = [`${invoice.lines[0]}\r\nFactura Transferida a la Factura #${invoice.id + 1}`];
    Object.assign(invoice, { state: 'Se Transfirió', lines });
  }
}
