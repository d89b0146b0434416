import type { LearntPoint, Questions, Reply } from '../../../learning.js';
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

/** Filters of one list, and a value of each that no record has. */
export interface FilterTrial {
  readonly path: string;
  /** Said to work: each is asked for alone. */
  readonly known: Query;
  /** Said to be ignored: asked for together, and alone only if one of them is not. */
  readonly ignored: Query;
  /** Numbers of assumed points, by filter. Default: the section of filters. */
  readonly points?: Readonly<Record<string, string>>;
}

/** Tries each filter by a value that no record has: no row is a filter that is looked at (cloud contract 1.4). */
export async function learnFilters(questions: Questions, trial: FilterTrial): Promise<readonly LearntPoint[]> {
  const { path, known, ignored, points = {} } = trial;
  const toPoint = (name: string, reply: Reply): LearntPoint => {
    const about = `filter ${name} of ${path}`;
    const point = points[name] ?? '1.4';
    const listed = toListed(reply);
    if (listed === null) return { point, about, ...toRefusal(reply) };
    const variant = listed.total === 0 && listed.rows.length === 0 ? 'works' : 'ignored';
    return { point, about, variant, evidence: { rows: listed.total } };
  };
  const learnt: LearntPoint[] = [];
  const together = Object.keys(ignored).length === 0 ? null : await questions.ask(path, ignored);
  const isIgnored = together !== null && (toListed(together)?.total ?? 0) > 0;
  for (const [name, value] of Object.entries(ignored)) {
    learnt.push(toPoint(name, isIgnored ? together : await questions.ask(path, { [name]: value })));
  }
  for (const [name, value] of Object.entries(known)) {
    learnt.push(toPoint(name, await questions.ask(path, { [name]: value })));
  }
  return learnt;
}

function toRefusal(reply: Reply): Pick<LearntPoint, 'variant' | 'reason'> {
  return codeOf(reply) === 400 ? { variant: 'refused' } : { variant: 'unknown', reason: formOf(reply) };
}

export const impossible = {
  uuid: '00000000-0000-4000-8000-000000000000',
  code: 'isp-gateway-unknown',
  number: '999999999',
  /** No record is made after it, or before the other. */
  future: '2999-01-01T00:00:00Z',
  past: '1971-01-01T00:00:00Z',
} as const;
