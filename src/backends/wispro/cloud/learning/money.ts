import type { LearntPoint, Questions } from '../../../learning.js';
import { byForm, countBy, isRow, type Row, typeOf, unknown } from '../../../learning-form.js';
import { impossible, learnFilters } from './filter.js';
import { formOf, toListed, toRecord } from './page.js';
import { type SubscriberLesson, toPresence } from './subscriber.js';

const invoices = '/invoicing/invoices';
const payments = '/invoicing/payments';

/** Words of an invoice's state (cloud contract 3.1). */
const states = /^(?:draft|issuing|authorizing|authori[sz](?:ing|ation)_error|pending|paid|void)$/;

/** Invoices, payments and an account. */
export async function learnMoney(questions: Questions, known: SubscriberLesson): Promise<readonly LearntPoint[]> {
  const rows = await readEnds(questions, invoices);
  const paid = await readEnds(questions, payments);
  return [
    await learnLinks(questions, rows),
    toPresence('A-36', 'client_id of an invoice', rows, ['client_id']),
    byForm('3.1', 'state of an invoice', rows, ({ state }) => toWordForm(state, states)),
    byForm('A-02', 'amounts of payments', paid, ({ amount }) => toAmountForm(amount)),
    byForm('1.5', 'amounts of invoices', rows, ({ amount }) => toAmountForm(amount)),
    toCredit(paid),
    await learnAccount(questions, rows, known),
    ...(await learnFilters(questions, {
      path: invoices,
      known: {
        ...{ client_id_eq: impossible.uuid, client_national_identification_number_eq: impossible.code },
        ...{ client_custom_id_eq: impossible.code, state_eq: impossible.code },
      },
      ignored: {},
      points: { state_eq: 'A-28' },
    })),
    ...(await learnFilters(questions, {
      path: payments,
      known: {
        ...{ created_at_after: impossible.future, created_at_before: impossible.past },
        ...{ payment_date_after: impossible.future, payment_date_before: impossible.past },
      },
      ignored: { state: impossible.code, client_id_eq: impossible.uuid, transaction_code_eq: impossible.code },
      points: { state: 'A-29', client_id_eq: 'A-16', transaction_code_eq: 'A-16' },
    })),
  ];
}

/** The oldest rows of a list, and the newest: among those are invoices that may be paid (cloud contract T19). */
async function readEnds(questions: Questions, path: string): Promise<readonly Row[]> {
  const first = toListed(await questions.ask(path, { per_page: '100' }));
  if (first === null || first.pages <= 1) return first?.rows ?? [];
  const last = await questions.ask(path, { per_page: '100', page: String(first.pages) });
  return [...first.rows, ...(toListed(last)?.rows ?? [])];
}

export function toWordForm(value: unknown, words: RegExp): string {
  if (typeof value !== 'string' || value.trim() === '') return typeOf(value);
  if (words.test(value)) return 'words of the contract';
  return words.test(value.toLowerCase()) ? 'in another case' : 'other words';
}

export function toAmountForm(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return typeOf(value);
  if (/^-?\d+(?:\.\d{1,2})?$/.test(value)) return 'text with a point';
  if (/^-?\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(value)) return 'text with points and a comma';
  return /^-?\d+,\d{1,2}$/.test(value) ? 'text with a comma' : 'another';
}

/** Payment links in the list and in the detail of an invoice that has one, or may. */
async function learnLinks(questions: Questions, rows: readonly Row[]): Promise<LearntPoint> {
  const [point, about] = ['A-12', 'payment_links of an invoice'];
  const sample = rows.find(hasLinks) ?? rows.find(({ state }) => state === 'pending') ?? rows[0];
  if (typeof sample?.id !== 'string') return unknown(point, about, 'there is no invoice');
  const reply = await questions.ask(`${invoices}/{id}`, {}, sample.id);
  const detail = toRecord(reply);
  const evidence = countBy(rows, ({ payment_links: links }) => typeOf(links));
  if (detail === null) return unknown(point, about, formOf(reply), evidence);
  const found = [hasLinks(sample) ? 'in the list' : '', hasLinks(detail) ? 'in the detail' : ''].filter(
    (each) => each !== '',
  );
  if (found.length > 0) return { point, about, variant: found.join(' and '), evidence };
  const form = typeOf(detail.payment_links);
  if (form === 'list') return unknown(point, about, 'no invoice looked at has one', evidence);
  return { point, about, variant: form, evidence };
}

function hasLinks({ payment_links: links }: Row): boolean {
  return Array.isArray(links) && links.length > 0;
}

/** Part of a payment that went to no invoice. */
function toCredit(rows: readonly Row[]): LearntPoint {
  const [point, about] = ['A-38', 'credit_amount of a payment'];
  if (rows.length === 0) return unknown(point, about, 'there is no payment');
  if (rows.every(({ credit_amount: credit }) => credit === null)) return { point, about, variant: 'null' };
  const left = rows.map(leftOf).filter((each) => each !== null);
  if (left.some(({ rest, credit }) => rest > 0 && credit === rest))
    return { point, about, variant: 'unallocated part' };
  if (left.some(({ rest, credit }) => rest > 0 && credit === 0)) return { point, about, variant: 'always zero' };
  return unknown(point, about, 'each payment went to invoices whole');
}

function leftOf({ amount, credit_amount: credit, payment_transactions: parts }: Row) {
  const amounts = Array.isArray(parts) ? parts.filter(isRow).map((part) => centsOf(part.amount)) : [];
  const [whole, put] = [centsOf(amount), centsOf(credit)];
  if (whole === null || put === null || amounts.includes(null)) return null;
  return { rest: amounts.reduce<number>((left, part) => left - (part ?? 0), whole), credit: put };
}

/** Cents of an amount in any of the forms of A-02. */
function centsOf(value: unknown): number | null {
  const text = typeof value === 'string' && value.includes(',') ? value.replaceAll('.', '').replace(',', '.') : value;
  if (typeof text !== 'number' && (typeof text !== 'string' || text.trim() === '')) return null;
  const amount = Number(text);
  return Number.isFinite(amount) ? Math.round(amount * 100) : null;
}

/** The account of a client who owes: what its balance is made of. */
async function learnAccount(
  questions: Questions,
  rows: readonly Row[],
  { clients, contracts }: SubscriberLesson,
): Promise<LearntPoint> {
  const [point, about] = ['A-05', 'balance of an account'];
  const owing = new Set(rows.filter(({ balance }) => (centsOf(balance) ?? 0) > 0).map(({ contract_id: id }) => id));
  const id = contracts.find((contract) => owing.has(contract.id))?.client_id ?? clients[0]?.id;
  if (typeof id !== 'string') return unknown(point, about, 'there is no client');
  const reply = await questions.ask('/clients/{id}/current_account', {}, id);
  const account = toRecord(reply);
  if (account === null) return unknown(point, about, formOf(reply));
  const names = ['balance_amount', 'credit_amount', 'invoice_balance_amount', 'balance', 'available_credit'];
  const keys = names.filter((name) => name in account);
  if (!('balance_amount' in account)) {
    return { point, about, variant: 'balance' in account ? 'other names' : 'absent', evidence: { keys } };
  }
  if (account.balance_amount === null) return { point, about, variant: 'null', evidence: { keys } };
  const [balance, credit, open] = names.slice(0, 3).map((name) => centsOf(account[name]));
  if (balance == null || credit == null || open == null || open === 0)
    return unknown(point, about, 'no client looked at owes', { keys });
  const relation =
    balance === credit - open ? 'credit less open invoices' : balance === credit ? 'credit alone' : 'another';
  return { point, about, variant: relation, evidence: { keys } };
}
