import { z } from 'zod';
import type { Locality } from '../../../../model/backend.js';
import { toWallClock } from '../../../../model/calendar.js';
import { BadUserInput } from '../../../../model/errors.js';
import type { PaymentEntry, PaymentEntryRefusal, PaymentReceipt } from '../../../../model/payment-entry.js';
import { fold } from '../../../../model/text.js';
import type { WriteOutcome } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import type { PaymentEntryPort } from '../../../backend.js';
import { idPattern, notSent, writeOutcome } from '../../protocol/endpoint.js';
import type { NativeAnswer, NativeSession } from '../protocol/session.js';
import { isMoved, isPaid, type PayableInvoice, readInvoice } from './invoice.js';
import { createMethods } from './method.js';
import { findPayment } from './search.js';

const paymentRoute = createPathTemplate('/facturas/{id}/registrar-pago/', { id: idPattern });
const balanceRoute = createPathTemplate('/clientes/{id}/saldo/', { id: idPattern });

const Balance = z.object({ facturas: z.array(z.object({ id: z.number().int() })) });

type Outcome = WriteOutcome<PaymentReceipt, PaymentEntryRefusal>;

/** Payments of invoices, which are all that a payment can be for there (native contract 2.13, 5.2). */
export function createNativePaymentEntries(
  session: NativeSession,
  { timeZone }: Locality,
  usualMethod: string | undefined,
): PaymentEntryPort {
  const methodOf = createMethods(session, usualMethod);
  const send = async (id: string, method: number, entry: PaymentEntry, call: UpstreamCall): Promise<Outcome> => {
    const json = {
      ...{ forma_pago: method, accion: entry.reconnects ? 1 : 0, total_cobrado: Number(entry.amount) },
      ...{ fecha_pago: toWallClock(new Date(), timeZone, 'yyyy-MM-dd HH:mm'), referencia: entry.reference },
    };
    const answer = await session.request(
      { method: 'POST', route: paymentRoute, kind: 'write', parameters: { id }, json },
      call,
    );
    if (answer.kind === 'done') return confirm(session, id, call);
    if (answer.kind === 'not-found') return { kind: 'not-found' };
    const refusal = readRefusal(answer, Object.keys(json));
    return refusal.kind === 'already-paid' ? explain(session, id, answer, call) : refusal;
  };
  return {
    takesAccounts: false,
    findByReference: (lost, call) => findPayment(session, lost, call),
    register: (entry, call) =>
      writeOutcome(async (): Promise<Outcome> => {
        const { invoiceId: id } = entry;
        if (id === null) throw new BadUserInput('invoiceId');
        const method = await notSent(methodOf(entry.method, call));
        if (method === null) return { kind: 'unknown-method' };
        const obstacle = await notSent(findObstacle(session, id, entry, call));
        return obstacle ?? send(id, method, entry, call);
      }),
  };
}

/** The invoice as it is now: open, and of this service (native contract 5.2). @returns null when nothing stands in the way. */
async function findObstacle(
  session: NativeSession,
  id: string,
  { client }: PaymentEntry,
  call: UpstreamCall,
): Promise<Outcome | null> {
  const row = await readInvoice(session, id, call);
  if (row === null || !(await isOf(session, row, client.serviceId, call))) return { kind: 'not-found' };
  return obstacleOf(row);
}

function obstacleOf(row: PayableInvoice): Outcome | null {
  const state = fold(row.estado ?? '');
  // A payment of one that was carried into another is taken, and the other stays a false debt (T11).
  if (state.startsWith('se transfir') || isMoved(row)) return { kind: 'invoice-moved' };
  if (state === 'pagada') return { kind: 'already-paid' };
  return state === 'pendiente de pago' ? null : { kind: 'refused' };
}

/** By the services of its lines; where they name none, by the open invoices of the service (native contract 2.5, T42). */
async function isOf(
  session: NativeSession,
  { articulos, id_factura: id }: PayableInvoice,
  serviceId: number | null,
  call: UpstreamCall,
): Promise<boolean> {
  if (serviceId === null) return false;
  const services = (articulos ?? []).flatMap(({ servicio }) => servicio?.id_servicio ?? []);
  if (services.length > 0) return services.every((each) => each === serviceId);
  const request = { method: 'GET', route: balanceRoute, parameters: { id: serviceId } } as const;
  const balance = await session.read(request, Balance, call);
  return balance?.facturas.some((open) => open.id === id) === true;
}

/** Only a fresh read shows that it is paid, and not for an invoice that had just been carried into another (native contract 1.8, 2.11). */
async function confirm(session: NativeSession, id: string, call: UpstreamCall): Promise<Outcome> {
  const row = await readInvoice(session, id, call);
  return row !== null && isPaid(row) ? { kind: 'done', value: { paymentId: null } } : { kind: 'unknown' };
}

/**
 * The one refusal is of a paid invoice and of a cancelled one (A22), and the invoice itself tells which. One that is open although it was said to
 * be paid may have been paid by a 400 (T12).
 */
async function explain(
  session: NativeSession,
  id: string,
  { status }: NativeAnswer,
  call: UpstreamCall,
): Promise<Outcome> {
  const row = await readInvoice(session, id, call).catch(() => null);
  const obstacle = row === null ? null : obstacleOf(row);
  return obstacle ?? { kind: status === 422 ? 'refused' : 'unknown' };
}

/**
 * A payment that is refused may have been applied, unless it is refused by a field (T12). That it is paid already is a 422, or stands in the
 * one text that says it (native contract A04, A05).
 */
function readRefusal({ status, body }: NativeAnswer, fields: readonly string[]): Outcome {
  if (status === 422 || /ya est[aá] pagada/i.test(JSON.stringify(body))) return { kind: 'already-paid' };
  if (status !== 400) return { kind: 'refused' };
  const named = Object.keys(Object(body));
  return named.length > 0 && named.every((name) => fields.includes(name)) ? { kind: 'refused' } : { kind: 'unknown' };
}
