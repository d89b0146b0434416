import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { serialOf } from '../../fixtures/identifier.js';
import type { Invoice, Subscriber } from '../../fixtures/subscriber.js';
import { writeInvoice } from '../../invoice.js';
import { type CloudInstance, clientsOf, openCents } from '../state/instance.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { type Filters, when } from '../wire/filter.js';
import { page } from '../wire/page.js';

interface OwnedInvoice {
  readonly owner: Subscriber;
  readonly invoice: Invoice;
}

/** All invoices, oldest first. */
export function invoicesOf(instance: CloudInstance): readonly OwnedInvoice[] {
  const owned = clientsOf(instance).flatMap((owner) => owner.invoices.map((invoice) => ({ owner, invoice })));
  return owned.sort(
    (left, right) =>
      left.invoice.from.localeCompare(right.invoice.from) || serialOf(left.invoice.id) - serialOf(right.invoice.id),
  );
}

/** Share of the amount that a surcharge adds after the first day. */
const surcharge = 0.1;

/** An invoice as it is now (cloud contract 3.1). */
function writeCloudInvoice(instance: CloudInstance, { owner, invoice }: OwnedInvoice, isDetail: boolean): Row {
  const { settings, state } = instance;
  const row = writeInvoice({ settings: { linksInInvoicing: hasLinks(instance, isDetail) } }, owner, invoice);
  const { payment_links: links, ...rest } = row;
  return {
    ...rest,
    ...(state.paid.has(invoice.id) ? writeOpen(instance, invoice) : {}),
    ...(settings.surcharge && invoice.state === 'pending' ? writeSurcharge(instance, invoice) : {}),
    ...(settings.invoiceClient ? { client_id: owner.id } : {}),
    ...(settings.paymentLinks === 'absent' ? {} : { payment_links: settings.paymentLinks === 'null' ? null : links }),
  };
}

function hasLinks({ settings }: CloudInstance, isDetail: boolean): boolean {
  return settings.paymentLinks === 'everywhere' || (settings.paymentLinks === 'detail' && isDetail);
}

function writeOpen(instance: CloudInstance, invoice: Invoice): Row {
  const open = openCents(instance, invoice);
  return { balance: (open / 100).toFixed(1), state: open > 0 ? invoice.state : 'paid' };
}

function writeSurcharge(instance: CloudInstance, invoice: Invoice): Row {
  const isLate = invoice.firstDueDate !== null && instance.today() > invoice.firstDueDate;
  const cents = openCents(instance, invoice) + (isLate ? Math.round(invoice.cents * surcharge) : 0);
  return { balance: (cents / 100).toFixed(2) };
}

/** The filters of cloud contract 1.4. A document may be several clients' (T29). */
function invoiceFilters(instance: CloudInstance): Filters<OwnedInvoice> {
  const { settings } = instance;
  return {
    ...when<OwnedInvoice>(settings.idFilter === 'works', {
      client_id_eq: ({ owner }, value) => owner.id === value.toLowerCase(),
      client_custom_id_eq: ({ owner }, value) => owner.cod === value,
    }),
    ...when<OwnedInvoice>(settings.documentFilter === 'works', {
      client_national_identification_number_eq: ({ owner }, value) => owner.dni === value,
    }),
    ...when<OwnedInvoice>(settings.invoiceState === 'works', {
      state_eq: ({ invoice }, value) => stateNow(instance, invoice) === value,
    }),
  };
}

function stateNow(instance: CloudInstance, invoice: Invoice): string {
  return instance.state.paid.has(invoice.id) && openCents(instance, invoice) === 0 ? 'paid' : invoice.state;
}

export function listInvoices(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'invoicing_invoice',
    items: invoicesOf(instance),
    filters: invoiceFilters(instance),
    write: (owned) => writeCloudInvoice(instance, owned, false),
  });
}

export function showInvoice(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const found = invoicesOf(instance).find(({ invoice }) => invoice.id === id.toLowerCase());
  if (found === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('invoicing_invoice', writeCloudInvoice(instance, found, true), instance.settings.recordAs);
}
