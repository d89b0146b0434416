import { assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAmount } from '../../../../src/backends/wispro/protocol/amount.js';

describe('amounts as Wispro may write them', () => {
  it.each([
    [15000, '15000.00'],
    [15000.5, '15000.50'],
    ['15000', '15000.00'],
    ['15000.0', '15000.00'],
    ['2603.31', '2603.31'],
    ['15000,50', '15000.50'],
    ['15.000,50', '15000.50'],
    ['15,000.50', '15000.50'],
    ['$ 15.000,50', '15000.50'],
    ['$15000', '15000.00'],
    ['-15.000,50', '-15000.50'],
    ['-$ 15.000,50', '-15000.50'],
    ['$ -15000', '-15000.00'],
    ['  0.0 ', '0.00'],
    ['1.234.567', '1234567.00'],
    ['1.234.567,8', '1234567.80'],
    ['1,234,567', '1234567.00'],
    ['15.000', '15.00'],
    ['1,234', '1.234'],
  ])('%j reads as %s', (value, amount) => {
    expect(toAmount(value)).toBe(amount);
  });

  it.each([
    '',
    ' ',
    null,
    undefined,
    {},
    [],
    true,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    'gratis',
    '1e3',
    '0x10',
    '--5',
    '-$-5',
    'US$ 15',
    '15 000',
    '1.2.3',
    '1.5,3',
    '1.234,567,89',
    '15,',
    '.',
    ',',
    '１５',
    '15.000.50',
  ])('%j is not guessed at', (value) => {
    expect(toAmount(value)).toBeNull();
  });

  it('reads every amount of cents alike in each of its forms', () => {
    assert(
      property(tuple(integer({ min: 0, max: 99_999_999 }), integer({ min: 0, max: 99 })), ([whole, cents]) => {
        const fraction = String(cents).padStart(2, '0');
        const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, '.');
        const expected = `${whole}.${fraction}`;
        expect(toAmount(`${whole}.${fraction}`)).toBe(expected);
        expect(toAmount(`${whole},${fraction}`)).toBe(expected);
        expect(toAmount(`$ ${grouped},${fraction}`)).toBe(expected);
        expect(toAmount(`${grouped.replaceAll('.', ',')}.${fraction}`)).toBe(expected);
        expect(toAmount(Number(expected))).toBe(expected);
      }),
    );
  });
});
