import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import type { Country } from '../../../src/model/country.js';
import { readDocument } from '../../../src/model/document.js';

const at = <Item>(items: readonly Item[], way: number): Item => items[way % items.length] as Item;

/** The body with the one check digit that the reference takes. */
function checked(
  body: string,
  isValid: (text: string) => boolean | undefined,
  characters = '0123456789',
): string | null {
  const found = [...characters].filter((character) => isValid(body + character));
  return found.length === 1 ? body + found[0] : null;
}

type Reference = { validate(text: string): { readonly isValid: boolean } };

const digits =
  (length: number) =>
  (number: number): string =>
    String(number).padStart(length, '0').slice(-length);

/** Kinds of the reference package whose rule is ours, with texts of which one in ten or so is valid. */
const references: readonly (readonly [Country, string, Reference | undefined, (number: number) => string])[] = [
  [
    'BR',
    'CPF',
    stdnum.BR?.cpf,
    (number) => checked(digits(10)(number), (text) => stdnum.BR?.cpf?.validate(text)?.isValid) ?? digits(11)(number),
  ],
  ['CL', 'RUT', stdnum.CL?.rut, digits(9)],
  ['DO', 'CEDULA', stdnum.DO?.cedula, digits(11)],
  ['DO', 'RNC', stdnum.DO?.rnc, digits(9)],
  ['EC', 'CEDULA', stdnum.EC?.ci, (number) => `1${digits(9)(number)}`],
  ['ES', 'DNI', stdnum.ES?.dni, (number) => `${digits(8)(number)}${at([...'TRWAGMYFPDXBNJZSQVHLCKE'], number % 7)}`],
  ['ES', 'NIE', stdnum.ES?.nie, (number) => `Y${digits(7)(number)}${at([...'TRWAGMYFPDXBNJZSQVHLCKE'], number % 7)}`],
  ['ES', 'NIF', stdnum.ES?.cif, (number) => `B${digits(8)(number)}`],
  ['GT', 'NIT', stdnum.GT?.nit, (number) => `7${digits(7)(number)}`],
  ['PE', 'RUC', stdnum.PE?.ruc, (number) => `20${digits(9)(number)}`],
  ['PY', 'RUC', stdnum.PY?.ruc, (number) => `80${digits(7)(number)}`],
  ['UY', 'CI', stdnum.UY?.cedula, (number) => `4${digits(7)(number)}`],
  ['UY', 'RUT', stdnum.UY?.rut, (number) => `21${digits(6)(number)}001${number % 10}`],
  ['VE', 'RIF', stdnum.VE?.rif, (number) => `J${digits(9)(number)}`],
];

describe('a check digit', () => {
  it.each(references)(
    'of %s %s is right exactly when the reference package says so',
    (country, kind, reference, textOf) => {
      let right = 0;
      for (let number = 0; number < 2_000; number += 1) {
        const text = textOf((number * 7_919_317 + 1_234_577) % 1_000_000_007);
        const isValid = reference?.validate(text).isValid === true;
        if (isValid) right += 1;
        expect([text, readDocument(text, country).kind === kind]).toEqual([text, isValid]);
      }
      expect(right).toBeGreaterThan(20);
    },
  );
});
