import { isLuhn, weigh, weighFromEnd } from './check-digit.js';
import type { DocumentRule, Reading } from './kind.js';
import { grouped, isDigits, thousands, withoutZeros } from './writing.js';

const nitWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] as const;

function nitCheckDigit(body: string): string {
  return '01987654321'[weighFromEnd(body, nitWeights) % 11] ?? '';
}

/**
 * A NIT with or without its check digit. Companies have nine digits from 800 million on, and no other document has ten such digits: the tenth
 * is the check digit, right or wrong. A person's NIT is the cédula, whose check digit is only seen as one if it is right and stands behind a
 * hyphen, or behind the ten digits of today's numbers, which begin with 1.
 */
function readNit(compact: string, written: string): Reading | null {
  const digits = withoutZeros(compact);
  if (!isDigits(compact)) return null;
  const body = digits.slice(0, -1);
  const isRight = nitCheckDigit(body) === digits.at(-1);
  if (digits.startsWith('8') || digits.startsWith('9')) {
    if (digits.length === 9 && written.at(-2) !== '-') return { value: digits, isCompany: true };
    if (body.length === 9) return { value: body, isCompany: true, ...(isRight ? {} : { isDoubtful: true }) };
  }
  const isSplit = written.at(-2) === '-' || (digits.length === 11 && digits.startsWith('1'));
  if (!isRight || !isSplit || !isCedula(body)) return null;
  return { value: body, isCompany: false, inner: { kind: 'CEDULA', value: body } };
}

/** Six to eight digits of the first series, nine that no company has, or the ten of a NUIP, which begin with 1. */
function isCedula(digits: string): boolean {
  if (digits.length === 9) return !digits.startsWith('8') && !digits.startsWith('9');
  return (digits.length >= 6 && digits.length <= 8) || (digits.length === 10 && digits.startsWith('1'));
}

/**
 * Colombia. Cédula: Registraduría Nacional del Estado Civil, 6 to 10 digits without a check digit (NUIP: Decreto 1260 and Resolución 3571
 * of 2003). NIT: DIAN, Decreto 2460 of 2013 and Orden Administrativa 4 of 1989 for its check digit. Cédula de extranjería: Migración
 * Colombia, 6 or 7 digits, which only CE or E before them tells from a cédula.
 */
export const colombia: readonly DocumentRule[] = [
  {
    kind: 'CEDULA_EXTRANJERIA',
    lengths: [7, 9],
    read: (compact) => {
      const digits = compact.slice(compact.startsWith('CE') ? 2 : 1);
      if (!compact.startsWith('CE') && !compact.startsWith('E')) return null;
      const isOne = (digits.length === 6 || digits.length === 7) && isDigits(digits);
      return isOne ? { value: digits, isCompany: false } : null;
    },
    spell: (value) => [`CE${value}`, `E${value}`, `CE-${value}`, `E-${value}`],
  },
  {
    kind: 'NIT',
    lengths: [7, 13],
    isTaxId: true,
    read: readNit,
    spell: (value) => {
      const check = nitCheckDigit(value);
      return [value, `${value}-${check}`, `${thousands(value)}-${check}`, `${value}${check}`, thousands(value)];
    },
  },
  {
    kind: 'CEDULA',
    lengths: [6, 12],
    read: (compact, written) => {
      const value = withoutZeros(compact);
      const isOne = isDigits(compact) && isCedula(value) && written.at(-2) !== '-';
      return isOne ? { value, isCompany: false } : null;
    },
    spell: (value) => [value, thousands(value)],
    taxIds: (value) => [`${value}-${nitCheckDigit(value)}`],
  },
];

const rncWeights = [7, 9, 8, 6, 5, 4, 3, 2] as const;

/**
 * Dominican Republic. Cédula: Junta Central Electoral, 11 digits, Luhn's check digit. RNC: Dirección General de Impuestos Internos, 9 digits
 * of companies, modulo 11; a person's RNC is the cédula. A few old cédulas fail their check digit: they are found as they are written.
 */
export const dominicanRepublic: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [10, 11],
    read: (compact) => {
      const value = compact.padStart(11, '0');
      return isLuhn(value) ? { value, isCompany: false } : null;
    },
    spell: (value) => [value, grouped(value, 3, 7, 1), ...(value.startsWith('0') ? [value.slice(1)] : [])],
    taxIds: (value) => [value],
  },
  {
    kind: 'RNC',
    lengths: [9, 9],
    isTaxId: true,
    read: (compact) => {
      const check = ((10 - (weigh(compact, rncWeights) % 11) + 9) % 9) + 1;
      return isDigits(compact) && check === Number(compact[8]) ? { value: compact, isCompany: true } : null;
    },
    spell: (value) => [value, grouped(value, 1, 2, 5, 1)],
  },
];

const rifWeights = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Shares of the letter in the check digit; communes (C) are reckoned as companies. */
const rifLetters: Readonly<Record<string, number>> = { V: 4, E: 8, J: 12, C: 12, P: 16, G: 20 };

function rifCheckDigit(letter: string, body: string): string {
  return '00987654321'[((rifLetters[letter] ?? 0) + weigh(body, rifWeights)) % 11] ?? '';
}

/** Numbers up to this have been given to Venezuelans; those of foreigners begin at 80 million. */
const lastOfVenezuelans = 39_999_999;
const firstOfForeigners = 80_000_000;

function readVenezuelanCedula(compact: string): Reading | null {
  const letter = compact[0] ?? '';
  const hasLetter = letter === 'V' || letter === 'E';
  const number = withoutZeros(hasLetter ? compact.slice(1) : compact);
  if (number.length < 5 || number.length > 8 || !isDigits(hasLetter ? compact.slice(1) : compact)) return null;
  if (hasLetter) return compact.length === 10 ? null : { value: letter + number, isCompany: false };
  if (Number(number) <= lastOfVenezuelans) return { value: `V${number}`, isCompany: false };
  return Number(number) >= firstOfForeigners ? { value: `E${number}`, isCompany: false } : null;
}

/**
 * Venezuela. Cédula: SAIME, Ley Orgánica de Identificación, V of Venezuelans or E of foreigners and up to 8 digits; written without the
 * letter, the number tells it. RIF: SENIAT, Providencia 0073, a letter, 8 digits and a check digit modulo 11; V and E are persons, whose
 * 8 digits are the cédula, J, G and C companies, the state and communes, P persons with a passport.
 */
export const venezuela: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [5, 9],
    read: readVenezuelanCedula,
    spell: (value) => {
      const [letter, number] = [value.slice(0, 1), value.slice(1)];
      return [number, value, `${letter}-${number}`, `${letter}-${thousands(number)}`, thousands(number)];
    },
    taxIds: (value) => {
      const body = value.slice(1).padStart(8, '0');
      return [`${value[0]}${body}${rifCheckDigit(value.slice(0, 1), body)}`];
    },
  },
  {
    kind: 'RIF',
    lengths: [10, 10],
    isTaxId: true,
    read: (compact) => {
      const letter = compact.slice(0, 1);
      const body = compact.slice(1, 9);
      if (rifLetters[letter] === undefined || !isDigits(compact, 1)) return null;
      if (rifCheckDigit(letter, body) !== compact[9]) return null;
      const number = withoutZeros(body);
      if ((letter !== 'V' && letter !== 'E') || number.length < 5)
        return { value: compact, isCompany: letter === 'J' || letter === 'G' || letter === 'C' };
      return { value: compact, isCompany: false, inner: { kind: 'CEDULA', value: letter + number } };
    },
    spell: (value) => [value, grouped(value, 1, 8, 1), grouped(value, 1, 9), value.slice(1)],
  },
];
