import type { Country } from '../country.js';
import { bolivia, ecuador, peru } from './andes.js';
import { brazil, spain } from './brazil-spain.js';
import { colombia, dominicanRepublic, venezuela } from './caribbean.js';
import { costaRica, elSalvador, guatemala, honduras, nicaragua, panama } from './central-america.js';
import type { DocumentRule } from './kind.js';
import { mexico } from './mexico.js';
import { argentina, chile, paraguay, uruguay } from './southern-cone.js';
import { isDigits, isLetters } from './writing.js';

/** Kinds of each country, in the order in which a text is tried. */
export const documentRules: Readonly<Record<Country, readonly DocumentRule[]>> = {
  AR: argentina,
  BO: bolivia,
  BR: brazil,
  CL: chile,
  CO: colombia,
  CR: costaRica,
  DO: dominicanRepublic,
  EC: ecuador,
  ES: spain,
  GT: guatemala,
  HN: honduras,
  MX: mexico,
  NI: nicaragua,
  PA: panama,
  PE: peru,
  PY: paraguay,
  SV: elSalvador,
  UY: uruguay,
  VE: venezuela,
};

/** Names and abbreviations of documents that people write before the number; one that fits with it is not taken away. */
export const labels: readonly string[] =
  'CC CI CIF CNPJ CPF CUI CUIL CUIT CURP CEDULA DIMEX DNI DPI DUI ID LC LE NIE NIF NIT RFC RIF RNC RTN RUC RUN RUT TI'.split(
    ' ',
  );

/** The same before a passport, the longest first. */
export const passportLabels: readonly string[] = ['PASAPORTE', 'PASSPORT', 'PAS', 'PP'];

/**
 * True for the passport of any country: one to three letters and six to eight digits, nine together at most (ICAO Doc 9303 part 4 allows
 * nine characters). A single letter that Venezuelan documents begin with makes none.
 */
export function isPassport(compact: string): boolean {
  if (compact.length < 7 || compact.length > 9) return false;
  let letters = 0;
  while (letters < 3 && isLetters(compact.slice(letters, letters + 1))) letters += 1;
  const digits = compact.length - letters;
  if (letters === 0 || digits < 6 || digits > 8 || !isDigits(compact, letters)) return false;
  return letters > 1 || !'VEJG'.includes(compact.slice(0, 1));
}
