import { describe, expect, it } from 'vitest';
import { countries as known } from '../../src/model/country.js';
import { toE164, toPhones, toWritten } from '../../src/model/phone.js';
import { fields, spellings } from './phone-table.js';

const countries = ['CO', 'AR', 'VE', 'MX', 'EC', 'CL', 'BR', 'US', 'ES', 'RU'] as const;

const numbers = [
  ...['+12025550143', '+573001234567', '+576015550143', '+5492262400001', '+542262400001', '+541145550143'],
  ...['+584121234567', '+593991234567', '+56961234567', '+5511961234567', '+34600123456', '+79161234567'],
  ...['+525512345678', '+51912345678', '+390612345678', '+442071234567', '+18095550143', '+22501234567'],
];

describe.each(countries)('a number that is written to a record of %s', (country) => {
  it.each(numbers.filter((number) => toE164(number, country) !== null))('%s is read as what it is', (number) => {
    expect(toPhones(toWritten(number, country), country).map(({ e164 }) => e164)).toEqual([number]);
  });
});

describe('a number', () => {
  it.each([
    ['00573001234567', 'CO', '+573001234567'],
    ['0057 300 123 4567', 'CO', '+573001234567'],
    ['+573001234567', 'AR', '+573001234567'],
    ['5492262400001', 'AR', '+5492262400001'],
    ['02262 15400001', 'AR', '+5492262400001'],
    ['15400001', 'AR', null],
    ['15400001', 'CO', null],
    ['15512345678', 'MX', '+15512345678'],
    ['13055550143', 'CO', '+13055550143'],
    ['905321234567', 'AR', '+905321234567'],
    ['5550143', 'CO', null],
    ['0000000000', 'CO', null],
    ['00', 'CO', null],
    ['+', 'CO', null],
    ['+0573001234567', 'CO', null],
  ] as const)('%s, in %s, is %s', (text, country, e164) => {
    expect(toE164(text, country)).toBe(e164);
  });
});

it('a field of a megabyte has twenty numbers at most, and costs no more than one of a thousand characters', () => {
  const field = '300 123 4567, '.repeat(70_000);
  expect(toPhones(field, 'CO')).toHaveLength(20);
  expect(toPhones(`${' '.repeat(1_000)}300 123 4567`, 'CO')).toEqual([]);
});

describe.each(Object.entries(spellings))('a number of %s', (country, numbers) => {
  const cases = Object.entries(numbers).flatMap(([e164, texts]) => texts.map((text) => [text, e164] as const));

  it('has twelve spellings at least in the table', () => expect(cases.length).toBeGreaterThanOrEqual(12));

  it.each(cases)('%j is %s, asked for and in a field', (text, e164) => {
    expect(toE164(text, country)).toBe(e164);
    expect(toPhones(text, country).map((phone) => phone.e164)).toEqual([e164]);
  });
});

it('is in the table for each country in which the back ends are sold', () => {
  expect(Object.keys(spellings)).toEqual(Object.keys(known));
});

it.each(fields)('the field %j, in %s, holds %j', (field, country, numbers) => {
  expect(toPhones(field, country).map(({ e164 }) => e164)).toEqual(numbers);
});
