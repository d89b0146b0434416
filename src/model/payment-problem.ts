import type { Addressed } from './form-of-address.js';

/** Reasons for which a payment is not registered, or a report of one not decided on. */
export const paymentProblemCodes = [
  'INVOICE_NOT_FOUND',
  'INVOICE_MOVED',
  'ALREADY_PAID',
  'PAYMENT_REFERENCE_USED',
  'PAYMENT_REPORT_NOT_FOUND',
  'PAYMENT_REPORT_CLOSED',
] as const;

interface Sentences {
  readonly ES: Addressed;
  readonly EN: string;
  readonly PT: string;
}

export const paymentProblemMessages: Readonly<Record<(typeof paymentProblemCodes)[number], Sentences>> = {
  INVOICE_NOT_FOUND: {
    ES: 'No encontramos esa factura.',
    EN: 'We could not find that invoice.',
    PT: 'Não encontramos essa fatura.',
  },
  INVOICE_MOVED: {
    ES: {
      VOS: 'Esa factura se trasladó a otra más nueva. Revisá las facturas pendientes y pagá esa.',
      TU: 'Esa factura se trasladó a otra más nueva. Revisa las facturas pendientes y paga esa.',
      USTED: 'Esa factura se trasladó a otra más nueva. Revise las facturas pendientes y pague esa.',
    },
    EN: 'That invoice was carried into a newer one. Look at the open invoices and pay that one.',
    PT: 'Essa fatura foi transferida para outra mais nova. Veja as faturas em aberto e pague essa.',
  },
  ALREADY_PAID: {
    ES: 'Esa factura ya está pagada. No se registró otro pago.',
    EN: 'That invoice is already paid. No other payment was recorded.',
    PT: 'Essa fatura já está paga. Nenhum outro pagamento foi registrado.',
  },
  PAYMENT_REFERENCE_USED: {
    ES: 'Ya hay un pago registrado con esa referencia.',
    EN: 'A payment with that reference is already on record.',
    PT: 'Já há um pagamento registrado com essa referência.',
  },
  PAYMENT_REPORT_NOT_FOUND: {
    ES: 'No encontramos ese comprobante.',
    EN: 'We could not find that receipt.',
    PT: 'Não encontramos esse comprovante.',
  },
  PAYMENT_REPORT_CLOSED: {
    ES: 'Ese comprobante ya fue revisado.',
    EN: 'That receipt has already been reviewed.',
    PT: 'Esse comprovante já foi analisado.',
  },
};
