import { describe, expect, it } from 'vitest';
import { toE164, toPhones, toWritten } from '../../src/model/phone.js';

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
