import { randomUUID } from 'node:crypto';
import { json } from '../../../../message.js';
import type { Clock } from '../../../clock.js';
import type { WispHubSettings } from '../../../settings.js';
import type { NativeClients } from '../../client.js';
import { loginOf } from '../row.js';
import { ApiRefusal, badField, notAllowed, notFound } from '../wire/answer.js';
import { answerPage, applyFilters, type Filters } from '../wire/list.js';
import type { ApiCall, ApiEndpoint } from '../wire/router.js';
import type { Ledger, LedgerInvoice } from './ledger.js';
import {
  alreadyPaid,
  type EmulatedPayment,
  endOf,
  interfere,
  type PaymentTasks,
  toStoredReference,
} from './payment.js';
import { rewritePeriod } from './period.js';
import { type EmulatedPromise, promise, readAction } from './promise.js';

export interface InvoiceSystem {
  readonly clients: NativeClients;
  readonly ledger: Ledger;
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
  /** Promises that calls have made, oldest first. */
  readonly promises: EmulatedPromise[];
  /** Payments that calls have recorded, oldest first. */
  readonly payments: EmulatedPayment[];
  readonly paymentTasks: PaymentTasks;
}

const dayMs = 86_400_000;
const states = ['', 'Pendiente de Pago', 'Pagada', 'Cancelada', 'En Revisión', 'Se Transfirió'];

/** Invoices, payments and promises (native contract 2.9 to 2.15). */
export function invoiceEndpoints(system: InvoiceSystem): readonly ApiEndpoint[] {
  const { ledger } = system;
  const find = ({ parameters }: ApiCall): LedgerInvoice => {
    const invoice = ledger.invoices.find((each) => String(each.id) === parameters.id);
    if (invoice === undefined) throw notFound();
    return invoice;
  };
  return [
    { method: 'GET', path: 'facturas/', answer: (call) => listInvoices(system, call) },
    {
      method: 'POST',
      path: 'facturas/',
      isClosed: true,
      answer: () => json(201, { messages: 'Se genero la factura.' }),
    },
    { method: 'GET', path: 'facturas/{id}/', answer: (call) => json(200, viewInvoice(system, find(call))) },
    {
      method: 'POST',
      path: 'facturas/{id}/registrar-pago/',
      answer: (call) => payInvoice(system, find(call), call),
    },
    { method: 'POST', path: 'promesa-pago/', answer: (call) => promise(system, call) },
    // Promises cannot be read (T35).
    { method: 'GET', path: 'promesa-pago/', answer: () => notAllowed('GET') },
  ];
}

/** Every name of a client but `cliente` is ignored, and that is by one of the two installations (T01, T45). */
function filtersOf({ clients, settings }: InvoiceSystem): Filters<LedgerInvoice> {
  const byState: Filters<LedgerInvoice> = {
    estado: (invoice, value) => /^\d+$/.test(value) && states[Number(value)] === invoice.state,
  };
  if (settings.installation !== 'io') return byState;
  const logins = new Map(clients.rows.map((row) => [row.id_servicio, loginOf(row)]));
  return { ...byState, cliente: (invoice, value) => logins.get(invoice.serviceId) === value };
}

function listInvoices(system: InvoiceSystem, call: ApiCall) {
  const { ledger, settings, clock } = system;
  const isInWindow = windowOf(call.query, settings, clock.now());
  const rows = applyFilters(ledger.invoices.filter(isInWindow), call.query, filtersOf(system), settings);
  return answerPage(rows, call, settings, (invoice) => viewInvoice(system, invoice));
}

type Dated = (invoice: LedgerInvoice) => boolean;

const dates: Readonly<Record<string, (invoice: LedgerInvoice) => string>> = {
  fecha_emision: ({ issued }) => issued,
  fecha_vencimiento: ({ due }) => due,
  fecha_pago: ({ paidAt, due }) => paidAt?.slice(0, 10) ?? due,
};

/** Two families of dates, each with a width of its own, and a hidden window without any (T16, A20). */
function windowOf(query: URLSearchParams, settings: Readonly<WispHubSettings>, now: number): Dated {
  const within = (name: string, from: string | null, to: string | null, maxDays: number): Dated => {
    const [first, last] = [readDay(from), readDay(to)];
    if (last - first > maxDays * dayMs) throw new ApiRefusal(400, { error: 'El rango de fechas es demasiado amplio.' });
    return (invoice) => {
      const day = dates[name]?.(invoice) ?? '';
      return day >= (from ?? '') && day <= (to ?? '');
    };
  };
  for (const name of Object.keys(dates)) {
    const from = query.get(`${name}__range_0`);
    if (from !== null) return within(name, from, query.get(`${name}__range_1`), 100);
  }
  if (query.has('tipo_fecha')) {
    return within(query.get('tipo_fecha') ?? '', query.get('desde'), query.get('hasta'), 180);
  }
  const monthsShown = settings.installation === 'io' ? 1 : 0;
  const date = new Date(now);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsShown, 1))
    .toISOString()
    .slice(0, 10);
  return ({ issued }) => issued >= first;
}

function readDay(text: string | null): number {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new ApiRefusal(400, { error: 'Formato incorrecto.' });
  return Date.parse(text);
}

/** The client of an invoice has no service (T42), and one that is pending looks as if it had been paid (T10). */
function viewInvoice({ clients, settings }: InvoiceSystem, invoice: LedgerInvoice) {
  const row = clients.rows.find((each) => each.id_servicio === invoice.serviceId);
  const { id, total, discount, state, issued, due } = invoice;
  return {
    ...{ id_factura: id, folio: String(id), tipo: 'Factura' },
    estado: settings.installation === 'io' || state !== 'Se Transfirió' ? state : 'Se Transfirio',
    cliente: {
      ...{ usuario: row === undefined ? null : loginOf(row), nombre: row?.nombre, cedula: row?.cedula },
      ...{ telefono: row?.telefono, direccion: row?.direccion, email: '', rfc: '' },
    },
    ...{ sub_total: total + discount, descuento: discount, impuestos_total: 0, total },
    ...{ total_cobrado: invoice.collected ?? total, saldo: invoice.carriedIn, saldo_nuevo: 0 },
    ...{ fecha_emision: issued, fecha_vencimiento: due, fecha_pago: invoice.paidAt ?? `${due}T00:00:00-05:00` },
    forma_pago: invoice.method === null ? null : { id: invoice.method },
    ...{ cajero: { id: 1, nombre: 'gateway' }, zona: row?.zona ?? null, referencia: invoice.reference },
    articulos: invoice.lines.map((line, index) => ({
      ...{
        id: id * 10 + index,
        descripcion: rewritePeriod(line, settings.periodForm),
        precio: total.toFixed(2),
        cantidad: 1,
      },
      // A free line belongs to no service (T42).
      servicio: index === 0 ? { id_servicio: invoice.serviceId } : null,
    })),
  };
}

/** Accepts a payment of a moved invoice (T11) and of a part (T13), and a second one never. */
function payInvoice(
  { ledger, settings, payments, paymentTasks }: InvoiceSystem,
  invoice: LedgerInvoice,
  call: ApiCall,
) {
  const { accion, forma_pago: method, fecha_pago: paidAt, total_cobrado: collected, referencia } = call.fields();
  readAction(accion);
  if (typeof collected !== 'number' || collected <= 0) throw badField('total_cobrado', 'Este campo es requerido.');
  if (typeof method !== 'number') throw badField('forma_pago', 'Este campo es requerido.');
  if (typeof paidAt !== 'string') throw badField('fecha_pago', 'Este campo es requerido.');
  interfere(invoice, settings.beforePayment);
  const isOver = invoice.state === 'Cancelada' && settings.cancelledPayment === 'refused';
  if (invoice.state === 'Pagada' || isOver) {
    throw alreadyPaid(`La factura ${invoice.id} ya esta ${invoice.state}`, settings.alreadyPaid);
  }
  const reconnects = Number(accion) === 1;
  ledger.pay(invoice, {
    ...{ collected, method, paidAt: `${paidAt.replace(' ', 'T')}:00-05:00`, reconnects },
    reference: toStoredReference(String(referencia ?? ''), settings.paymentReference),
  });
  payments.push({ invoiceId: invoice.id, collected, method, reconnects, reference: invoice.reference });
  // T12.
  if (settings.partialPaymentFails && collected < invoice.total)
    throw new ApiRefusal(400, { errors: ['Pago parcial'] });
  const taskId = reconnects ? randomUUID() : null;
  if (taskId !== null) paymentTasks.set(taskId, endOf(settings.paymentTask));
  return json(200, { messages: ['Se agrego correctamente el pago'], task_id: taskId });
}
