import type { EmulatedAnswer, EmulatedRequest } from '../../../message.js';
import type { Row } from '../../fixtures/absence.js';
import { createId, serialOf } from '../../fixtures/identifier.js';
import type { Invoice, Subscriber } from '../../fixtures/subscriber.js';
import { toLocalInstant } from '../../wire/calendar.js';
import { type CloudInstance, openCents } from '../state/instance.js';
import type { EmulatedPayment } from '../state/record.js';
import { creditOf, openOf } from '../subscribers/account.js';
import { findClient } from '../subscribers/client.js';
import { localeOf, record, refuse } from '../wire/envelope.js';
import { byTime, type Filters, when } from '../wire/filter.js';
import { readJson } from '../wire/json.js';
import { writeMoney } from '../wire/money.js';
import { page } from '../wire/page.js';

/** A row of payments (cloud contract 3.2), its amounts as texts (T8). */
function writePayment(instance: CloudInstance, payment: EmulatedPayment): Row {
  const { moneyAs, creditAmount } = instance.settings;
  const owner = findClient(instance, payment.clientId);
  const credits = { unallocated: writeMoney(payment.creditCents, moneyAs), zero: '0.0', null: null };
  return {
    id: payment.id,
    public_id: payment.publicId,
    created_at: payment.createdAt,
    updated_at: payment.createdAt,
    state: payment.state,
    amount: writeMoney(payment.cents, moneyAs),
    comment: payment.comment,
    name_user: 'api',
    email_user: null,
    client_id: payment.clientId,
    client_name: owner?.name ?? null,
    client_public_id: owner?.publicId ?? null,
    payment_date: payment.paidAt,
    credit_amount: credits[creditAmount],
    name_collector: '',
    email_collector: null,
    transaction_kind: 'cash',
    transaction_code: payment.code,
    payment_transactions: payment.parts.map(({ invoice, cents }, index) => ({
      id: createId('payment', 1_000_000 + serialOf(payment.id) * 100 + index),
      invoice_id: invoice.id,
      invoice_number: invoice.number,
      amount: writeMoney(cents, moneyAs),
    })),
  };
}

/** The filters of cloud contract 1.4. */
function paymentFilters({ settings }: CloudInstance): Filters<EmulatedPayment> {
  return {
    ...byTime<EmulatedPayment>('created_at', ({ createdAt }) => createdAt),
    ...byTime<EmulatedPayment>('payment_date', ({ paidAt }) => paidAt),
    ...when<EmulatedPayment>(settings.paymentFilter === 'works', {
      client_id_eq: ({ clientId }, value) => clientId === value,
      transaction_code_eq: ({ code }, value) => code === value,
    }),
    ...when<EmulatedPayment>(settings.paymentState === 'works', { state: ({ state }, value) => state === value }),
  };
}

export function listPayments(instance: CloudInstance, { query }: EmulatedRequest): EmulatedAnswer {
  return page(instance, query, {
    object: 'invoicing_payment',
    items: instance.state.payments,
    filters: paymentFilters(instance),
    write: (payment) => writePayment(instance, payment),
  });
}

export function showPayment(instance: CloudInstance, { query }: EmulatedRequest, id: string): EmulatedAnswer {
  const payment = instance.state.payments.find((each) => each.id === id.toLowerCase());
  if (payment === undefined) return refuse({ status: 404 }, localeOf(query));
  return record('invoicing_payment', writePayment(instance, payment), instance.settings.recordAs);
}

/** `POST /invoicing/payments`, JSON (cloud contract 3.3): a repeat books again (T10). */
export function createPayment(instance: CloudInstance, { query, body }: EmulatedRequest): EmulatedAnswer {
  const { settings, state } = instance;
  const given = readJson(body);
  const client = findClient(instance, String(given.client_id));
  const cents = typeof given.amount === 'number' ? Math.round(given.amount * 100) : 0;
  const paidAt = Date.parse(String(given.payment_date));
  const code = typeof given.transaction_code === 'string' ? given.transaction_code : null;
  const ids = Array.isArray(given.invoice_ids) ? given.invoice_ids.map(String) : [];
  const invoices = (client?.invoices ?? []).filter(({ id }) => ids.includes(id));
  const open = invoices.reduce((total, invoice) => total + openCents(instance, invoice), 0);
  const isRepeated = code !== null && state.payments.some((payment) => payment.code === code);
  const errors: Readonly<Record<string, string>> = {
    ...(client === undefined ? { client: 'must exist' } : {}),
    ...(cents <= 0 ? { amount: 'must be greater than 0' } : {}),
    ...(Number.isNaN(paidAt) ? { payment_date: "can't be blank" } : {}),
    ...(settings.repeatedCode === 'refused' && isRepeated ? { transaction_code: 'has already been taken' } : {}),
    ...(settings.surplus === 'refused' && ids.length > 0 && cents !== open
      ? { amount: 'must equal the invoices' }
      : {}),
  };
  if (client === undefined || Object.keys(errors).length > 0) {
    return refuse({ status: 400, errors }, localeOf(query), settings.reasonsAs);
  }
  const parts = settings.surplus === 'allCredit' ? [] : allocate(instance, invoices, cents);
  const payment: EmulatedPayment = {
    id: createId('payment', state.payments.length + 1),
    publicId: state.payments.length + 1,
    clientId: client.id,
    cents,
    creditCents: cents - parts.reduce((total, part) => total + part.cents, 0),
    state: 'success',
    // The day is the ISP's: midnight UTC is the evening before (cloud contract T15).
    paidAt: toLocalInstant(new Date(paidAt)),
    createdAt: toLocalInstant(instance.now()),
    code,
    comment: typeof given.comment === 'string' ? given.comment : null,
    parts,
  };
  book(instance, client, payment);
  return record('invoicing_payment', writePayment(instance, payment), settings.recordAs);
}

/** Invoices in order, each as far as the money goes. */
function allocate(instance: CloudInstance, invoices: readonly Invoice[], cents: number): EmulatedPayment['parts'] {
  let left = cents;
  return invoices.flatMap((invoice) => {
    const part = Math.min(left, openCents(instance, invoice));
    left -= part;
    return part > 0 ? [{ invoice, cents: part }] : [];
  });
}

/** Milliseconds until a payment enables a service, where it does not at once. */
const enablesAfterMs = 60_000;

/** A payment that clears the account enables what was cut off. */
function book(instance: CloudInstance, client: Subscriber, payment: EmulatedPayment): void {
  const { settings, state } = instance;
  state.payments.push(payment);
  state.writes.push({ kind: 'payment', id: payment.id });
  for (const { invoice, cents } of payment.parts) {
    state.paid.set(invoice.id, (state.paid.get(invoice.id) ?? 0) + cents);
  }
  state.credit.set(client.id, creditOf(instance, client) + payment.creditCents);
  if (settings.paymentEnables === 'never' || creditOf(instance, client) < openOf(instance, client)) return;
  const from = instance.now().getTime() + (settings.paymentEnables === 'soon' ? enablesAfterMs : 0);
  for (const { id, state: service } of client.contracts) if (service === 'disabled') state.enabled.set(id, from);
}
