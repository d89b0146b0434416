import type { Reply } from '../../../learning.js';
import { isRow, type Row } from '../../../learning-form.js';

/** Query of a question. */
export type Query = Readonly<Record<string, string>>;

/** A list as it came; null for what is none. */
export interface Listed {
  readonly shape: 'paged' | 'bare list' | 'single object';
  readonly count: number;
  readonly items: readonly unknown[];
  readonly rows: readonly Row[];
}

export function toListed({ status, body }: Reply): Listed | null {
  if (status !== 200) return null;
  if (Array.isArray(body)) return { shape: 'bare list', count: body.length, items: body, rows: body.filter(isRow) };
  if (!isRow(body)) return null;
  const { count, results } = body;
  if (!Array.isArray(results)) {
    const rows = Object.keys(body).length === 0 ? [] : [body];
    return { shape: 'single object', count: rows.length, items: rows, rows };
  }
  const total = typeof count === 'number' ? count : results.length;
  return { shape: 'paged', count: total, items: results, rows: results.filter(isRow) };
}
