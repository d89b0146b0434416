import { describe, expect, it } from 'vitest';
import { type Country, countries } from '../../src/model/country.js';
import { documentKey, isSameDocument, readDocument, toDocument } from '../../src/model/document.js';
import { documentCases } from './document-case.js';

describe.each(Object.keys(countries) as Country[])('the documents of %s', (country) => {
  const { valid, invalid } = documentCases[country];
  const texts = valid.flatMap(({ texts: spellings, ...known }) => spellings.map((text) => ({ ...known, text })));

  it('are shown by twelve cases at least', () => {
    expect(texts.length + invalid.length).toBeGreaterThanOrEqual(12);
  });

  it.each(texts)('$text is $kind $value', ({ text, kind, value, isCompany }) => {
    const issuer = kind === 'PASSPORT' ? null : country;
    expect(readDocument(text, country)).toEqual({ kind, value, country: issuer, isCompany });
    const passedOn = toDocument(text) ?? '';
    expect(readDocument(passedOn, country)).toEqual({ kind, value, country: issuer, isCompany });
  });

  it('have one key each, however they are written, and no two the same', () => {
    const keys = valid.map(({ texts: spellings }) => new Set(spellings.map((text) => documentKey(text, country))));
    expect(keys.map(({ size }) => size)).toEqual(keys.map(() => 1));
    expect(new Set(keys.flatMap((each) => [...each])).size).toBe(keys.length);
  });

  it.each(invalid)('%s is none that is known, and its own key', (text) => {
    expect(readDocument(text, country)).toMatchObject({ kind: 'UNKNOWN', country: null, isCompany: null });
  });
});

describe('a tax id and the document of its owner', () => {
  it.each<[Country, string, string]>([
    ['AR', '20-30111222-0', '30.111.222'],
    ['AR', '20-05536168-2', '5536168'],
    ['CO', '1098765432-9', '1.098.765.432'],
    ['EC', '1714307103001', '171430710-3'],
    ['HN', '0801-1990-123456', '0801-1990-12345'],
    ['PE', '10101174102', '10117410'],
    ['VE', 'V-11470283-4', 'V-11.470.283'],
    ['VE', 'V-11470283-4', '11470283'],
  ])('in %s have one key (%s, %s)', (country, taxId, document) => {
    expect(documentKey(taxId, country)).toBe(documentKey(document, country));
  });

  it('of a company has none but its own', () => {
    expect(documentKey('30-70308853-4', 'AR')).not.toBe(documentKey('70308853', 'AR'));
    expect(documentKey('J-07013380-5', 'VE')).not.toBe(documentKey('V-7013380', 'VE'));
  });
});

describe('the number of a Colombian company', () => {
  it('is one with a wrong check digit, too, but that is not shown as a document', () => {
    for (const text of ['900.123.456-7', '9001234567', '900123456-8', '900123456']) {
      expect(documentKey(text, 'CO')).toBe('CO:NIT:900123456');
    }
    expect(readDocument('900.123.456-7', 'CO')).toMatchObject({ kind: 'UNKNOWN', value: '9001234567' });
    expect(readDocument('900.123.456-8', 'CO')).toMatchObject({ kind: 'NIT', value: '900123456' });
  });
});

describe('documents of two countries', () => {
  it.each<[string, Country, string, Country, boolean]>([
    ['30111222', 'CO', '30111222', 'AR', false],
    ['1098765432', 'CO', '1098765432', 'AR', true],
    ['1098765432', 'CO', '1.098.765.432', 'AR', true],
    ['AAB123456', 'CO', 'aab 123456', 'AR', true],
    ['V-12345678', 'VE', 'V12345678', 'CO', true],
    ['V-12345678', 'VE', '12345678', 'CO', false],
    ['0926687856', 'EC', '926687856', 'CO', false],
  ])('%s of %s and %s of %s: %s', (one, country, other, another, isSame) => {
    expect(isSameDocument({ text: one, country }, { text: other, country: another })).toBe(isSame);
    expect(isSameDocument({ text: other, country: another }, { text: one, country })).toBe(isSame);
  });
});

it.each([
  '',
  'abc',
  '---',
  '1--2345',
  '-12345',
  '12345-',
  'x'.repeat(23),
  "1' OR '1",
  '12345678, 87654321',
  '12345678;DROP',
])('%j can be no document', (text) => {
  expect(toDocument(text)).toBeNull();
});
