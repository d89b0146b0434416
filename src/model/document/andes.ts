import { isLuhn, weigh } from './check-digit.js';
import type { DocumentRule, Reading } from './kind.js';
import { grouped, isDigits, isLetters, withoutZeros } from './writing.js';

/** Departments that issued a Bolivian card, as they are written behind its number. */
const departments: ReadonlySet<string> = new Set('LP OR PT CB CH TJ SC BE BN PD PA'.split(' '));

/** Number, and a complement of a digit and a letter where two people have one number. The department says who issued the card alone. */
function readBolivianCi(compact: string): Reading | null {
  const end = compact.slice(-2);
  const value = departments.has(end) ? compact.slice(0, -2) : compact;
  const hasComplement = isLetters(value.slice(-1));
  const number = withoutZeros(hasComplement ? value.slice(0, -2) : value);
  if (number.length < 5 || number.length > 8 || !isDigits(number)) return null;
  if (hasComplement && !isDigits(value.slice(-2, -1))) return null;
  return { value: number + (hasComplement ? value.slice(-2) : ''), isCompany: false };
}

/**
 * Bolivia. CI: SEGIP (Ley 145, RA 021/2011), 5 to 8 digits, no check digit. E- before it: a foreigner's card. NIT: Servicio de Impuestos
 * Nacionales, 9 to 12 digits of persons and companies, whose check digit is not published.
 */
export const bolivia: readonly DocumentRule[] = [
  {
    kind: 'CEDULA_EXTRANJERIA',
    lengths: [6, 9],
    read: (compact) => (compact.startsWith('E') && isDigits(compact, 1) ? { value: compact, isCompany: false } : null),
    spell: (value) => [value, grouped(value, 1, value.length - 1)],
  },
  {
    kind: 'CI',
    lengths: [5, 12],
    read: readBolivianCi,
    spell: (value) => {
      const number = isDigits(value) ? value : value.slice(0, -2);
      return number === value ? [value] : [`${number}-${value.slice(-2)}`, value, `${number} ${value.slice(-2)}`];
    },
  },
  {
    kind: 'NIT',
    lengths: [9, 12],
    isTaxId: true,
    read: (compact) => (isDigits(compact) ? { value: compact, isCompany: null } : null),
    spell: (value) => [value],
  },
];

/** Province of birth 01 to 24, or 30 abroad, a third digit below 6, and Luhn's check digit. */
function isEcuadorianCi(value: string): boolean {
  const province = Number(value.slice(0, 2));
  return ((province >= 1 && province <= 24) || province === 30) && (value[2] ?? '9') <= '6' && isLuhn(value);
}

/**
 * Ecuador. Cédula: Registro Civil, 10 digits, modulo 10. RUC: Servicio de Rentas Internas, 13 digits: a person's cédula, or a company's
 * number whose third digit is 6 (public) or 9 (private), with the establishment behind it. Companies' numbers fail modulo 11 since their
 * series ran out, as the SRI says on its page "Validación de RUC": their form alone is asked for. A zero in front is often lost.
 */
export const ecuador: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [9, 10],
    read: (compact) => {
      const value = compact.padStart(10, '0');
      return isDigits(value) && isEcuadorianCi(value) ? { value, isCompany: false } : null;
    },
    spell: (value) => [value, ...(value.startsWith('0') ? [value.slice(1)] : []), grouped(value, 9, 1)],
    taxIds: (value) => [`${value}001`],
  },
  {
    kind: 'RUC',
    lengths: [12, 13],
    isTaxId: true,
    read: (compact) => {
      const value = compact.padStart(13, '0');
      if (!isDigits(value) || value.endsWith('000')) return null;
      const person = value.slice(0, 10);
      if (isEcuadorianCi(person)) return { value, isCompany: false, inner: { kind: 'CEDULA', value: person } };
      const province = Number(value.slice(0, 2));
      const isCompany = (value[2] === '6' || value[2] === '9') && province >= 1 && province <= 24;
      return isCompany ? { value, isCompany } : null;
    },
    spell: (value) => [value, ...(value.startsWith('0') ? [value.slice(1)] : []), grouped(value, 10, 3)],
  },
];

const dniWeights = [3, 2, 7, 6, 5, 4, 3, 2] as const;
const rucWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Check characters of a card by remainder: the digit of today's and the letter of older ones. */
const dniChecks = ['65432110987', 'KJIHGFEDCBA'] as const;

/**
 * Peru. DNI: RENIEC, 8 digits; the check character printed beside them is rarely written, and taken for one behind a hyphen or when it is a
 * letter. RUC: SUNAT, 11 digits, modulo 11; 10 and a DNI of persons, 15 to 17 of persons with another document, 20 of companies. Carné de
 * extranjería: Migraciones, 9 digits.
 */
export const peru: readonly DocumentRule[] = [
  {
    kind: 'DNI',
    lengths: [6, 9],
    read: (compact, written) => {
      if (compact.length < 9) return isDigits(compact) ? { value: compact.padStart(8, '0'), isCompany: false } : null;
      const check = compact[8] ?? '';
      if (!isDigits(compact, 0, 8) || (isDigits(check) && written.at(-2) !== '-')) return null;
      const rest = weigh(compact, dniWeights) % 11;
      return dniChecks.some((checks) => checks[rest] === check)
        ? { value: compact.slice(0, 8), isCompany: false }
        : null;
    },
    spell: (value) => [value, ...(value.startsWith('0') ? [withoutZeros(value)] : [])],
    taxIds: (value) => [`10${value}${peruvianCheckDigit(`10${value}`)}`],
  },
  {
    kind: 'CARNE_EXTRANJERIA',
    lengths: [9, 9],
    read: (compact, written) =>
      isDigits(compact) && written.at(-2) !== '-' ? { value: compact, isCompany: false } : null,
    spell: (value) => [value],
  },
  {
    kind: 'RUC',
    lengths: [11, 11],
    isTaxId: true,
    read: (compact) => {
      const kind = compact.slice(0, 2);
      if (!isDigits(compact) || !['10', '15', '16', '17', '20'].includes(kind)) return null;
      if (peruvianCheckDigit(compact) !== Number(compact[10])) return null;
      if (kind !== '10') return { value: compact, isCompany: kind === '20' };
      return { value: compact, isCompany: false, inner: { kind: 'DNI', value: compact.slice(2, 10) } };
    },
    spell: (value) => [value],
  },
];

function peruvianCheckDigit(ruc: string): number {
  return (11 - (weigh(ruc, rucWeights) % 11)) % 10;
}
