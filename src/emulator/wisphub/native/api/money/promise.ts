import { type EmulatedAnswer, json } from '../../../../message.js';
import type { Clock } from '../../../clock.js';
import type { WispHubSettings } from '../../../settings.js';
import type { NativeClients } from '../../client.js';
import { ApiRefusal, badField, page } from '../wire/answer.js';
import { simplify } from '../wire/list.js';
import type { ApiCall } from '../wire/router.js';
import type { Ledger, LedgerInvoice } from './ledger.js';
import { alreadyPaid, interfere } from './payment.js';

/** A promise as it was made. */
export interface EmulatedPromise {
  readonly id: number;
  readonly factura: number | null;
  /** `YYYY-MM-DD hh:mm`, of the clock of the ISP. */
  readonly fecha_limite_de_pago: string;
  readonly accion: number;
  readonly comentarios: unknown;
}

export interface PromiseSystem {
  readonly clients: NativeClients;
  readonly ledger: Ledger;
  readonly settings: Readonly<WispHubSettings>;
  readonly clock: Clock;
  /** Promises that calls have made, oldest first. */
  readonly promises: EmulatedPromise[];
}

const dayMs = 86_400_000;

/** Days from which on a limit is a far one (A27). */
const farDays = 30;

/** 0 or 1, as a number or a digit (T36). @throws {ApiRefusal} 400 */
export function readAction(value: unknown): number {
  if (!/^[01]$/.test(String(value))) throw badField('accion', `"${String(value)}" no es una elección válida.`);
  return Number(value);
}

/** A25. */
const answers: Readonly<Record<string, (made: object) => EmulatedAnswer>> = {
  bare: () => json(200, { messages: ['Se agrego correctamente la promesa'] }),
  orphan: (made) => json(201, { ...made, factura: 1 }),
  empty: () => json(200, {}),
};

/** Takes a date with hyphens (T33), and does not miss an invoice (T34, A24). */
export function promise(system: PromiseSystem, call: ApiCall): EmulatedAnswer {
  const { ledger, promises, settings } = system;
  const { id_factura: invoiceId, fecha_limite: limit, accion, comentarios = '' } = call.fields();
  const action = readAction(accion);
  const until = readLimit(limit, system);
  const invoice = ledger.invoices.find(({ id }) => id === Number(invoiceId));
  if (invoiceId === undefined) refuseOrphan(settings);
  else if (invoice === undefined) throw badField('id_factura', 'Clave primaria inválida.');
  else refuseInvoice(invoice, system);
  const made = {
    ...{ id: 501 + promises.length, factura: invoice?.id ?? null },
    ...{ fecha_limite_de_pago: until, accion: action, comentarios },
  };
  promises.push(made);
  if (action === 1 && invoice !== undefined) ledger.reconnect(invoice.serviceId);
  if (settings.promiseFails) throw new ApiRefusal(400, { errors: ['No se pudo completar'] });
  return answers[settings.promiseAnswer]?.(made) ?? json(201, made);
}

/** @throws {ApiRefusal} 400: no such form, or a day that is not taken (A26, A27). */
function readLimit(limit: unknown, { settings, clock }: PromiseSystem): string {
  const wrong = badField('fecha_limite', 'Fecha con formato erróneo.');
  if (settings.promiseTimeRefused && /\d:\d/.test(String(limit))) throw wrong;
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/.exec(String(limit)) ?? [];
  if (day === undefined) throw wrong;
  const daysLeft = (Date.parse(day) - clock.now()) / dayMs;
  if (daysLeft < -1 && settings.pastPromise === 'refused') throw badField('fecha_limite', 'La fecha ya pasó.');
  if (daysLeft > farDays && settings.farPromise === 'refused') throw badField('fecha_limite', 'Demasiado lejos.');
  return `${day} ${time}`;
}

/** A24. */
function refuseOrphan({ orphanPromise }: Readonly<WispHubSettings>): void {
  if (orphanPromise === 'refused') throw badField('id_factura', 'Este campo es requerido.');
  if (orphanPromise === 'page500') throw new ApiRefusal(500, page.failure);
}

/** A27, A04. */
function refuseInvoice(invoice: LedgerInvoice, { clients, promises, settings }: PromiseSystem): void {
  interfere(invoice, settings.beforePayment);
  const state = simplify(invoice.state);
  if (state === 'pagada') throw alreadyPaid(`La factura ${invoice.id} ya esta Pagada`, settings.alreadyPaid, 400);
  if (state !== 'pendiente de pago' && settings.movedPromise === 'refused') {
    throw new ApiRefusal(400, { errors: [`La factura ${invoice.id} ya esta ${invoice.state}`] });
  }
  if (settings.secondPromise === 'refused' && promises.some(({ factura }) => factura === invoice.id)) {
    throw new ApiRefusal(400, { errors: ['Ya existe una promesa de pago'] });
  }
  const row = clients.rows.find((each) => each.id_servicio === invoice.serviceId);
  if (settings.activePromise === 'refused' && row?.estado !== 'Suspendido') {
    throw new ApiRefusal(400, { errors: ['El servicio esta activo'] });
  }
}
