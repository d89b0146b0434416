import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import * as digits from '../../../src/emulator/country/check-digit.js';
import { createCitizens } from '../../../src/emulator/country/citizen.js';
import { type EmulatedCountry, emulatedCountries, profileOf } from '../../../src/emulator/country/country.js';
import { convertBalance, convertPrice } from '../../../src/emulator/country/money.js';
import { countries } from '../../../src/model/country.js';

const ends = (document: string, count: number, check: (before: string) => string | null): boolean =>
  check(document.slice(0, -count)) === document.slice(-count);
const hyphened = (document: string, check: (before: string) => string | null): boolean =>
  check(document.split('-')[0] ?? '') === document.split('-')[1];

/** True for a document that an authority would take, of a person and of a company. */
const rules: Readonly<Record<EmulatedCountry, readonly [(text: string) => boolean, (text: string) => boolean]>> = {
  AR: [(text) => /^\d{7,8}$/.test(text), (text) => /^30\d{9}$/.test(text) && ends(text, 1, digits.cuitDigit)],
  BR: [
    (text) => /^\d{11}$/.test(text) && ends(text, 2, digits.brazilianDigits),
    (text) => /^\d{14}$/.test(text) && ends(text, 2, digits.brazilianDigits),
  ],
  CL: [
    (text) => /^\d{7,8}-[\dK]$/.test(text) && hyphened(text, digits.rutDigit),
    (text) => /^7[67]\d{6}-[\dK]$/.test(text) && hyphened(text, digits.rutDigit),
  ],
  CO: [
    (text) => /^(?:\d{8}|1\d{9})$/.test(text),
    (text) => /^[89]\d{8}-\d$/.test(text) && hyphened(text, digits.nitDigit),
  ],
  EC: [
    (text) => /^(?:0[1-9]|1\d|2[0-4])[0-5]\d{7}$/.test(text) && ends(text, 1, digits.ecuadorianDigit),
    (text) =>
      /^(?:0[1-9]|1\d|2[0-4])9\d{7}001$/.test(text) && ends(text.slice(0, 10), 1, digits.ecuadorianCompanyDigit),
  ],
  MX: [
    (text) =>
      /^[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d)[HM][A-Z]{5}[\dA-Z]\d$/.test(text) &&
      ends(text, 1, digits.curpDigit),
    (text) => /^[A-Z]{3}\d{6}[\dA-Z]{2}[\dA]$/.test(text) && ends(text, 1, digits.rfcDigit),
  ],
  PE: [(text) => /^\d{8}$/.test(text), (text) => /^20\d{9}$/.test(text) && ends(text, 1, digits.peruvianDigit)],
  PY: [
    (text) => /^\d{6,7}$/.test(text),
    (text) => /^800\d{5}-\d$/.test(text) && hyphened(text, digits.paraguayanDigit),
  ],
  UY: [
    (text) => /^\d{8}$/.test(text) && ends(text, 1, digits.uruguayanDigit),
    (text) => /^21\d{6}001\d$/.test(text) && ends(text, 1, digits.uruguayanCompanyDigit),
  ],
  VE: [
    (text) => /^V\d{7,8}$/.test(text),
    (text) => /^J\d{9}$/.test(text) && ends(text, 1, (before) => digits.rifDigit(before.slice(0, 1), before.slice(1))),
  ],
};

it('makes up the countries that the demo promises', () => {
  expect(emulatedCountries).toEqual(['AR', 'BR', 'CL', 'CO', 'EC', 'MX', 'PE', 'PY', 'UY', 'VE']);
});

describe.each(emulatedCountries)('%s', (country) => {
  const profile = profileOf(country);
  const citizenOf = createCitizens(profile);
  const people = Array.from({ length: 400 }, (_, index) => citizenOf(`person ${index}`));
  const companies = Array.from({ length: 100 }, (_, index) => citizenOf(`company ${index}`, 'company'));
  const [isPerson, isCompany] = rules[country];

  it('gives documents with right check digits, each to one subscriber', () => {
    expect(people.map(({ document }) => document).filter((document) => !isPerson(document))).toEqual([]);
    expect(companies.map(({ document }) => document).filter((document) => !isCompany(document))).toEqual([]);
    expect(new Set([...people, ...companies].map(({ document }) => document)).size).toBe(500);
  });

  it('gives mobile numbers that are in use there, as they are written at home and abroad', () => {
    const { international, local } = profile.numbering;
    for (const { mobiles } of people) {
      for (const national of mobiles) {
        const abroad = parsePhoneNumberFromString(`+${international(national)}`);
        expect([national, abroad?.isValid(), abroad?.country]).toEqual([national, true, country]);
        const home = parsePhoneNumberFromString(local(national), country);
        expect([national, home?.isValid()]).toEqual([national, true]);
      }
    }
  });

  it('gives as many surnames as are usual there, each another', () => {
    for (const { name } of people) expect(new Set(name.surnames).size).toBe(profile.surnameCount);
  });

  it('gives the same subscriber for the same key, elsewhere as well', () => {
    expect(createCitizens(profile)('person 7')).toEqual(people[7]);
    expect(people[7]).not.toEqual(people[8]);
  });

  it('has a zone for each of the network, and the money of the country', () => {
    expect(new Set(profile.quarters).size).toBe(12);
    expect(profile.prices.currency).toBe(countries[country].currency);
    expect(Number(convertPrice('40000.00', profile.prices))).toBeGreaterThan(0);
    const plans = ['35000.00', '40000.00', '79900.00', '199900.00'];
    const prices = plans.map((pesos) => Number(convertPrice(pesos, profile.prices)));
    expect(prices).toEqual([...new Set(prices)].sort((one, other) => one - other));
    expect(convertBalance('40000.00', profile.prices, plans)).toBe(convertPrice('40000.00', profile.prices));
    expect(convertBalance('-15000.50', profile.prices, plans)).toMatch(/^-\d+\.\d{2}$/);
  });
});

it('writes documents as people do', () => {
  const write = (country: EmulatedCountry, document: string) => profileOf(country).papers.punctuate(document);
  expect(write('AR', '30111222')).toBe('30.111.222');
  expect(write('CL', '12345678-5')).toBe('12.345.678-5');
  expect(write('BR', '11144477735')).toBe('111.444.777-35');
  expect(write('BR', '33000167000101')).toBe('33.000.167/0001-01');
  expect(write('UY', '12345672')).toBe('1.234.567-2');
  expect(write('VE', 'V12345678')).toBe('V-12.345.678');
});
