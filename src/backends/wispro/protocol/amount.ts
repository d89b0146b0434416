import { toDecimal } from '../../../model/money.js';

/**
 * An amount in any of the forms that occur (contract section 8): a number, `15000.0`, `15000,50`, `15.000,50`, `$ 15.000,50`.
 * Of two separators the last is the decimal one; a comma alone is; a dot alone is, unless several of them group the digits in threes.
 * @returns a decimal string, or null when it cannot be read without guessing.
 */
export function toAmount(value: unknown): string | null {
  if (typeof value === 'number') return toDecimal(value);
  if (typeof value !== 'string') return null;
  const parts = /^(-?)(?:\$\s*)?(-?)([0-9][0-9.,]*)$/.exec(value.trim());
  const [, outer = '', inner = '', digits = ''] = parts ?? [];
  const plain = parts === null || outer + inner === '--' ? null : toPlain(digits);
  return plain === null ? null : toDecimal(`${outer}${inner}${plain}`);
}

function toPlain(digits: string): string | null {
  const decimalMark = findDecimalMark(digits);
  if (decimalMark === null) return isGrouped(digits) ? digits.replace(/[.,]/g, '') : null;
  const at = digits.lastIndexOf(decimalMark);
  const whole = digits.slice(0, at);
  const fraction = digits.slice(at + 1);
  return isGrouped(whole) && /^[0-9]+$/.test(fraction) ? `${whole.replace(/[.,]/g, '')}.${fraction}` : null;
}

/** @returns null when no separator is a decimal one. */
function findDecimalMark(digits: string): '.' | ',' | null {
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  const last = dot > comma ? '.' : ',';
  if (dot === comma) return null;
  if (dot !== -1 && comma !== -1) return last;
  return digits.indexOf(last) === Math.max(dot, comma) ? last : null;
}

/** Plain digits, or groups of three under one kind of separator. */
function isGrouped(digits: string): boolean {
  return /^[0-9]+$/.test(digits) || /^[0-9]{1,3}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)$/.test(digits);
}
