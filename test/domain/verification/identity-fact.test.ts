import { describe, expect, it } from 'vitest';
import {
  type Known,
  matchesFact,
  mayMatchFact,
  readFacts,
  toClaim,
  unknownPerson,
} from '../../../src/domain/verification/identity-fact.js';
import type { IdentityFacts } from '../../../src/model/client.js';

const ana: Known = {
  name: 'ANA LUCÍA PÉREZ DE LA CRUZ',
  address: 'VEREDA EL ROBLE, CASA 12',
  document: '1.020.304',
  documentCountry: 'CO',
  planName: 'PLAN 7MB PLUS',
  planPrice: { amount: '50000.00', currency: 'COP' },
  ...{ city: 'Ginebra', locality: 'Costa Rica', province: null },
};

const three = { name: 'ana perez', address: 'el roble', planName: '7mb' };
const read = (given: IdentityFacts, isMasked = false) =>
  readFacts(given, 'CO', isMasked).fields.map(({ path, kind }) => `${path.slice(1).join('.')} ${kind}`.trim());
const matches = (given: IdentityFacts, isMasked = false, known = ana): boolean =>
  matchesFact(readFacts(given, 'CO', isMasked).facts, known, isMasked);

describe('facts', () => {
  it.each<[string, IdentityFacts, readonly string[]]>([
    ['three of them', three, []],
    ['two of them', { name: 'ana perez', planName: '7mb' }, ['threeFacts']],
    ['none', {}, ['threeFacts']],
    ['a first name', { ...three, name: 'ana' }, ['name fullName']],
    ['one name twice', { ...three, name: 'ana ana' }, ['name fullName']],
    ['a name and a particle', { ...three, name: 'ana de la' }, ['name fullName']],
    ['a name of particles', { ...three, name: 'de la' }, ['name tooShort']],
    ['two letters', { ...three, planName: '7m' }, ['planName tooShort']],
    ['three letters', { ...three, planName: '7 mb' }, []],
    ['200 characters', { ...three, planName: 'x'.repeat(200) }, []],
    ['201 characters', { ...three, planName: 'x'.repeat(201) }, ['planName tooLong']],
    ['a kind of street and a number', { ...three, address: 'calle 12' }, ['address tooShort']],
    ['a single letter as a place', { ...three, address: 'manzana b 4' }, ['address tooShort']],
    ['a prefix that people omit', { ...three, address: 'vereda' }, ['address tooShort']],
    ['no price', { ...three, planPrice: 'fifty' }, ['planPrice malformed']],
    ['a price below zero', { ...three, planPrice: '-50000' }, ['planPrice malformed']],
    ['no document', { ...three, document: '!!' }, ['document malformed']],
    ['two at fault', { name: 'ana', address: '12' }, ['name fullName', 'address tooShort']],
  ])('%s: %j is refused as %j', (_, given, problems) => {
    expect(read(given)).toEqual(problems);
  });

  it('that are all shown to the caller prove nothing: a document or an address must be among them', () => {
    const shown = { name: 'ana perez', planName: '7mb', planPrice: '50000' };
    expect([read(shown), read(shown, true)]).toEqual([[], ['secretFact']]);
    expect(read({ ...shown, document: '1020304' }, true)).toEqual([]);
    expect(read({ ...shown, address: 'el roble' }, true)).toEqual([]);
    expect(read({ name: 'ana', planName: '7mb' }, true)).toEqual(['name fullName']);
  });
});

describe('a person', () => {
  it.each<[string, IdentityFacts, boolean]>([
    ['whole words in any order, without accents', { ...three, name: 'cruz Lucia ANA' }, true],
    ['a part of a word', { ...three, name: 'ana per' }, false],
    ['a word too many', { ...three, name: 'ana perez gomez' }, false],
    ['another address', { ...three, address: 'el cedro' }, false],
    ['an address with its prefix', { ...three, address: 'v/el roble' }, true],
    ['another plan', { ...three, planName: '10mb' }, false],
    ['the document as people write it', { ...three, document: '1020304' }, true],
    ['another document', { ...three, document: '1020305' }, false],
    ['the price', { ...three, planPrice: '50000' }, true],
    ['the price, rounded', { ...three, planPrice: '50000.99' }, true],
    ['a price that is one off', { ...three, planPrice: '50001' }, false],
  ])('matches by %s: %j is %j', (_, given, isMatch) => {
    expect(matches(given)).toBe(isMatch);
  });

  it('of whom nothing is known matches nothing', () => {
    expect(matches(three, false, unknownPerson)).toBe(false);
    expect(matches({ ...three, document: '1020304' }, false, { ...ana, document: null })).toBe(false);
    expect(matches({ ...three, planPrice: '0' }, false, { ...ana, planPrice: null })).toBe(false);
  });

  it('is not proven by words of the address that a mask leaves visible, or that stand elsewhere in the record', () => {
    expect(matches(three, true)).toBe(true);
    expect(matches({ ...three, address: 'costa rica' }, true, { ...ana, address: 'COSTA RICA 4' })).toBe(false);
    expect(matches({ ...three, address: 'ginebra' }, true, { ...ana, address: 'GINEBRA, EL ROBLE' })).toBe(false);
    expect(matches({ ...three, address: 'cruz' }, true, { ...ana, address: 'CRUZ 7 KM 2' })).toBe(false);
    expect(matches({ ...three, address: 'plus' }, true, { ...ana, address: 'EDIFICIO PLUS 9' })).toBe(false);
    expect(matches({ ...three, address: 'paz' }, true, { ...ana, address: 'BARRIO LA PAZ' })).toBe(false);
    expect(
      matches({ ...three, address: 'costa rica', document: '1020304' }, true, { ...ana, address: 'COSTA RICA 4' }),
    ).toBe(true);
  });

  it('may match by the first fact given, which is tested alone', () => {
    const may = (given: IdentityFacts, known = ana): boolean => mayMatchFact(readFacts(given, 'CO').facts, known);
    expect([
      may({ document: '1020304' }),
      may({ document: '1020305' }),
      may({ document: '1020304' }, unknownPerson),
    ]).toEqual([...[true, false, false]]);
    expect([may({ name: 'ana cruz', address: 'el cedro' }), may({ name: 'eva cruz' })]).toEqual([true, false]);
    expect([may({ address: 'el roble', planName: '10mb' }), may({ address: 'cedro' })]).toEqual([true, false]);
    expect([may({ planName: '7mb' }), may({ planName: '10mb' })]).toEqual([true, false]);
  });
});

it('a claim is one for all orders of its words, and goes by the first fact', () => {
  const claim = (given: IdentityFacts): string => toClaim(readFacts(given, 'CO').facts);
  expect(claim({ name: 'Pérez ana ANA' })).toBe('ana perez');
  expect(claim({ name: 'ana', address: 'roble', planName: '7mb' })).toBe('ana');
  expect(claim({ address: 'roble', planName: '7mb' })).toBe('roble');
  expect(claim({ document: '1.020.304', planName: '7mb' })).toBe('CO:CEDULA:1020304');
  expect(claim({ planName: 'plus 7mb' })).toBe('7mb plus');
});
