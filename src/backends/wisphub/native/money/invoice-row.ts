import { z } from 'zod';
import type { Locality } from '../../../../model/backend.js';
import { parseInstant } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { encodeId } from '../../../../model/id.js';
import type { Invoice, InvoiceState } from '../../../../model/invoice.js';
import { toDecimal, toMoney } from '../../../../model/money.js';
import { fold } from '../../../../model/text.js';
import { toNumber } from '../client-row.js';
import { type OpenInvoice, readDay, serviceIdOf } from './balance.js';
import { periodOf } from './period.js';

const text = z.string().nullish().catch(null);
const decimal = z.union([z.string(), z.number()]).nullish().catch(null);

const Line = z.object({
  descripcion: text,
  precio: decimal,
  cantidad: decimal,
  servicio: z.object({ id_servicio: z.number().int() }).nullish().catch(null),
});

/**
 * The fields of an invoice that are read. What a pending one says of `total_cobrado`, `saldo` and `fecha_pago` means nothing (T10), and so
 * none of them is.
 */
export const InvoiceRow = z.object({
  id_factura: z.number().int().positive(),
  folio: z.union([z.string(), z.number()]).nullish().catch(null),
  estado: text,
  cliente: z.object({ usuario: text }).nullish().catch(null),
  total: decimal,
  fecha_emision: text,
  fecha_vencimiento: text,
  articulos: z.array(Line).nullish().catch(null),
});

export type InvoiceRow = z.output<typeof InvoiceRow>;

/** By the words, accents and case aside: they differ by host (T11). In review is neither paid nor to be paid. */
const states: Readonly<Record<string, InvoiceState>> = {
  ...{ 'pendiente de pago': 'PENDING', pagada: 'PAID' },
  ...{ cancelada: 'VOID', anulada: 'VOID', 'se transfirio': 'VOID' },
};

export function toState({ estado }: Pick<InvoiceRow, 'estado'>): InvoiceState {
  return states[fold(estado ?? '')] ?? 'UNKNOWN';
}

/** By the services of its lines and, where none names one, by the login of the client (T42). */
export function isOf({ articulos, cliente }: InvoiceRow, client: ClientRecord): boolean {
  const services = (articulos ?? []).flatMap(({ servicio }) => servicio?.id_servicio ?? []);
  if (services.length > 0) return services.includes(serviceIdOf(client));
  const username = cliente?.usuario?.trim() ?? '';
  return username !== '' && username === client.username;
}

export function toInvoice(row: InvoiceRow, client: ClientRecord, { currency, timeZone }: Locality): Invoice {
  const state = toState(row);
  const total = toMoney(toNumber(row.total), currency);
  const folio = String(row.folio ?? '').trim();
  const settled = state === 'PAID' || state === 'VOID' ? toMoney(0, currency) : null;
  return {
    id: encodeId('Invoice', 'WISPHUB', serviceIdOf(client), row.id_factura),
    backend: 'WISPHUB',
    clientId: client.id,
    invoiceId: String(row.id_factura),
    number: folio === '' ? String(row.id_factura) : folio,
    contractId: null,
    state,
    ...periodOf((row.articulos ?? []).map(({ descripcion }) => descripcion ?? '')),
    issuedAt: parseInstant(readDay(row.fecha_emision), timeZone),
    dueDate: readDay(row.fecha_vencimiento),
    secondDueDate: null,
    total,
    balance: state === 'PENDING' ? total : settled,
    items: (row.articulos ?? []).map(({ descripcion, precio, cantidad }) => ({
      description: descripcion?.replace(/\s+/g, ' ').trim() || null,
      quantity: cantidad == null ? null : toDecimal(cantidad),
      amount: toMoney(toNumber(precio), currency),
    })),
  };
}

/** One of those that the balance has as open. */
export function toRow({ id, total, issued, due }: OpenInvoice): InvoiceRow {
  return { id_factura: id, estado: 'Pendiente de Pago', total, fecha_emision: issued, fecha_vencimiento: due };
}
