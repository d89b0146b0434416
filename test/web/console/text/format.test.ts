import { expect, it } from 'vitest';
import { english } from '../../../../src/web/console/text/en.js';
import { spanish } from '../../../../src/web/console/text/es.js';
import { formatAge, formatDay, formatMoney } from '../../../../src/web/console/text/format.js';
import { portuguese } from '../../../../src/web/console/text/pt.js';

it('writes a day so that it fits a narrow column, as the language does', () => {
  expect(formatDay('2026-08-06', 'es')).toBe('6 ago 2026');
  expect(formatDay('2026-08-06', 'pt')).toBe('6 ago. 2026');
  expect(formatDay('2026-08-06', 'en')).toBe('6 Aug 2026');
});

it('writes an age in its largest unit, and none below zero', () => {
  expect([-5_000, 12_400, 185_000, 7_200_000, 200_000_000].map(formatAge)).toEqual([
    '0 s',
    '12 s',
    '3 min',
    '2 h',
    '2 d',
  ]);
});

it.each([
  ['es', spanish, '1 terminado', '1 ping en', '2 terminados', '2 pings en'],
  ['pt', portuguese, '1 terminado', '1 ping na', '2 terminados', '2 pings na'],
  ['en', english, '1 finished', '1 ping in', '2 finished', '2 pings in'],
] as const)('counts one as one, and more as more (%s)', (_, { board, chart }, one, onePing, two, twoPings) => {
  expect([board.finished(1), board.finished(2)]).toEqual([one, two]);
  expect(chart.summary(1, '')).toContain(onePing);
  expect(chart.summary(2, '')).toContain(twoPings);
});

it.each([
  ['CLP', '55000.00', '$55.000'],
  ['CLP', '-55000.40', '$-55.000'],
  ['PYG', '1234567.50', 'Gs. 1.234.568'],
  ['COP', '55000.50', '$ 55.001'],
  ['COP', '12345678901234567.00', '$ 12.345.678.901.234.567'],
  ['ARS', '55000.50', 'ARS 55.000,50'],
  ['ARS', '55000.00', 'ARS 55.000'],
  ['USD', '55000.5', 'US$ 55.000,50'],
])('writes an amount of %s, %s, as %s: without cents that nobody has', (currency, amount, written) => {
  expect(formatMoney({ amount, currency }, 'es').replaceAll('\u00a0', ' ')).toBe(written);
});

it('writes a currency without cents so in each language', () => {
  expect(formatMoney({ amount: '55000.50', currency: 'PYG' }, 'en').replaceAll('\u00a0', ' ')).toBe('PYG 55,001');
  expect(formatMoney({ amount: '55000.50', currency: 'CLP' }, 'pt').replaceAll('\u00a0', ' ')).toBe('CLP 55.001');
});
