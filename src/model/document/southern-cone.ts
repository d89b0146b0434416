import { weigh, weighFromEnd } from './check-digit.js';
import type { DocumentRule } from './kind.js';
import { grouped, isDigits, thousands, withoutZeros } from './writing.js';

/** An Argentine DNI as its 7 or 8 digits, however it was punctuated. @returns null when the text is none. */
export function toDni(text: string): string | null {
  const digits = withoutPunctuation(text);
  return /^[0-9]{7,8}$/.test(digits) && !/^0+$/.test(digits) ? digits : null;
}

const cuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/** An Argentine CUIT or CUIL as its 11 digits. @returns null when length, kind (first two digits) or check digit is wrong. */
export function toCuit(text: string): string | null {
  const digits = withoutPunctuation(text);
  if (!/^(?:2[03-7]|3[034])[0-9]{9}$/.test(digits)) return null;
  // A remainder of 1 would need the digit 10, which does not exist: such a person is given another kind.
  return (11 - (weigh(digits, cuitWeights) % 11)) % 11 === Number(digits[10]) ? digits : null;
}

/** The document inside a person's CUIT, as DNIs are written: without the zeros that fill it up. */
export function dniOfCuit(cuit: string): string {
  return withoutZeros(cuit.slice(2, 10));
}

function withoutPunctuation(text: string): string {
  return text.replace(/[.\s-]/g, '');
}

/**
 * Argentina. DNI: Ley 17.671 (RENAPER), 7 or 8 digits without a check digit. CUIT and CUIL: ARCA (AFIP), RG 10/97; the digits between kind
 * and check digit of a person's are the DNI. 20 and 23 to 27 are persons, 30, 33 and 34 companies.
 */
export const argentina: readonly DocumentRule[] = [
  {
    kind: 'DNI',
    lengths: [7, 8],
    read: (compact) => {
      if (!isDigits(compact)) return null;
      const value = withoutZeros(compact);
      return value.length < 6 ? null : { value, isCompany: false };
    },
    spell: (value) => [value, thousands(value), ...(value.length < 8 ? [value.padStart(8, '0')] : [])],
  },
  {
    kind: 'CUIT',
    lengths: [11, 11],
    isTaxId: true,
    read: (compact) => {
      const value = toCuit(compact);
      if (value === null) return null;
      if (value.startsWith('3')) return { value, isCompany: true };
      return { value, isCompany: false, inner: { kind: 'DNI', value: dniOfCuit(value) } };
    },
    spell: (value) => [value, grouped(value, 2, 8, 1)],
  },
];

const rutWeights = [2, 3, 4, 5, 6, 7, 2, 3, 4, 5] as const;

/**
 * Chile. RUN of persons and RUT of companies are one register with one check digit, modulo 11 with K for ten (Servicio de Impuestos
 * Internos, "¿Cómo se calcula el dígito verificador?"; Registro Civil). Companies begin at 50 million.
 */
export const chile: readonly DocumentRule[] = [
  {
    kind: 'RUT',
    lengths: [6, 12],
    read: (compact) => {
      const value = withoutZeros(compact);
      const body = value.slice(0, -1);
      if (value.length < 6 || value.length > 9 || !isDigits(body)) return null;
      if ('0K987654321'[weighFromEnd(body, rutWeights) % 11] !== value.at(-1)) return null;
      return { value, isCompany: Number(body) >= 50_000_000 };
    },
    spell: (value) => {
      const [body, check] = [value.slice(0, -1), value.slice(-1)];
      const usual = [`${body}-${check}`, `${thousands(body)}-${check}`];
      return [...usual, ...(check === 'K' ? usual.map((text) => text.toLowerCase()) : []), value];
    },
  },
];

const rucWeights = [2, 3, 4, 5, 6, 7, 8, 9] as const;

function rucCheckDigit(body: string): number {
  return (11 - (weighFromEnd(body, rucWeights) % 11)) % 10;
}

/**
 * Paraguay. CI: Departamento de Identificaciones, 5 to 8 digits without a check digit. RUC: DNIT (SET), Ley 125/91 and RG 77/16, the CI or
 * from 80 million on a company's number, with a check digit modulo 11. A person's RUC without its hyphen looks like a CI.
 */
export const paraguay: readonly DocumentRule[] = [
  {
    kind: 'RUC',
    lengths: [6, 9],
    isTaxId: true,
    read: (compact, written) => {
      const isCompany = compact.startsWith('80') && compact.length >= 8;
      if (!isDigits(compact)) return null;
      if (isCompany && compact.length === 8) return { value: compact, isCompany };
      const body = compact.slice(0, -1);
      const isSplit = written.at(-2) === '-';
      if (!(isSplit || isCompany) || rucCheckDigit(body) !== Number(compact.at(-1))) return null;
      return isCompany
        ? { value: body, isCompany }
        : { value: withoutZeros(body), isCompany, inner: { kind: 'CI', value: withoutZeros(body) } };
    },
    spell: (value) => [`${value}-${rucCheckDigit(value)}`, value, `${value}${rucCheckDigit(value)}`],
  },
  {
    kind: 'CI',
    lengths: [5, 8],
    read: (compact, written) => {
      const value = withoutZeros(compact);
      if (!isDigits(compact) || value.length < 5 || written.at(-2) === '-') return null;
      return { value, isCompany: false };
    },
    spell: (value) => [value, thousands(value)],
    taxIds: (value) => [`${value}-${rucCheckDigit(value)}`],
  },
];

const ciWeights = [2, 9, 8, 7, 6, 3, 4] as const;
const rutUyWeights = [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/**
 * Uruguay. CI: Dirección Nacional de Identificación Civil, up to seven digits and a check digit modulo 10. RUT: Dirección General
 * Impositiva, 12 digits, modulo 11; persons who trade under their own name have one as well.
 */
export const uruguay: readonly DocumentRule[] = [
  {
    kind: 'CI',
    lengths: [7, 8],
    read: (compact) => {
      const value = compact.padStart(8, '0');
      if (!isDigits(value) || Number(value) < 100_000) return null;
      return (10 - (weigh(value, ciWeights) % 10)) % 10 === Number(value[7]) ? { value, isCompany: false } : null;
    },
    spell: (value) => {
      const digits = withoutZeros(value);
      return [digits, `${thousands(digits.slice(0, -1))}-${digits.slice(-1)}`, grouped(digits, digits.length - 1, 1)];
    },
  },
  {
    kind: 'RUT',
    lengths: [12, 12],
    isTaxId: true,
    read: (compact) => {
      const office = Number(compact.slice(0, 2));
      if (!isDigits(compact) || office < 1 || office > 22 || compact.slice(8, 11) !== '001') return null;
      const check = (11 - (weigh(compact, rutUyWeights) % 11)) % 11;
      return check === Number(compact[11]) ? { value: compact, isCompany: null } : null;
    },
    spell: (value) => [value, grouped(value, 2, 6, 3, 1)],
  },
];
