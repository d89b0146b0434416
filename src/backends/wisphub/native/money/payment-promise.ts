import { z } from 'zod';
import type { Locality } from '../../../../model/backend.js';
import { loadCalendar } from '../../../../model/business-day.js';
import { toDay } from '../../../../model/calendar.js';
import type { ClientRecord } from '../../../../model/client.js';
import { BadUserInput, UpstreamError } from '../../../../model/errors.js';
import type { PromisePolicy, PromiseReceipt } from '../../../../model/payment-promise.js';
import { fold } from '../../../../model/text.js';
import type { WriteOutcome } from '../../../../model/write.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import { createPathTemplate } from '../../../../upstream/path-template.js';
import type { PromisePort } from '../../../backend.js';
import { badResponse } from '../../protocol/answer.js';
import { idPattern, writeOutcome } from '../../protocol/endpoint.js';
import type { NativeAnswer, NativeSession } from '../protocol/session.js';
import { type Balances, readDay, serviceIdOf } from './balance.js';
import { InvoiceRow, isOf, toState } from './invoice-row.js';

const promises = createPathTemplate('/promesa-pago/');
const invoice = createPathTemplate('/facturas/{id}/', { id: idPattern });

const dayMs = 86_400_000;

/** Invoices looked at, oldest first. */
const maxLookedAt = 3;

/** What is sent, and how a 400 names what is wrong with it. */
const fields = ['id_factura', 'fecha_limite', 'accion', 'comentarios', 'non_field_errors'];

/** A25. */
const Made = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  factura: z.union([z.number(), z.string()]).nullish(),
  fecha_limite_de_pago: z.string().nullish(),
  messages: z.unknown(),
});

/** A promise is for an invoice, cannot be read back, and is accepted whatever it is for (native contract 2.15). */
export function createNativePromises(
  session: NativeSession,
  balances: Balances,
  policy: PromisePolicy,
  { country }: Locality,
): PromisePort {
  // At the start, which is the time for what takes half a second. A failure shows at the first promise.
  if (policy.countsBusinessDays === true) loadCalendar(country).catch(() => undefined);
  /** The oldest open invoice, by its own record: one that was paid or moved meanwhile would make a false debt (T11). */
  const findPending = async (client: ClientRecord, call: UpstreamCall): Promise<number | null> => {
    const { invoices } = await balances.read(serviceIdOf(client), client.name, { ...call, isFresh: true });
    const oldest = [...invoices].sort((one, other) => compare(one.due ?? '', other.due ?? '') || one.id - other.id);
    let isDoubtful = oldest.length > maxLookedAt;
    for (const { id } of oldest.slice(0, maxLookedAt)) {
      const row = await session.read({ method: 'GET', route: invoice, parameters: { id } }, InvoiceRow, call);
      if (row !== null && toState(row) !== 'PENDING') continue;
      if (row?.id_factura === id && isOf(row, client)) return id;
      isDoubtful = true;
    }
    if (isDoubtful) throw badResponse('no open invoice is provably of the client');
    return null;
  };
  return {
    policy,
    promisesFor: 'client',
    create: ({ client }, validUntil, call) =>
      writeOutcome(async () => {
        const day = toDay(validUntil);
        if (day === null) throw new BadUserInput('validUntil');
        const id = await findPending(client, call).catch((error) => {
          throw error instanceof UpstreamError ? error.asNotSent() : error;
        });
        if (id === null) return { kind: 'nothing-to-pay' };
        const json = {
          id_factura: id,
          // Without a time it ends as the day begins: the day itself is covered by the next one (T33). A time may be refused (A26).
          fecha_limite: shift(day, 1),
          accion: 1,
          comentarios: `Promesa de pago hasta ${day}`,
        };
        balances.forget(serviceIdOf(client));
        return readPromise(
          await session.request({ method: 'POST', route: promises, kind: 'write', json }, call),
          id,
          day,
        );
      }),
  };
}

/** Only what proves it is a promise or a refusal: a 400 can be of what was done (T12). */
function readPromise({ kind, status, body }: NativeAnswer, id: number, day: string): WriteOutcome<PromiseReceipt> {
  if (kind !== 'done') return { kind: isRefused(status, body) ? 'refused' : 'unknown' };
  const made = Made.safeParse(body).data;
  const limit = made?.fecha_limite_de_pago;
  const says = [made?.id, made?.factura, limit, made?.messages].some((each) => each != null);
  const isOfAnother = made?.factura != null && String(made.factura) !== String(id);
  if (made === undefined || !says || isOfAnother) return { kind: 'unknown' };
  const validUntil = (limit == null ? null : toLastDay(limit)) ?? day;
  return { kind: 'done', value: { reference: made.id == null ? null : String(made.id), validUntil } };
}

function isRefused(status: number, body: unknown): boolean {
  if (status !== 400) return true;
  const said = Object(body) as Readonly<Record<string, unknown>>;
  return fields.some((field) => said[field] != null) || fold(JSON.stringify(body)).includes('ya esta pagada');
}

/** The day that a limit covers: one at 00:00 ends with the day before. */
function toLastDay(limit: string): string | null {
  const day = readDay(limit);
  const isStart = /^[\d/-]+(?:[T ]00:00(?::00(?:[+-]\d\d:?\d\d)?)?)?$/.test(limit.trim());
  return day !== null && isStart ? shift(day, -1) : day;
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
