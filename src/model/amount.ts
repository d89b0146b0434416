import type { Country } from './country.js';
import { toDecimal } from './money.js';
import { trimEndOf } from './text.js';

/** The two marks of amounts: one before the decimals, the other between groups of digits. */
export type DecimalMark = '.' | ',';

/** Country and currency of amounts, which decide what `1.234` is. */
export interface AmountPlace {
  readonly country: Country;
  /** ISO 4217 code: an amount with the sign of another currency is none of this. */
  readonly currency: string;
}

/** Countries that write a point before the decimals; the others write a comma (Unicode CLDR, as `Intl.NumberFormat` has it). */
const pointCountries: ReadonlySet<Country> = new Set(['DO', 'GT', 'HN', 'MX', 'NI', 'PA', 'PE', 'SV']);

/** Signs of the currencies beside their codes. `$` is that of each country's own currency, and no other's. */
const signs: Readonly<Record<string, readonly string[]>> = {
  ...{ ARS: ['$', 'AR$'], BOB: ['BS', 'BS.'], BRL: ['R$'], CLP: ['$', 'CLP$'], COP: ['$', 'COL$'], CRC: ['₡', '¢'] },
  ...{ DOP: ['$', 'RD$'], EUR: ['€'], GTQ: ['Q', 'Q.'], HNL: ['L', 'L.'], MXN: ['$', 'MX$', 'M.N.'], NIO: ['C$'] },
  ...{ PAB: ['B/.'], PEN: ['S/', 'S/.'], PYG: ['₲', 'GS', 'GS.', 'G.'], USD: ['$', 'US$', 'U$S', 'B/.'] },
  ...{ UYU: ['$', '$U'], VES: ['BS', 'BS.', 'BS.S', 'BS.D'] },
};

/** An amount in parts, before it is known what its marks mean. */
interface Reading {
  readonly sign: '' | '-';
  /** Digits and marks, e.g. `1.234,50`. */
  readonly digits: string;
  /** True when a person or a report wrote it: a program writes no currency. */
  readonly hasCurrency: boolean;
  /** True when it says that there are no decimals: `15.000,-`. */
  readonly isWhole: boolean;
}

/**
 * An amount in any form that occurs: a number, `15000.0`, `0E-8`, `15000,50`, `$ 55.000,00`, `1.234.567`, `55,000.00`, `(1,234.50)`. One mark
 * with three digits behind it may be either: the mark that other values of the field have before their decimals decides, or the country's
 * where that leaves no doubt.
 * @param known of those values. @returns a decimal string, or null when it cannot be read without guessing.
 */
export function toAmount(value: unknown, place: AmountPlace, known: DecimalMark | null = null): string | null {
  if (typeof value === 'number') return toDecimal(value);
  if (typeof value !== 'string' || value.length > maxLength) return null;
  const plain = value.trim();
  if (/^-?\d+(?:\.\d+)?e[+-]?\d{1,2}$/i.test(plain)) return toDecimal(expand(plain));
  const reading = readParts(plain, signs[place.currency] ?? [], place.currency);
  if (reading === null) return null;
  const { digits, sign, isWhole } = reading;
  const mark = isWhole ? null : markOf(digits);
  const decimals = mark === 'unclear' ? chooseMark(digits, reading, place, known) : mark;
  const amount = decimals === 'unclear' ? null : toPlain(digits, decimals);
  return amount === null ? null : toDecimal(`${sign}${amount}`);
}

/** The mark that the values of a field have before their decimals. @returns null when none shows it, or they contradict each other. */
export function findDecimalMark(values: Iterable<unknown>, place: AmountPlace): DecimalMark | null {
  const found = new Set<DecimalMark>();
  for (const value of values) {
    if (typeof value !== 'string' || value.length > maxLength) continue;
    const reading = readParts(value.trim(), signs[place.currency] ?? [], place.currency);
    const mark = reading === null || reading.isWhole ? null : evidenceOf(reading.digits);
    if (mark !== null) found.add(mark);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The number of values that say something which is no amount, or one of two. */
export function countUnread(values: Iterable<unknown>, read: (value: unknown) => string | null): number {
  let count = 0;
  for (const value of values) if (isFilled(value) && read(value) === null) count += 1;
  return count;
}

/** Longer than any amount with its currency. */
const maxLength = 40;

function readParts(text: string, known: readonly string[], currency: string): Reading | null {
  const isBracketed = text.startsWith('(') && text.endsWith(')');
  const inner = (isBracketed ? text.slice(1, -1) : text).replace('−', '-');
  const parts = /^(-?)([^\d-]*)(-?)(\d(?:[\d., \u00a0\u202f'’]*\d)?)([.,]-)?([^\d-]*)$/.exec(inner);
  if (parts === null) return null;
  const [, outer = '', before = '', within = '', body = '', end = '', after = ''] = parts;
  const words = `${before} ${after}`
    .toUpperCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isOurs = words.every((word) => word === currency || known.includes(word));
  const minus = [isBracketed ? '-' : '', outer, within].join('');
  const digits = ungroup(body);
  if (!isOurs || minus.length > 1 || digits === null) return null;
  return { sign: minus === '' ? '' : '-', digits, hasCurrency: words.length > 0, isWhole: end !== '' };
}

/** Spaces and apostrophes stand between groups of three digits alone. @returns null when they stand elsewhere. */
function ungroup(body: string): string | null {
  const marked = body.replace(/[ \u00a0\u202f'’]/g, ' ');
  if (!marked.includes(' ')) return marked;
  return /^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(marked) ? marked.replaceAll(' ', '') : null;
}

/** @returns the mark before the decimals, null where there are none, and `unclear` where it may be that or the other. */
function markOf(digits: string): DecimalMark | 'unclear' | null {
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  const last = dot > comma ? '.' : ',';
  if (dot === comma) return null;
  if (dot !== -1 && comma !== -1) return last;
  if (digits.indexOf(last) !== Math.max(dot, comma)) return null;
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? 'unclear' : last;
}

function evidenceOf(digits: string): DecimalMark | null {
  const mark = markOf(digits);
  if (mark === '.' || mark === ',') return toPlain(digits, mark) === null ? null : mark;
  if (mark === 'unclear' || toPlain(digits, null) === null || !/[.,]/.test(digits)) return null;
  return digits.includes('.') ? ',' : '.';
}

/** By other values; by the country, where its point is a program's as well, where only a person writes it, or where a program writes none. */
function chooseMark(
  digits: string,
  { hasCurrency }: Reading,
  { country }: AmountPlace,
  known: DecimalMark | null,
): DecimalMark | 'unclear' | null {
  const mark = digits.includes('.') ? '.' : ',';
  if (known !== null) return known === mark ? mark : null;
  const isPointCountry = pointCountries.has(country);
  if (mark === '.' && isPointCountry) return mark;
  const isGrouped = mark === ',' ? isPointCountry : hasCurrency;
  return isGrouped ? null : 'unclear';
}

function toPlain(digits: string, decimals: DecimalMark | null): string | null {
  if (decimals === null) return isGrouped(digits) ? digits.replace(/[.,]/g, '') : null;
  const at = digits.lastIndexOf(decimals);
  const whole = digits.slice(0, at);
  const fraction = digits.slice(at + 1);
  const isSplit = isGrouped(whole) && !whole.includes(decimals) && /^[0-9]+$/.test(fraction);
  return isSplit ? `${whole.replace(/[.,]/g, '')}.${fraction}` : null;
}

/** Plain digits, or groups of three under one kind of mark. */
function isGrouped(digits: string): boolean {
  return /^[0-9]+$/.test(digits) || /^[0-9]{1,3}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)$/.test(digits);
}

/** `0E-8`, as programs write decimals: the same without a power, exactly. */
function expand(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text) ?? [];
  const shift = Number(power);
  const digits = whole + fraction;
  const at = whole.length + shift;
  const padded = at <= 0 ? `${'0'.repeat(1 - at)}${digits}` : digits.padEnd(at, '0');
  const point = Math.max(at, 1);
  const decimals = trimEndOf(padded.slice(point), '0');
  return `${sign}${padded.slice(0, point)}${decimals === '' ? '' : `.${decimals}`}`;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;
}
