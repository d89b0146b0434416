import { trimEndOf } from './text.js';

/** An amount as a decimal string with its currency, never a float. */
export interface Money {
  /** At least two decimals, a leading minus when negative, no separators: `-15000.50`. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

const decimalPattern = /^(-?)0*(\d{1,15})(?:\.(\d{1,12}))?$/;

/** A decimal in the one form the graph uses. @returns null when the text is not a plain decimal. */
export function toDecimal(value: string | number): string | null {
  const parts = decimalPattern.exec(typeof value === 'number' ? plainNumber(value) : value.trim());
  if (parts === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const digits = `${whole}.${trimEndOf(fraction, '0').padEnd(2, '0')}`;
  return /^[0.]+$/.test(digits) ? digits : `${sign}${digits}`;
}

/** @returns null when there is no amount, or none that can be read. */
export function toMoney(value: string | number | null | undefined, currency: string): Money | null {
  const amount = value === null || value === undefined ? null : toDecimal(value);
  return amount === null ? null : { amount, currency };
}

/** Back ends compute with floats: four decimals hide their rounding errors and lose nothing of a price. */
function plainNumber(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? value.toFixed(4) : '';
}
