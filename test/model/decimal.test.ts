import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signOf, sumDecimals } from '../../src/model/decimal.js';

describe('decimals', () => {
  it.each([
    [[], '0.00'],
    [['0.10', '0.20'], '0.30'],
    [['-0.30', '0.10', '0.20'], '0.00'],
    [['999999999999.99', '0.01'], '1000000000000.00'],
    [['0.0001', '-15000.50'], '-15000.4999'],
  ])('of %j make %s', (decimals, sum) => {
    expect(sumDecimals(decimals)).toBe(sum);
  });

  it.each([
    ['0.00', 0],
    ['-0.01', -1],
    ['0.0001', 1],
  ])('%s has the sign %s', (decimal, sign) => {
    expect(signOf(decimal)).toBe(sign);
  });

  it('add up as whole cents do', () => {
    const cents = array(integer({ min: -1_000_000_00, max: 1_000_000_00 }), { maxLength: 20 });
    const write = (value: number): string =>
      `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;
    assert(
      property(cents, (values) => {
        expect(sumDecimals(values.map(write))).toBe(write(values.reduce((sum, value) => sum + value, 0)));
      }),
    );
  });
});
