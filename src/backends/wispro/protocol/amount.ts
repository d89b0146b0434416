import { type AmountPlace, countUnread, type DecimalMark, findDecimalMark, toAmount } from '../../../model/amount.js';
import { isRow } from './answer.js';

/** Names of the amounts of an invoice and its items (contract 4.3). All are written alike: each tells what the marks of the others mean. */
const names = ['amount', 'total', 'gross_amount', 'balance', 'saldo', 'tax_amount', 'net_amount', 'discount_amount'];

/** Reads the amounts of one answer. */
export interface Amounts {
  /** Mark before the decimals, as far as the answer shows it. */
  readonly mark: DecimalMark | null;
  /** Amounts that say something which cannot be read, or may be two. */
  readonly unread: number;
}

/** @param rows of one answer. */
export function findAmounts(rows: readonly unknown[], place: AmountPlace): Amounts {
  const values = [...amountsIn(rows)];
  const mark = findDecimalMark(values, place);
  return { mark, unread: countUnread(values, (value) => toAmount(value, place, mark)) };
}

function* amountsIn(rows: readonly unknown[]): Generator<unknown> {
  for (const row of rows) {
    if (!isRow(row)) continue;
    for (const name of names) yield row[name];
    if (Array.isArray(row.items)) yield* amountsIn(row.items);
  }
}
