import type { LearntPoint, Reply } from './learning.js';

export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Name of a value's type; undefined is a key that is absent. */
export function typeOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'string') return typeof value;
  return value.trim() === '' ? 'blank' : 'text';
}

/** The forms in which a point was met, the most frequent first, and how often each. */
export function byForm<Value>(
  point: string,
  about: string,
  values: readonly Value[],
  formOf: (value: Value) => string,
): LearntPoint {
  const counts = countBy(values, formOf);
  const forms = Object.keys(counts).sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0));
  if (forms.length === 0) return unknown(point, about, 'there was no record to look at');
  return { point, about, variant: forms.join(', '), evidence: counts };
}

export function countBy<Value>(values: readonly Value[], formOf: (value: Value) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const form of values.map(formOf)) counts[form] = (counts[form] ?? 0) + 1;
  return counts;
}

export function unknown(point: string, about: string, reason: string, evidence?: LearntPoint['evidence']): LearntPoint {
  return { point, about, variant: 'unknown', reason, ...(evidence === undefined ? {} : { evidence }) };
}

/** Points that a read cannot tell. @param reasons by number. */
export function notAsked(reasons: Readonly<Record<string, string>>): readonly LearntPoint[] {
  return Object.entries(reasons).map(([point, reason]) => ({ point, about: '', variant: 'not asked', reason }));
}

/** Keys of records by their names; what does not look like a name is a question mark. */
export function keysOf(rows: readonly Row[]): readonly string[] {
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...new Set([...keys].map((key) => (/^[a-z][a-z0-9_]{0,40}$/.test(key) ? key : '?')))].sort();
}

/** Words for an answer that is no answer to the question. */
export function formOfReply({ status, form }: Reply): string {
  if (form === 'redirect') return 'redirect';
  if (status === null) return 'no answer';
  return form === 'page' ? `${status}, a page` : String(status);
}
