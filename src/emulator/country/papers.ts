import type { Random } from '../random.js';
import {
  brazilianDigits,
  cuitDigit,
  ecuadorianCompanyDigit,
  ecuadorianDigit,
  nitDigit,
  paraguayanDigit,
  peruvianDigit,
  rifDigit,
  rutDigit,
  uruguayanCompanyDigit,
  uruguayanDigit,
} from './check-digit.js';
import { dotted, type Papers, tail } from './profile.js';

/** Draws numbers until one has a check digit: a few kinds leave out those whose digit would be 10. */
function withDigit(draw: () => string, digitOf: (digits: string) => string | null): string {
  const digits = draw();
  const check = digitOf(digits);
  return check === null ? withDigit(draw, digitOf) : digits + check;
}

/** DNI, and CUIT or CUIL for taxes. */
export const argentinePapers: Papers = {
  person: (random) => String(random.int(11_000_000, 46_999_999)),
  taxOf: (document) => {
    const numbers = ['20', '27', '23'].map((kind) => kind + document.padStart(8, '0'));
    const number = numbers.find((digits) => cuitDigit(digits) !== null) ?? '';
    return number + cuitDigit(number);
  },
  company: (random) => withDigit(() => `30${random.int(50_000_000, 71_999_999)}`, cuitDigit),
  punctuate: dotted,
};

/** RUN, which is the tax number as well. */
export const chileanPapers: Papers = {
  person: (random) => withRut(random.int(6_000_000, 22_999_999)),
  taxOf: () => null,
  company: (random) => withRut(random.int(76_000_000, 77_999_999)),
  punctuate: (document) => `${dotted(document.slice(0, -2))}${document.slice(-2)}`,
};

function withRut(number: number): string {
  return `${number}-${rutDigit(String(number))}`;
}

/** Cédula de ciudadanía: eight digits of old, ten beginning with 1 since 2003. A company has a NIT. */
export const colombianPapers: Papers = {
  person: (random) =>
    String(random.chance(0.5) ? random.int(1_000_100_000, 1_199_999_999) : random.int(12_000_000, 98_999_999)),
  taxOf: (document) => `${document}-${nitDigit(document)}`,
  company: (random) => {
    const number = String(random.int(800_000_000, 901_999_999));
    return `${number}-${nitDigit(number)}`;
  },
  punctuate: (document) => (document.includes('-') ? document : dotted(document)),
};

/** Cédula of ten digits; RUC with three more. */
export const ecuadorianPapers: Papers = {
  person: (random) => {
    const digits = `${createProvince(random)}${random.int(0, 5)}${tail(random, 6)}`;
    return digits + ecuadorianDigit(digits);
  },
  taxOf: (document) => `${document}001`,
  company: (random) => `${withDigit(() => `${createProvince(random)}9${tail(random, 6)}`, ecuadorianCompanyDigit)}001`,
  punctuate: (document) => (document.length === 10 ? `${document.slice(0, 9)}-${document.slice(9)}` : document),
};

function createProvince(random: Random): string {
  return String(random.int(1, 24)).padStart(2, '0');
}

/** DNI of eight digits; RUC. */
export const peruvianPapers: Papers = {
  person: (random) => String(random.int(6_000_000, 77_999_999)).padStart(8, '0'),
  taxOf: (document) => `10${document}${peruvianDigit(`10${document}`)}`,
  company: (random) => {
    const digits = `20${random.int(10_000_000, 61_299_999)}`;
    return digits + peruvianDigit(digits);
  },
  punctuate: (document) => document,
};

/** Cédula with its letter; RIF. */
export const venezuelanPapers: Papers = {
  person: (random) => `V${random.int(4_000_000, 32_999_999)}`,
  taxOf: (document) => withRif('V', document.slice(1).padStart(8, '0')),
  company: (random) => withRif('J', `${random.int(30_000_000, 50_499_999)}`),
  punctuate: (document) => (document.startsWith('J') ? document : `V-${dotted(document.slice(1))}`),
};

function withRif(letter: string, digits: string): string {
  return `${letter}${digits}${rifDigit(letter, digits)}`;
}

/** CPF; CNPJ of a company. */
export const brazilianPapers: Papers = {
  person: (random) => {
    const digits = random.digits(9);
    return digits + brazilianDigits(digits);
  },
  taxOf: () => null,
  company: (random) => {
    const digits = `${random.int(10_000_000, 55_999_999)}0001`;
    return digits + brazilianDigits(digits);
  },
  punctuate: (document) =>
    document.length === 11
      ? `${dotted(document.slice(0, 9))}-${document.slice(9)}`
      : `${document.slice(0, 2)}.${dotted(document.slice(2, 8))}/${document.slice(8, 12)}-${document.slice(12)}`,
};

/** Cédula with its check digit; RUT of a company. */
export const uruguayanPapers: Papers = {
  person: (random) => {
    const digits = String(random.int(1_000_000, 5_799_999));
    return digits + uruguayanDigit(digits);
  },
  taxOf: () => null,
  company: (random) => withDigit(() => `21${tail(random, 6)}001`, uruguayanCompanyDigit),
  punctuate: (document) => (document.length === 8 ? `${dotted(document.slice(0, 7))}-${document.slice(7)}` : document),
};

/** Cédula without a check digit; RUC with one. */
export const paraguayanPapers: Papers = {
  person: (random) => String(random.int(800_000, 7_999_999)),
  taxOf: (document) => `${document}-${paraguayanDigit(document)}`,
  company: (random) => {
    const number = `800${random.digits(5)}`;
    return `${number}-${paraguayanDigit(number)}`;
  },
  punctuate: (document) => (document.includes('-') ? document : dotted(document)),
};
