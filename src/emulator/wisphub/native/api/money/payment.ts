import type { LedgerInvoice } from './ledger.js';

/** A payment as it was recorded. */
export interface EmulatedPayment {
  readonly invoiceId: number;
  readonly collected: number;
  readonly method: number;
  readonly reconnects: boolean;
  readonly reference: string;
}

/** What a cashier or the billing run does to an invoice between the look of a caller and its payment. */
export function interfere(invoice: LedgerInvoice, how: string): void {
  if (how === 'paid') Object.assign(invoice, { state: 'Pagada', collected: invoice.total, reference: 'CAJA-1' });
  if (how === 'moved') {
    const lines = [`${invoice.lines[0]}\r\nFactura Transferida a la Factura #${invoice.id + 1}`];
    Object.assign(invoice, { state: 'Se Transfirió', lines });
  }
}
