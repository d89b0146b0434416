import { isShortDay, weigh, weighFromEnd } from './check-digit.js';
import type { DocumentRule, Reading } from './kind.js';
import { grouped, isDigits, withoutZeros } from './writing.js';

/** A citizen's cédula of nine digits; the groups are often written without their zeros, or with one in front. */
function readCostaRicanCedula(compact: string, written: string): Reading | null {
  if (!isDigits(compact)) return null;
  const groups = written.split('-');
  const [first = '', second = '', third = ''] = groups;
  const isGrouped = groups.length === 3 && withoutZeros(first).length === 1 && second.length <= 4 && third.length <= 4;
  const value = isGrouped
    ? withoutZeros(first) + second.padStart(4, '0') + third.padStart(4, '0')
    : compact.length === 10 && compact.startsWith('0')
      ? compact.slice(1)
      : compact;
  return value.length === 9 && !value.startsWith('0') ? { value, isCompany: false } : null;
}

/**
 * Costa Rica. Cédula: Tribunal Supremo de Elecciones, 9 digits; jurídica: Registro Nacional, 10 digits from 2 to 5 on; DIMEX: Dirección
 * General de Migración y Extranjería, 11 or 12 digits. Forms of Ministerio de Hacienda, resolución DGT-R-48-2016. No check digits.
 */
export const costaRica: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [3, 10],
    read: readCostaRicanCedula,
    spell: (value) => [value, grouped(value, 1, 4, 4), `0${value}`],
  },
  {
    kind: 'CEDULA_JURIDICA',
    lengths: [10, 10],
    isTaxId: true,
    read: (compact) => {
      const isOne = isDigits(compact) && compact >= '2' && compact < '6';
      return isOne ? { value: compact, isCompany: true } : null;
    },
    spell: (value) => [value, grouped(value, 1, 3, 6)],
  },
  {
    kind: 'DIMEX',
    lengths: [11, 12],
    read: (compact) => (isDigits(compact) && compact.startsWith('1') ? { value: compact, isCompany: false } : null),
    spell: (value) => [value],
  },
];

/** Municipalities of each department of Guatemala, of which CUIs up to this year name one. */
const municipalities = [17, 8, 16, 16, 14, 14, 19, 8, 24, 21, 9, 30, 33, 21, 8, 17, 14, 5, 11, 11, 7, 17] as const;

const cuiWeights = [2, 3, 4, 5, 6, 7, 8, 9] as const;
const nitWeights = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/**
 * Guatemala. CUI of the DPI: RENAP, 13 digits: eight, a check digit modulo 11, department and municipality. NIT: SAT, Decreto 6-91, digits
 * and a check digit modulo 11 with K for ten.
 */
export const guatemala: readonly DocumentRule[] = [
  {
    kind: 'CUI',
    lengths: [13, 13],
    read: (compact) => {
      const [department, town] = [Number(compact.slice(9, 11)), Number(compact.slice(11))];
      if (!isDigits(compact) || town < 1 || town > (municipalities[department - 1] ?? 0)) return null;
      return weigh(compact, cuiWeights) % 11 === Number(compact[8]) ? { value: compact, isCompany: false } : null;
    },
    spell: (value) => [value, grouped(value, 4, 5, 4).replaceAll('-', ' '), grouped(value, 4, 5, 4)],
    taxIds: (value) => [value],
  },
  {
    kind: 'NIT',
    lengths: [4, 12],
    isTaxId: true,
    read: (compact) => {
      const value = withoutZeros(compact);
      const body = value.slice(0, -1);
      if (value.length < 4 || !isDigits(body)) return null;
      const check = '0K987654321'[weighFromEnd(body, nitWeights) % 11];
      return check === value.at(-1) ? { value, isCompany: null } : null;
    },
    spell: (value) => [value, grouped(value, value.length - 1, 1)],
  },
];

/** Department 01 to 18, municipality up to 28, and a year that people alive were born in. */
function isHonduranDni(value: string): boolean {
  const [department, town, year] = [value.slice(0, 2), value.slice(2, 4), value.slice(4, 8)].map(Number);
  if (department === undefined || town === undefined || year === undefined || !isDigits(value)) return false;
  return department >= 1 && department <= 18 && town >= 1 && town <= 28 && year >= 1890 && year <= 2099;
}

/**
 * Honduras. DNI: Registro Nacional de las Personas, Decreto 62-2004: department, municipality, year and five digits. RTN: Servicio de
 * Administración de Rentas, Decreto 170-2016: of a person the DNI and one more digit, of a company with a 9 where the year would begin.
 * The rule of that digit is not published.
 */
export const honduras: readonly DocumentRule[] = [
  {
    kind: 'DNI',
    lengths: [12, 13],
    read: (compact) => {
      const value = compact.padStart(13, '0');
      return isHonduranDni(value) ? { value, isCompany: false } : null;
    },
    spell: (value) => [value, grouped(value, 4, 4, 5)],
  },
  {
    kind: 'RTN',
    lengths: [14, 14],
    isTaxId: true,
    read: (compact) => {
      if (!isDigits(compact)) return null;
      const person = compact.slice(0, 13);
      if (isHonduranDni(person)) return { value: compact, isCompany: false, inner: { kind: 'DNI', value: person } };
      return compact[4] === '9' && compact < '19' ? { value: compact, isCompany: true } : null;
    },
    spell: (value) => [value, grouped(value, 4, 4, 6)],
  },
];

/**
 * Nicaragua. Cédula: Consejo Supremo Electoral, Ley 152: municipality, day of birth as DDMMYY, four digits and a letter, whose rule is not
 * published. RUC: Dirección General de Ingresos, 14 characters: a person's is the cédula, J begins a company's.
 */
export const nicaragua: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [14, 14],
    read: (compact) => {
      const day = compact.slice(7, 9) + compact.slice(5, 7) + compact.slice(3, 5);
      const isOne = isDigits(compact, 0, 13) && isShortDay(day) && /^[A-Y]$/.test(compact.slice(13));
      return isOne ? { value: compact, isCompany: false } : null;
    },
    spell: (value) => [grouped(value, 3, 6, 5), value],
    taxIds: (value) => [value],
  },
  {
    kind: 'RUC',
    lengths: [14, 14],
    isTaxId: true,
    read: (compact) => (compact.startsWith('J') && isDigits(compact, 1) ? { value: compact, isCompany: true } : null),
    spell: (value) => [value],
  },
];

/**
 * Panama. Cédula: Tribunal Electoral: province 1 to 13, or PE, E, N, with AV or PI behind it in some, then volume and entry. Its hyphens
 * belong to it: without them 1-123-456 and 11-23-456 are one text, which is therefore left unknown. RUC: Dirección General de Ingresos, a
 * company's three numbers; DV and the check digit behind it are left out, a person's RUC is the cédula.
 */
export const panama: readonly DocumentRule[] = [
  {
    kind: 'CEDULA',
    lengths: [3, 18],
    read: (_, written) => {
      const found = /^((?:PE|E|N|0?[1-9]|1[0-3])(?:-?(?:AV|PI))?)-([0-9]{1,5})-([0-9]{1,6})$/.exec(withoutDv(written));
      const [, book = '', volume = '', entry = ''] = found ?? [];
      const value = [withoutZeros(book.replace('-', '')), withoutZeros(volume), withoutZeros(entry)].join('-');
      return found === null ? null : { value, isCompany: false };
    },
    spell: (value) => [value],
    taxIds: (value) => [value],
  },
  {
    kind: 'RUC',
    lengths: [6, 20],
    isTaxId: true,
    read: (_, written) => {
      const found = /^([0-9]{3,9})-([0-9]{1,4})-([0-9]{1,6})$/.exec(withoutDv(written));
      return found === null ? null : { value: found.slice(1).map(withoutZeros).join('-'), isCompany: true };
    },
    spell: (value) => [value],
  },
];

function withoutDv(written: string): string {
  return written.replace(/-?DV-?[0-9]{1,2}$/, '');
}

const duiWeights = [9, 8, 7, 6, 5, 4, 3, 2] as const;
const oldNitWeights = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const newNitWeights = [2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/**
 * El Salvador. DUI: Registro Nacional de las Personas Naturales, 8 digits and a check digit modulo 10; since Decreto 203 of 2021 it is a
 * person's NIT as well. NIT: Ministerio de Hacienda, 14 digits, modulo 11 by two rules, of which the digits before the check digit say one.
 */
export const elSalvador: readonly DocumentRule[] = [
  {
    kind: 'DUI',
    lengths: [8, 9],
    read: (compact) => {
      const value = compact.padStart(9, '0');
      const check = (10 - (weigh(value, duiWeights) % 10)) % 10;
      return isDigits(value) && check === Number(value[8]) ? { value, isCompany: false } : null;
    },
    spell: (value) => [grouped(value, 8, 1), value, ...(value.startsWith('0') ? [withoutZeros(value)] : [])],
    taxIds: (value) => [value],
  },
  {
    kind: 'NIT',
    lengths: [14, 14],
    isTaxId: true,
    read: (compact) => {
      if (!isDigits(compact) || !['0', '1', '9'].includes(compact[0] ?? '')) return null;
      const isOld = compact.slice(10, 13) <= '100';
      const check = isOld
        ? (weigh(compact, oldNitWeights) % 11) % 10
        : ((11 - (weigh(compact, newNitWeights) % 11)) % 11) % 10;
      return check === Number(compact[13]) ? { value: compact, isCompany: null } : null;
    },
    spell: (value) => [grouped(value, 4, 6, 3, 1), value],
  },
];
