import { isIP } from 'node:net';
import { z } from 'zod';
import { parseInstant, toDay } from '../../../model/calendar.js';
import type { Coordinates } from '../../../model/coordinates.js';

// One reading per kind of value (contract section 8). Each takes whatever stands under the key and answers null for what it cannot
// read: a wrong value on one key must not cost the record.

/** Trimmed. The back end writes "none" as null, as `""` and by leaving the key out (contract D9). */
export function toText(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  const trimmed = typeof text === 'string' ? text.trim() : '';
  return trimmed === '' ? null : trimmed;
}

/** A key of theirs that may be sent back and stand in an id of ours. */
export const keyPattern = /^[A-Za-z0-9-]{1,64}$/;

export function toKey(value: unknown): string | null {
  const text = toText(value);
  return text !== null && keyPattern.test(text) ? text : null;
}

/** A whole number of 32 bits, which is what the graph can carry. */
export function toInteger(value: unknown): number | null {
  const text = toText(value);
  const number = text !== null && /^-?[0-9]{1,10}$/.test(text) ? Number(text) : null;
  return number !== null && Math.abs(number) < 2 ** 31 ? number : null;
}

/** A calendar day: `2025-03-10`, `20250310`, or the local day that a date-time begins with. */
export function toLocalDay(value: unknown): string | null {
  const text = toText(value) ?? '';
  const [, year, month, day] =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return day === undefined ? null : toDay(`${year}-${month}-${day}`);
}

/** An instant; without an offset it is a local time of the zone, and without a time the beginning of the day there. */
export function toInstant(value: unknown, timeZone: string): Date | null {
  const text = toText(value) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$/.test(text)) return null;
  return parseInstant(text, timeZone, ['yyyy-MM-dd HH:mm:ss ZZZ', 'yyyy-MM-dd HH:mm:ss']);
}

/** Both or neither, seven decimals. 0/0 is how an unset position reads. */
export function toCoordinates(latitude: unknown, longitude: unknown): Coordinates | null {
  const north = toDegrees(latitude, 90);
  const east = toDegrees(longitude, 180);
  if (north === null || east === null || (north === 0 && east === 0)) return null;
  return { latitude: north, longitude: east };
}

export function toIp(value: unknown): string | null {
  const text = toText(value);
  return text !== null && isIP(text) !== 0 && !text.includes('%') ? text : null;
}

export function toMac(value: unknown): string | null {
  const text = toText(value);
  return text !== null && /^[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}$/.test(text) ? text : null;
}

const localPart = /^[\w.!#$%&'*+/=?^`{|}~-]+$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

/** By the pattern that HTML prescribes for e-mail fields, in parts: read whole, it takes longer than a text is long. */
export function toEmail(value: unknown): string | null {
  const text = toText(value) ?? '';
  const at = text.indexOf('@');
  if (text.length > 254 || !localPart.test(text.slice(0, Math.max(at, 0)))) return null;
  const labels = text.slice(at + 1).split('.');
  return labels.every((each) => each.length <= 63 && label.test(each)) ? text : null;
}

/** The digits of a document however it is punctuated; empty when there is none. */
export function digitsOf(value: unknown): string {
  return (toText(value) ?? '').replace(/\D/g, '');
}

/** A field of a shape: any value or none, read by one of the above. */
export function field<Value>(read: (value: unknown) => Value) {
  return z.unknown().optional().transform(read);
}

/** The rows that fit a shape: one bad row costs itself, not the answer. */
export function readRows<Shape extends z.ZodType>(shape: Shape, values: readonly unknown[]) {
  const rows = values.flatMap((value): readonly z.output<Shape>[] => {
    const read = shape.safeParse(value);
    return read.success ? [read.data] : [];
  });
  return { rows, dropped: values.length - rows.length };
}

function toDegrees(value: unknown, limit: number): number | null {
  const text = (toText(value) ?? '').replace(',', '.');
  if (!/^[+-]?[0-9]{1,3}(?:\.[0-9]*)?$/.test(text)) return null;
  const degrees = Number(Number(text).toFixed(7));
  return Math.abs(degrees) <= limit ? degrees : null;
}
