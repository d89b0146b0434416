import type { EmulatedAnswer } from '../message.js';
import { json } from '../message.js';
import { plantedSecrets } from './fixtures/cases.js';
import { type WisproInstance, wisproPaymentLink } from './fixtures/instance.js';
import type { Invoice } from './fixtures/subscriber.js';
import { writePaymentLinks } from './invoice.js';
import type { ChosenSettings } from './settings.js';
import { emptyAnswer, recordBody, refuse } from './wire/envelope.js';

/** `GET /api/payment`: the links one invoice can be paid with (contract section 5). */
export function answerPayment(instance: WisproInstance, query: URLSearchParams): EmulatedAnswer {
  const text = query.get('q') ?? '';
  if (text === '') return refuse(400, { q: "can't be blank" });
  const invoice = findInvoice(instance, text);
  if (invoice === undefined) return refuse(404);
  if (invoice.state !== 'pending') return json(200, recordBody('invoicing_invoice', []));
  return shapes[instance.settings.paymentShape](invoice);
}

function findInvoice(instance: WisproInstance, text: string): Invoice | undefined {
  const byNumber = instance.settings.acceptInvoiceNumber;
  const matches = ({ id, number }: Invoice): boolean => id === text || (byNumber && number === text);
  for (const { invoices } of instance.subscribers) {
    const found = invoices.find(matches);
    if (found !== undefined) return found;
  }
  return undefined;
}

const shapes: Readonly<Record<ChosenSettings['paymentShape'], (invoice: Invoice) => EmulatedAnswer>> = {
  paymentLinks: (invoice) =>
    json(200, recordBody('invoicing_invoice', { id: invoice.id, payment_links: writePaymentLinks(invoice) })),
  bareLinks: (invoice) => json(200, writePaymentLinks(invoice)),
  gatewayArray: ({ id }) =>
    json(200, [
      { gateway: 'mercado_pago', url: wisproPaymentLink(id) },
      { gateway: 'siro', url: wisproPaymentLink(id, 'siro') },
    ]),
  byGateway: ({ id }) => json(200, { mercado_pago: wisproPaymentLink(id) }),
  urlPago: ({ id }) => json(200, { url_pago: wisproPaymentLink(id) }),
  string: ({ id }) => json(200, wisproPaymentLink(id)),
  noisy: (invoice) => json(200, writeNoisy(invoice)),
  emptyArray: () => json(200, []),
  emptyData: () => json(200, { data: [] }),
  envelope404: () => refuse(404),
  empty: emptyAnswer,
};

/** Two payment links, one of them twice and one not encrypted, among URLs that contract 5.3 tells to leave alone. */
function writeNoisy({ id }: Invoice): unknown {
  const link = wisproPaymentLink(id);
  const loginLink = `https://cloud.wispro.co/portal_api/auth/${plantedSecrets.loginLink}`;
  return recordBody('invoicing_invoice', {
    id,
    logo_url: 'https://pago.example.test/logo.png',
    pdf: 'https://pago.example.test/factura.pdf',
    notification_url: 'https://pago.example.test/aviso',
    link_mobile_login: loginLink,
    portal: loginLink,
    script: 'javascript:alert(1)',
    image: 'data:image/png;base64,AAAA',
    payment_links: [
      { name: 'Mercado Pago', link, expires_at: '2025-03-20' },
      { name: 'Mercado Pago', link },
      { name: 'Siro', link: wisproPaymentLink(id, 'siro').replace('https:', 'http:') },
    ],
  });
}
