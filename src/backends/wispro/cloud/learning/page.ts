import type { Reply } from '../../../learning.js';
import { formOfReply, isRow, type Row } from '../../../learning-form.js';

export type Query = Readonly<Record<string, string>>;

/** Code of an answer: that of the envelope where it is one of an error, else HTTP's (cloud contract 1.2). */
export function codeOf({ status, body }: Reply): number | null {
  const inside = isRow(body) ? Number(body.status) : Number.NaN;
  return inside >= 400 ? inside : status;
}

/** Words for an answer: by HTTP or inside of an envelope. */
export function formOf(reply: Reply): string {
  const code = codeOf(reply);
  if (code === reply.status) return formOfReply(reply);
  return `${reply.status}, with ${code} inside`;
}

export interface Listed {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly pages: number;
}

export function toListed(reply: Reply): Listed | null {
  const { body } = reply;
  if (codeOf(reply) !== 200 || !isRow(body) || !Array.isArray(body.data)) return null;
  const meta = isRow(body.meta) && isRow(body.meta.pagination) ? body.meta.pagination : {};
  const rows = body.data.filter(isRow);
  return { rows, total: toCount(meta.total_records) ?? rows.length, pages: toCount(meta.total_pages) ?? 1 };
}

/** The record of a detail, or of a list of one (cloud contract T3). */
export function toRecord(reply: Reply): Row | null {
  const { body } = reply;
  if (codeOf(reply) !== 200 || !isRow(body)) return null;
  const [data] = Array.isArray(body.data) ? body.data : [body.data];
  return isRow(data) ? data : null;
}

function toCount(value: unknown): number | null {
  const count = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(count) ? count : null;
}
