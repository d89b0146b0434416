import { type Row, writeAbsent } from './fixtures/absence.js';
import { createId, serialOf } from './fixtures/identifier.js';
import { wisproPaymentLink } from './fixtures/instance.js';
import type { Invoice, InvoiceState, Subscriber } from './fixtures/subscriber.js';
import type { ChosenSettings } from './settings.js';

const cached = ['id', 'state'];
/** Value added tax, in per cent. */
const taxRate = 21;
/** Share of the amount still owed in each state. */
const owed: Readonly<Record<InvoiceState, 0 | 1>> = {
  draft: 1,
  issuing: 1,
  authorizing: 1,
  authorizing_error: 1,
  pending: 1,
  paid: 0,
  void: 0,
};

/** The provider that issues the invoices. No client has its tax id, so that taking it for the client's shows. */
const firm = {
  invoicing_firm_start_activities_date: '2010-01-01',
  invoicing_firm_email: '',
  invoicing_firm_phone: '',
  invoicing_firm_address: '',
  invoicing_firm_zip_code: '',
  invoicing_firm_sale_point: '3',
  invoicing_firm_gross_income: '',
  invoicing_firm_company_name: 'ISP PRUEBA SA',
  invoicing_firm_vat_condition: 'responsable_inscripto',
  invoicing_firm_principal_activity: '',
  invoicing_firm_taxpayer_identification_number: '30712345698',
};

/** An invoice of `invoicing`, key for key as in contract 4.1. */
export function writeInvoice(
  instance: { readonly settings: Pick<ChosenSettings, 'linksInInvoicing'> },
  owner: Subscriber,
  invoice: Invoice,
): Row {
  const row = {
    id: invoice.id,
    contract_id: invoice.contractId,
    invoicing_firm_id: createId('firm', 1),
    kind_invoice: owner.dni === '' ? 'argentina_a' : 'argentina_b',
    invoice_number: invoice.number,
    from: invoice.from,
    to: invoice.to,
    issued_at: invoice.issuedAt,
    created_at: `${invoice.from}T01:10:00.000-03:00`,
    updated_at: `${invoice.from}T06:00:04.001-03:00`,
    first_due_date: invoice.firstDueDate,
    second_due_date: invoice.secondDueDate,
    state: invoice.state,
    ...writeAmounts(invoice),
    balance: writeMoney(invoice.cents * owed[invoice.state], invoice.moneyAs),
    concept: 'services',
    electronic_enabled: true,
    ...firm,
    ...writeOwner(owner),
    items: [writeItem(invoice)],
    payment_links: instance.settings.linksInInvoicing ? writePaymentLinks(invoice) : [],
  };
  return writeAbsent(row, invoice.absence, cached);
}

/** Only an issued, unpaid invoice has a link (contract 4.2, P2). The element's shape is the one of section 5. */
export function writePaymentLinks(invoice: Invoice): readonly Row[] {
  return invoice.state === 'pending' ? [{ name: 'Mercado Pago', link: wisproPaymentLink(invoice.id) }] : [];
}

function writeOwner(owner: Subscriber): Row {
  return {
    client_name: owner.name,
    client_phone: '',
    client_email: owner.email,
    client_address: `${owner.place.street}-${owner.place.number}`,
    client_vat_condition: owner.dni === '' ? 'responsable_inscripto' : 'consumidor_final',
    client_taxpayer_identification_number: owner.cuit,
    client_national_identification_number: owner.dni,
  };
}

function writeItem(invoice: Invoice): Row {
  return {
    id: createId('item', serialOf(invoice.id)),
    invoice_id: invoice.id,
    description: invoice.description,
    product_code: null,
    quantity: 1,
    ...writeAmounts(invoice),
  };
}

function writeAmounts({ cents, moneyAs }: Invoice): Row {
  const tax = Math.round((cents * taxRate) / (100 + taxRate));
  return {
    amount: writeMoney(cents, moneyAs),
    gross_amount: writeMoney(cents, moneyAs),
    tax_amount: writeMoney(tax, moneyAs),
    discount_amount: writeMoney(0, moneyAs),
    net_amount: writeMoney(cents - tax, moneyAs),
  };
}

/** `15000.5`, 15000.5 or `15000,50`: the text has at least one decimal and no closing zeros after it (4.1). */
function writeMoney(cents: number, moneyAs: Invoice['moneyAs']): string | number {
  const amount = (cents / 100).toFixed(2);
  if (moneyAs === 'number') return Number(amount);
  return moneyAs === 'comma' ? amount.replace('.', ',') : amount.replace(/0$/, '');
}
