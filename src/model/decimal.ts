import { toDecimal } from './money.js';

/** Decimals of `toDecimal` have at most so many behind their point. */
const places = 12;

/** The sum of plain decimals, exactly. None: `0.00`. */
export function sumDecimals(decimals: readonly string[]): string {
  const units = decimals.reduce((sum, decimal) => sum + toUnits(decimal), 0n);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const text = `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return toDecimal(text) ?? '0.00';
}

/** @returns 1 above zero, -1 below it, else 0. */
export function signOf(decimal: string): 1 | 0 | -1 {
  const units = toUnits(decimal);
  return units > 0n ? 1 : units < 0n ? -1 : 0;
}

function toUnits(decimal: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(places, '0').slice(0, places)}`);
}
