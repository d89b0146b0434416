import { weigh } from './check-digit.js';
import type { DocumentRule } from './kind.js';
import { grouped, isDigits, thousands, withoutZeros } from './writing.js';

const cpfWeights = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const cnpjWeights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/** Check digit modulo 11 of what stands before `at`. */
function checkDigitAt(value: string, at: number, weights: readonly number[]): number {
  const rest = weigh(value, weights.slice(weights.length - at)) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/**
 * Brazil. CPF: Receita Federal, IN RFB 2.172/2024, 11 digits of persons, the last two check digits modulo 11. CNPJ: IN RFB 2.119/2022 and
 * 2.229/2024, 14 of companies, of which the first twelve may be letters. Zeros in front are often lost.
 */
export const brazil: readonly DocumentRule[] = [
  {
    kind: 'CPF',
    lengths: [9, 11],
    read: (compact) => {
      const value = compact.padStart(11, '0');
      const fits = isDigits(value) && [9, 10].every((at) => checkDigitAt(value, at, cpfWeights) === Number(value[at]));
      return fits ? { value, isCompany: false } : null;
    },
    spell: (value) => [
      value,
      `${thousands(value.slice(0, 9))}-${value.slice(9)}`,
      ...(value.startsWith('0') ? [withoutZeros(value)] : []),
    ],
  },
  {
    kind: 'CNPJ',
    lengths: [13, 14],
    isTaxId: true,
    read: (compact) => {
      const value = compact.padStart(14, '0');
      const fits =
        /^[0-9A-Z]{12}[0-9]{2}$/.test(value) &&
        [12, 13].every((at) => checkDigitAt(value, at, cnpjWeights) === Number(value[at]));
      return fits ? { value, isCompany: true } : null;
    },
    spell: (value) => [
      value,
      `${value.slice(0, 2)}.${value.slice(2, 5)}.${value.slice(5, 8)}/${value.slice(8, 12)}-${value.slice(12)}`,
    ],
  },
];

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
const companyLetters = 'JABCDEFGHI';

/** Check digit of the seven digits of a company: the digits at odd places doubled and their own digits added. */
function companyCheckDigit(body: string): number {
  let sum = 0;
  for (let at = 0; at < body.length; at += 1) {
    const digit = body.charCodeAt(at) - 48;
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Spain. DNI: Real Decreto 1553/2005, 8 digits and a letter by their remainder of 23. NIE: Real Decreto 557/2011, X, Y or Z for the first
 * digit. NIF of companies (CIF): Real Decreto 1065/2007 and Orden EHA/451/2008, a letter, 7 digits and a digit or letter. A person's NIF is
 * the DNI or the NIE.
 */
export const spain: readonly DocumentRule[] = [
  {
    kind: 'DNI',
    lengths: [8, 9],
    read: (compact) => {
      const value = compact.padStart(9, '0');
      const digits = value.slice(0, 8);
      const fits = isDigits(digits) && dniLetters[Number(digits) % 23] === value[8];
      return fits ? { value, isCompany: false } : null;
    },
    spell: (value) => [value, grouped(value, 8, 1), `${thousands(value.slice(0, 8))}-${value.slice(8)}`],
    taxIds: (value) => [value],
  },
  {
    kind: 'NIE',
    lengths: [9, 9],
    read: (compact) => {
      const first = 'XYZ'.indexOf(compact.slice(0, 1));
      const digits = compact.slice(1, 8);
      const fits = first >= 0 && isDigits(digits) && dniLetters[Number(`${first}${digits}`) % 23] === compact[8];
      return fits ? { value: compact, isCompany: false } : null;
    },
    spell: (value) => [value, grouped(value, 1, 7, 1)],
    taxIds: (value) => [value],
  },
  {
    kind: 'NIF',
    lengths: [9, 9],
    isTaxId: true,
    read: (compact) => {
      if (!/^[A-HJNP-SUVW][0-9]{7}[0-9A-J]$/.test(compact)) return null;
      const digit = companyCheckDigit(compact.slice(1, 8));
      const fits = compact[8] === String(digit) || compact[8] === companyLetters[digit];
      return fits ? { value: compact, isCompany: true } : null;
    },
    spell: (value) => [value, grouped(value, 1, 8), grouped(value, 1, 7, 1)],
  },
];
