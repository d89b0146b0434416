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
import { badResponse } from '../../protocol/answer.js';
import { idPattern, notSent, writeOutcome } from '../../protocol/endpoint.js';
import type { NativeAnswer, NativeSession } from '../protocol/session.js';
import { createMethods } from './method.js';

const invoiceRoute = createPathTemplate('/facturas/{id}/', { id: idPattern });
const paymentRoute = createPathTemplate('/facturas/{id}/registrar-pago/', { id: idPattern });
const balanceRoute = createPathTemplate('/clientes/{id}/saldo/', { id: idPattern });

const text = z.string().nullish().catch(null);
const Line = z.object({
  descripcion: text,
  servicio: z.object({ id_servicio: z.number().int() }).nullish().catch(null),
});
const InvoiceRow = z.object({
  id_factura: z.number().int(),
  estado: text,
  articulos: z.array(Line).nullish().catch(null),
});
type InvoiceRow = z.output<typeof InvoiceRow>;

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

function obstacleOf(row: InvoiceRow): Outcome | null {
  const state = fold(row.estado ?? '');
  // A payment of one that was carried into another is taken, and the other stays a false debt (T11).
  if (state.startsWith('se transfir') || isMoved(row)) return { kind: 'invoice-moved' };
  if (state === 'pagada') return { kind: 'already-paid' };
  return state === 'pendiente de pago' ? null : { kind: 'refused' };
}

async function readInvoice(session: NativeSession, id: string, call: UpstreamCall): Promise<InvoiceRow | null> {
  const isFresh = { ...call, isFresh: true };
  const row = await session.read({ method: 'GET', route: invoiceRoute, parameters: { id } }, InvoiceRow, isFresh);
  if (row !== null && String(row.id_factura) !== id) throw badResponse('not the invoice requested');
  return row;
}

/** By the services of its lines; where they name none, by the open invoices of the service (native contract 2.5, T42). */
async function isOf(
  session: NativeSession,
  { articulos, id_factura: id }: InvoiceRow,
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
  const isPaid = row !== null && fold(row.estado ?? '') === 'pagada' && !isMoved(row);
  return isPaid ? { kind: 'done', value: { paymentId: null } } : { kind: 'unknown' };
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

/** Its text alone says so once it is paid: `Factura Transferida a la Factura #9002`. */
function isMoved({ articulos }: InvoiceRow): boolean {
  return (articulos ?? []).some(({ descripcion }) => fold(descripcion ?? '').includes('transferida a la factura'));
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
