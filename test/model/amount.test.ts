import { assert, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AmountPlace, countUnread, findDecimalMark, toAmount } from '../../src/model/amount.js';
import { type Country, countries } from '../../src/model/country.js';

const placeOf = (country: Country): AmountPlace => ({ country, currency: countries[country].currency });
const codes = Object.keys(countries) as Country[];
const argentina = placeOf('AR');

/** The marks of each country, by Unicode CLDR as the runtime has it. */
function marksOf(country: Country) {
  const format = new Intl.NumberFormat(country === 'BR' ? 'pt-BR' : `es-${country}`, { useGrouping: 'always' });
  const parts = format.formatToParts(1_234_567.5);
  const find = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return { decimal: find('decimal'), group: find('group') };
}

/** How people write the currency of each country, before and behind an amount. */
const written: Readonly<Record<Country, readonly [string, string]>> = {
  ...{ AR: ['$', 'ARS'], BO: ['Bs', 'Bs.'], BR: ['R$', 'BRL'], CL: ['$', 'CLP'], CO: ['$', 'COP'], CR: ['₡', 'CRC'] },
  ...{ DO: ['RD$', 'DOP'], EC: ['US$', 'USD'], ES: ['€', '€'], GT: ['Q', 'GTQ'], HN: ['L.', 'HNL'], MX: ['$', 'MXN'] },
  ...{
    NI: ['C$', 'NIO'],
    PA: ['B/.', 'USD'],
    PE: ['S/', 'PEN'],
    PY: ['₲', 'Gs.'],
    SV: ['$', 'USD'],
    UY: ['$U', 'UYU'],
  },
  VE: ['Bs.', 'VES'],
};

describe.each(codes)('an amount in %s', (country) => {
  const { decimal, group } = marksOf(country);
  const [before, behind] = written[country];
  const place = placeOf(country);
  const isPoint = decimal === '.';
  const cases: readonly (readonly [string | number, string | null])[] = [
    [`${before} 55${group}000${decimal}00`, '55000.00'],
    [`${before}55${group}000${decimal}50`, '55000.50'],
    [`55${group}000${decimal}5 ${behind}`, '55000.50'],
    [`${before} -1${group}234${group}567${decimal}89`, '-1234567.89'],
    [`(${before} 1${group}234${decimal}50)`, '-1234.50'],
    [`1${group}234${group}567`, '1234567.00'],
    [`55000${decimal}5`, '55000.50'],
    [`${before} 55${group}000,-`, '55000.00'],
    [`${before} 55000`, '55000.00'],
    ['55000.00', '55000.00'],
    ['55,000.00', '55000.00'],
    ['55.000,00', '55000.00'],
    ['55 000', '55000.00'],
    ['-0', '0.00'],
    ['0E-8', '0.00'],
    ['0.55e5', '55000.00'],
    [55000.5, '55000.50'],
    ['55.000', isPoint ? '55.00' : null],
    ['55,000', isPoint ? '55000.00' : null],
    [`${before} 55.000`, isPoint ? '55.00' : '55000.00'],
    ['0.500', '0.50'],
    ['1234.500', '1234.50'],
  ];

  it.each(cases)('%j is %s', (text, amount) => {
    expect(toAmount(text, place)).toBe(amount);
  });

  it('with the sign of another currency is none', () => {
    const other = country === 'BR' ? 'MXN' : 'R$';
    expect([`${other} 15`, `15 ${other}`].map((text) => toAmount(text, place))).toEqual([null, null]);
    if (place.currency !== 'USD') expect(toAmount('US$ 15', place)).toBeNull();
  });
});

describe('an amount that may be two', () => {
  it.each([
    ['55.000', [], null],
    ['55.000', ['15000.0', '2603.31'], '55.00'],
    ['55.000', ['15.000,50'], '55000.00'],
    ['55.000', ['1.234.567'], '55000.00'],
    ['55.000', ['15000,5'], '55000.00'],
    ['55.000', ['15,000.50'], '55.00'],
    ['55,000', ['15,000.50'], '55000.00'],
    ['55,000', ['15000,50'], '55.00'],
    ['55.000', ['15000.0', '15000,5'], null],
    ['55.000', ['66.000', '15000', 'gratis', null, 7.5], null],
  ] as const)('%j, among %j, is %s', (text, others, amount) => {
    const mark = findDecimalMark([text, ...others], argentina);
    expect(toAmount(text, argentina, mark)).toBe(amount);
  });

  it('is counted, as is what is none', () => {
    const read = (value: unknown) => toAmount(value, argentina);
    expect(countUnread(['55.000', '15000.0', '', ' ', null, undefined, 'gratis', 5], read)).toBe(2);
  });
});

describe('what is no amount', () => {
  it.each([
    ...['', ' ', null, undefined, {}, [], true, Number.NaN, Number.POSITIVE_INFINITY, 'gratis', '0x10', '--5', '-$-5'],
    ...[
      'US$ 15',
      '15 00',
      '1.2.3',
      '1.5,3',
      '1.234,567,89',
      '15,',
      '.',
      ',',
      '１５',
      '15.000.50',
      '15-',
      '(-15)',
      '1e999',
    ],
    ...['15 000 00', '15 MXN', '1'.repeat(50)],
  ])('%j is not guessed at', (value) => {
    expect(toAmount(value, argentina)).toBeNull();
  });
});

describe('amounts as programs and people of Argentina write them', () => {
  it.each([
    [15000, '15000.00'],
    ['15000', '15000.00'],
    ['15000.0', '15000.00'],
    ['2603.31', '2603.31'],
    ['15000,50', '15000.50'],
    ['$ 15.000,50', '15000.50'],
    ['$15000', '15000.00'],
    ['-15.000,50', '-15000.50'],
    ['-$ 15.000,50', '-15000.50'],
    ['$ -15000', '-15000.00'],
    ['−15000', '-15000.00'],
    ['  0.0 ', '0.00'],
    ['1.234.567,8', '1234567.80'],
    ['1,234,567', '1234567.00'],
    ['1.5E+3', '1500.00'],
    ['-1.25e-2', '-0.0125'],
  ])('%j reads as %s', (value, amount) => {
    expect(toAmount(value, argentina)).toBe(amount);
  });

  it('reads every amount of cents alike in each of its forms', () => {
    assert(
      property(tuple(integer({ min: 0, max: 99_999_999 }), integer({ min: 0, max: 99 })), ([whole, cents]) => {
        const fraction = String(cents).padStart(2, '0');
        const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, '.');
        const expected = `${whole}.${fraction}`;
        const forms = [expected, `${whole},${fraction}`, `$ ${grouped},${fraction}`, Number(expected)];
        const english = `${grouped.replaceAll('.', ',')}.${fraction}`;
        for (const form of [...forms, english]) expect(toAmount(form, argentina)).toBe(expected);
      }),
    );
  });
});
