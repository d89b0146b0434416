import { z } from 'zod';
import type { PromiseReceipt } from '../../../../model/payment-promise.js';
import { fold } from '../../../../model/text.js';
import type { WriteOutcome } from '../../../../model/write.js';
import type { NativeAnswer } from '../protocol/session.js';
import { readDay } from './balance.js';

const dayMs = 86_400_000;

/** What is sent, and how a 400 names what is wrong with it. */
const fields = ['id_factura', 'fecha_limite', 'accion', 'comentarios', 'non_field_errors'];

/** A25. */
const Made = z.object({
  id: z.union([z.number(), z.string()]).nullish(),
  factura: z.union([z.number(), z.string()]).nullish(),
  fecha_limite_de_pago: z.string().nullish(),
  messages: z.unknown().optional(),
});

/** Only what proves it is a promise or a refusal: a 400 can be of what was done (T12). */
export function readPromise(
  { kind, status, body }: NativeAnswer,
  id: number,
  day: string,
): WriteOutcome<PromiseReceipt> {
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

/** A day that is so many days later. */
export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
