/**
 * Kinds of identity documents, named as their countries name them. One name may stand for documents of several countries, each with rules
 * of its own. `UNKNOWN`: no form of the country fits, or a check digit is wrong.
 */
export const documentKinds = [
  'CARNE_EXTRANJERIA',
  'CEDULA',
  'CEDULA_EXTRANJERIA',
  'CEDULA_JURIDICA',
  'CI',
  'CNPJ',
  'CPF',
  'CUI',
  'CUIT',
  'CURP',
  'DIMEX',
  'DNI',
  'DUI',
  'NIE',
  'NIF',
  'NIT',
  'PASSPORT',
  'RFC',
  'RIF',
  'RNC',
  'RTN',
  'RUC',
  'RUT',
  'UNKNOWN',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** A text read as a document of one kind. */
export interface Reading {
  /** Letters and digits of its one canonical form. */
  readonly value: string;
  /** Null: persons and companies have the kind alike. */
  readonly isCompany: boolean | null;
  /** True when its check digit is wrong, which is no part of the number: it is found by the number, and not shown as a document. */
  readonly isDoubtful?: true;
  /** The document that the same person shows as well and that stands within this one: the DNI in a CUIT. */
  readonly inner?: { readonly kind: DocumentKind; readonly value: string };
}

/** One kind of document of a country. */
export interface DocumentRule {
  readonly kind: DocumentKind;
  /** Fewest and most letters and digits in which it is written. */
  readonly lengths: readonly [fewest: number, most: number];
  /** True for the tax id, which Wispro has a field of its own for. */
  readonly isTaxId?: true;
  /**
   * @param compact letters and digits alone, in upper case. @param written the same with its separators.
   * @returns null when it is no document of this kind, by its form or its check digit.
   */
  read(compact: string, written: string): Reading | null;
  /** Ways in which back ends store a value, the usual one first. */
  spell(value: string): readonly string[];
  /** Tax ids that follow from a value, as back ends store them. */
  taxIds?(value: string): readonly string[];
}
