import { z } from 'zod';
import { type AmountPlace, type DecimalMark, toAmount } from '../../model/amount.js';
import type { Locality } from '../../model/backend.js';
import type { ClientRecord } from '../../model/client.js';
import { decodeId, encodeId } from '../../model/id.js';
import type { Invoice, InvoiceItem, InvoiceState } from '../../model/invoice.js';
import { type Money, toMoney } from '../../model/money.js';
import type { InvoicePort, Warn } from '../backend.js';
import { mayBeOnePageOfMore, readInvoiceRows, successFields } from './invoice-list.js';
import { findAmounts } from './protocol/amount.js';
import { badResponse } from './protocol/answer.js';
import { keepOwn } from './protocol/ownership.js';
import type { Searches } from './protocol/search.js';
import { defineEndpoint, type Session } from './protocol/session.js';
import { digitsOf, field, readRows, toInstant, toKey, toLocalDay, toText } from './protocol/value.js';

export const invoicing = defineEndpoint('/api/invoicing', successFields);

/** Shape of an item. @param mark before the decimals, as far as the answer shows it. */
function toItemRow(place: AmountPlace, mark: DecimalMark | null) {
  const amount = field((value) => toAmount(value, place, mark));
  // A quantity is a program's number, of which three decimals are as usual as two.
  return z.object({
    description: field(toText),
    quantity: field((value) => toAmount(value, place, mark ?? '.')),
    amount,
  });
}

/** The invoice under every name that a field may have (contract 4.3). */
function toInvoiceRow(place: AmountPlace, mark: DecimalMark | null) {
  const itemRow = toItemRow(place, mark);
  return z.object({
    ...fields(toKey, 'id', 'invoice_id', 'id_factura', 'uuid'),
    ...fields(toText, 'invoice_number', 'number', 'numero', 'nro'),
    ...fields(toText, 'contract_id', 'contrato'),
    ...fields(toLocalDay, 'from', 'to', 'first_due_date', 'fecha_vencimiento', 'due_date', 'second_due_date'),
    ...fields(toText, 'issued_at', 'fecha_emision', 'created_at'),
    ...fields(toText, 'state', 'estado', 'status'),
    ...fields((value) => toAmount(value, place, mark), 'amount', 'total', 'gross_amount', 'balance', 'saldo'),
    ...fields(digitsOf, 'client_national_identification_number', 'client_taxpayer_identification_number'),
    items: field((value) => (Array.isArray(value) ? readRows(itemRow, value).rows : [])),
  });
}

type ItemRow = z.output<ReturnType<typeof toItemRow>>;
type InvoiceRow = z.output<ReturnType<typeof toInvoiceRow>>;

/** Shapes of the invoices of an answer, one for each way in which its amounts may be written. */
export function createInvoiceShapes(place: AmountPlace) {
  const shapes = new Map<DecimalMark | null, ReturnType<typeof toInvoiceRow>>();
  return (rows: readonly unknown[]) => {
    const { mark, unread } = findAmounts(rows, place);
    const shape = shapes.get(mark) ?? toInvoiceRow(place, mark);
    shapes.set(mark, shape);
    return { shape, unread };
  };
}

/** Wispro's seven states (contract 4.1). */
const states: ReadonlyMap<string, InvoiceState> = new Map([
  ['draft', 'DRAFT'],
  ['issuing', 'ISSUING'],
  ['authorizing', 'AUTHORIZING'],
  ['authorizing_error', 'AUTHORIZATION_ERROR'],
  ['pending', 'PENDING'],
  ['paid', 'PAID'],
  ['void', 'VOID'],
]);

export function createInvoices(session: Session, searches: Searches, locality: Locality, warn: Warn): InvoicePort {
  const shapeOf = createInvoiceShapes(locality);
  return {
    list: async (client, call) => {
      const [search] = searches.of(client.key);
      if (search === undefined) return { invoices: [], isTruncated: false };
      const body = await session.read(invoicing, { q: search.q, type: search.type }, call);
      const rows = readInvoiceRows(body);
      const { shape, unread } = shapeOf(rows);
      if (unread > 0) warn('amounts that cannot be read', unread);
      const own = readOwn(rows, shape, client, warn);
      const invoices = own.map(({ row, id }) => toInvoice(row, id, client, locality)).sort(newestFirst);
      return { invoices, isTruncated: own.length < rows.length || mayBeOnePageOfMore(body, rows.length) };
    },
  };
}

/** @throws {UpstreamError} all were a stranger's, or none could be read. */
function readOwn(rows: readonly unknown[], shape: ReturnType<typeof toInvoiceRow>, client: ClientRecord, warn: Warn) {
  const readable = readRows(shape, rows).rows.flatMap((row) => {
    const id = first(row.id, row.invoice_id, row.id_factura, row.uuid, toKey(row.invoice_number));
    return id === null ? [] : [{ row, id, ...toOwned(row) }];
  });
  const own = keepOwn(readable, client);
  const foreign = readable.length - own.length;
  if (readable.length < rows.length) warn('invoices that cannot be read', rows.length - readable.length);
  if (foreign > 0) warn('invoices of another client', foreign);
  if (rows.length > 0 && own.length === 0) throw badResponse('no invoice is of the client', false);
  return own;
}

function toOwned(row: InvoiceRow) {
  return {
    contractId: first(row.contract_id, row.contrato),
    dni: row.client_national_identification_number,
    cuit: row.client_taxpayer_identification_number,
  };
}

/** An invoice of a client; `invoiceId` is the back end's. */
export function toInvoice(row: InvoiceRow, invoiceId: string, client: ClientRecord, locality: Locality): Invoice {
  const { currency, timeZone } = locality;
  const upstreamState = first(row.state, row.estado, row.status);
  const state = states.get(upstreamState?.toLowerCase() ?? '') ?? 'UNKNOWN';
  return {
    id: encodeId('Invoice', 'WISPRO', ...(decodeId(client.id)?.key ?? []), invoiceId),
    backend: 'WISPRO',
    clientId: client.id,
    invoiceId,
    number: first(row.invoice_number, row.number, row.numero, row.nro),
    contractId: first(row.contract_id, row.contrato),
    state,
    periodFrom: row.from,
    periodTo: row.to,
    issuedAt: toInstant(first(row.issued_at, row.fecha_emision, row.created_at), timeZone),
    dueDate: first(row.first_due_date, row.fecha_vencimiento, row.due_date),
    secondDueDate: row.second_due_date,
    total: toMoney(first(row.amount, row.total, row.gross_amount), currency),
    balance: toBalance(first(row.balance, row.saldo), state, currency),
    items: row.items.map((item) => toItem(item, currency)),
  };
}

/** Nothing is owed on what is paid or void. On what is pending, an absent balance is unknown: it is not the total (contract 4.3). */
function toBalance(balance: string | null, state: InvoiceState, currency: string): Money | null {
  const isComplete = state === 'PAID' || state === 'VOID';
  return toMoney(balance ?? (isComplete ? '0' : null), currency);
}

function toItem(item: ItemRow, currency: string): InvoiceItem {
  return { description: item.description, quantity: item.quantity, amount: toMoney(item.amount, currency) };
}

/** Invoices without a date come last. */
export function newestFirst(left: Invoice, right: Invoice): number {
  const issued = (right.issuedAt?.getTime() ?? 0) - (left.issuedAt?.getTime() ?? 0);
  return issued !== 0 ? issued : (right.periodFrom ?? '').localeCompare(left.periodFrom ?? '');
}

function first<Value>(...values: readonly (Value | null)[]): Value | null {
  return values.find((value) => value !== null) ?? null;
}

function fields<Value, Name extends string>(read: (value: unknown) => Value, ...names: readonly Name[]) {
  const entries = names.map((name) => [name, field(read)]);
  return Object.fromEntries(entries) as Readonly<Record<Name, ReturnType<typeof field<Value>>>>;
}
