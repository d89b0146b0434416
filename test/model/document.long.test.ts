import { type Arbitrary, assert, boolean, constantFrom, integer, property, tuple } from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, it } from 'vitest';
import type { Country } from '../../src/model/country.js';
import { documentKey, toCuit } from '../../src/model/document.js';

/** A person or company by the document that names it, and that document or another of its own as somebody writes it. */
interface Written {
  readonly owner: string;
  readonly text: string;
}

type Draw = (number: number, way: number) => Written;

const at = <Item>(items: readonly Item[], way: number): Item => items[way % items.length] as Item;
const dots = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, '.');
const split = (text: string, ...places: number[]): string =>
  [0, ...places].map((place, index, all) => text.slice(place, all[index + 1])).join('-');

/** The body with the one check digit that the reference takes. */
function checked(
  body: string,
  isValid: (text: string) => boolean | undefined,
  characters = '0123456789',
): string | null {
  const found = [...characters].filter((character) => isValid(body + character));
  return found.length === 1 ? body + found[0] : null;
}

const nobody: Written = { owner: 'nobody', text: 'NADIE' };

/** Documents of each country by the reference package, which shares no code with ours. */
const draws: Readonly<Partial<Record<Country, readonly Draw[]>>> = {
  AR: [
    (number, way) => {
      const dni = String(5_000_000 + (number % 60_000_000));
      const cuit = checked(`2${at([0, 7], way)}${dni.padStart(8, '0')}`, (text) => toCuit(text) !== null);
      const texts = [dni, dots(dni), dni.padStart(8, '0'), `DNI ${dots(dni)}`];
      return { owner: dni, text: at(cuit === null ? texts : [...texts, cuit, split(cuit, 2, 10)], way) };
    },
    (number, way) => {
      const cuit = checked(`30${String(50_000_000 + (number % 49_000_000))}`, (text) => toCuit(text) !== null);
      return cuit === null ? nobody : { owner: cuit, text: at([cuit, split(cuit, 2, 10), `CUIT ${cuit}`], way) };
    },
  ],
  CO: [
    (number, way) => {
      const cedula = String(at([1_000_000_000 + (number % 200_000_000), 100_000 + (number % 99_000_000)], number));
      const nit = checked(cedula, (text) => stdnum.CO?.nit?.validate(text.padStart(8, '0'))?.isValid) ?? '';
      const texts = [cedula, dots(cedula), `CC ${cedula}`, `00${cedula}`];
      return { owner: cedula, text: at([...texts, `${cedula}-${nit.slice(-1)}`], way) };
    },
    (number, way) => {
      const body = String(800_000_000 + (number % 199_000_000));
      const nit = checked(body, (text) => stdnum.CO?.nit?.validate(text)?.isValid) ?? '';
      return { owner: body, text: at([body, nit, `${dots(body)}-${nit.slice(-1)}`, `NIT ${split(nit, 9)}`], way) };
    },
    (number, way) => {
      const digits = String(100_000 + (number % 9_000_000));
      return { owner: `CE ${digits}`, text: at([`CE${digits}`, `CE ${dots(digits)}`, `E-${digits}`], way) };
    },
  ],
  MX: [
    (number, way) => {
      const letters = String.fromCharCode(65 + (number % 26), 65 + ((number >> 5) % 26));
      const body = `QX${letters}${String(500101 + (number % 28))}HNE${letters}N0`;
      const curp = checked(body, (text) => stdnum.MX?.curp?.validate(text)?.isValid);
      return curp === null ? nobody : { owner: curp, text: at([curp, curp.toLowerCase(), `CURP ${curp}`], way) };
    },
    (number, way) => {
      const start = `QX${String.fromCharCode(65 + (number % 26))}${String(900101 + (number % 28))}`;
      const body = `${start}${at([...'123456789ABCDEFGH'], number >> 3)}${at([...'123456789ABC'], number >> 7)}`;
      const isValid = (text: string) => stdnum.MX?.rfc?.validate(text)?.isValid;
      const found = [...'0123456789A'].map((each) => body + each).find(isValid);
      if (found === undefined) return nobody;
      return { owner: found, text: at([found, split(found, 3, 9), found.toLowerCase()], way) };
    },
  ],
  EC: [
    (number, way) => {
      const province = String(1 + (number % 24)).padStart(2, '0');
      const body = `${province}${number % 6}${String(number % 1_000_000).padStart(6, '0')}`;
      const ci = checked(body, (text) => stdnum.EC?.ci?.validate(text)?.isValid);
      if (ci === null) return nobody;
      const texts = [ci, split(ci, 9), `${ci}001`, ci.startsWith('0') ? ci.slice(1) : ci];
      return { owner: ci, text: at(texts, way) };
    },
    (number, way) => {
      const body = `${String(1 + (number % 24)).padStart(2, '0')}9${String(number % 1_000_000).padStart(6, '0')}`;
      const number10 = checked(body, (text) => stdnum.EC?.ruc?.validate(`${text}001`)?.isValid);
      if (number10 === null || stdnum.EC?.ci?.validate(number10)?.isValid) return nobody;
      return { owner: number10, text: at([`${number10}001`, `${number10}-001`, `RUC ${number10}001`], way) };
    },
  ],
  VE: [
    (number, way) => {
      const digits = String(1_000_000 + (number % 35_000_000));
      const rif = checked(`V${digits.padStart(8, '0')}`, (text) => stdnum.VE?.rif?.validate(text)?.isValid) ?? '';
      const texts = [digits, dots(digits), `V${digits}`, `V-${digits}`, `V-${dots(digits)}`, `CI V-${digits}`];
      return { owner: `V${digits}`, text: at(rif === '' ? texts : [...texts, rif, split(rif, 1, 9)], way) };
    },
    (number, way) => {
      const digits = String(1_000_000 + (number % 35_000_000));
      return { owner: `E${digits}`, text: at([`E${digits}`, `E-${dots(digits)}`], way) };
    },
    (number, way) => {
      const body = `J${String(number % 50_000_000).padStart(8, '0')}`;
      const rif = checked(body, (text) => stdnum.VE?.rif?.validate(text)?.isValid);
      return rif === null
        ? nobody
        : { owner: body, text: at([rif, split(rif, 1, 9), split(rif, 1), `RIF ${rif}`], way) };
    },
  ],
  CL: [
    (number, way) => {
      const body = String(1_000_000 + (number % 98_000_000));
      const rut = checked(body, (text) => stdnum.CL?.rut?.validate(text)?.isValid, '0123456789K');
      if (rut === null) return nobody;
      const check = rut.slice(-1);
      const texts = [rut, `${body}-${check}`, `${dots(body)}-${check}`, `RUT ${dots(body)}-${check.toLowerCase()}`];
      return { owner: body, text: at(texts, way) };
    },
  ],
  PE: [
    (number, way) => {
      const dni = String(number % 80_000_000).padStart(8, '0');
      if (dni.startsWith('00')) return nobody;
      const ruc = checked(`10${dni}`, (text) => stdnum.PE?.ruc?.validate(text)?.isValid) ?? '';
      return { owner: dni, text: at([dni, dni.replace(/^0/, ''), `DNI ${dni}`, ruc, `RUC ${ruc}`], way) };
    },
    (number, way) => {
      const ruc = checked(
        `20${String(number % 70_000_000).padStart(8, '0')}`,
        (text) => stdnum.PE?.ruc?.validate(text)?.isValid,
      );
      return ruc === null ? nobody : { owner: ruc, text: at([ruc, `RUC ${ruc}`], way) };
    },
    (number) => {
      const card = String(number % 9_000_000).padStart(9, '0');
      return { owner: `CE ${card}`, text: card };
    },
  ],
};

/** Two documents: of near or equal numbers, of one kind or another, each in some way of writing. */
function pairsOf(kinds: readonly Draw[]): Arbitrary<readonly [Written, Written]> {
  const draw = constantFrom(...kinds);
  const way = integer({ min: 0, max: 59 });
  return tuple(integer({ min: 0, max: 2 ** 30 }), draw, draw, way, way, boolean(), integer({ min: 0, max: 12 })).map(
    ([number, one, other, left, right, isOneKind, step]) => [
      one(number, left),
      (isOneKind ? one : other)(number + (step > 6 ? 0 : step), right),
    ],
  );
}

describe('two texts', () => {
  it.each(Object.entries(draws) as [Country, readonly Draw[]][])(
    'of %s have one key exactly when they are the same document: 10,000 pairs',
    (country, kinds) => {
      let same = 0;
      let compared = 0;
      assert(
        property(pairsOf(kinds), ([one, other]) => {
          if (one === nobody || other === nobody) return;
          compared += 1;
          if (one.owner === other.owner) same += 1;
          expect([one, other, documentKey(one.text, country) === documentKey(other.text, country)]).toEqual([
            one,
            other,
            one.owner === other.owner,
          ]);
        }),
        { numRuns: 10_000 },
      );
      expect(compared).toBeGreaterThan(5_000);
      expect(Math.min(same, compared - same)).toBeGreaterThan(1_000);
    },
  );
});
