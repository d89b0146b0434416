import { expect, it } from 'vitest';
import { english } from '../../../../src/web/console/text/en.js';
import { spanish } from '../../../../src/web/console/text/es.js';
import { formatAge, formatDay, formatMoney } from '../../../../src/web/console/text/format.js';
import { localeOf } from '../../../../src/web/console/text/locale.js';
import { portuguese } from '../../../../src/web/console/text/pt.js';

it('writes a day so that it fits a narrow column, as the language does', () => {
  expect(formatDay('2026-08-06', 'es-CO')).toBe('6 ago 2026');
  expect(formatDay('2026-08-06', 'pt-BR')).toBe('6 ago. 2026');
  expect(formatDay('2026-08-06', 'en-GB')).toBe('6 Aug 2026');
});

it('takes the locale of language and country, where the country has the language', () => {
  expect(['AR', 'MX', 'CO', 'BR', null].map((country) => localeOf('es', country))).toEqual([
    'es-AR',
    'es-MX',
    'es-CO',
    'es-CO',
    'es-CO',
  ]);
  expect(['BR', 'UY', null].map((country) => localeOf('pt', country))).toEqual(['pt-BR', 'pt-BR', 'pt-BR']);
  expect(['MX', null].map((country) => localeOf('en', country))).toEqual(['en-GB', 'en-GB']);
});

it.each([
  ['es-AR', 'ARS', '$ 1.234.567,50'],
  ['es-CO', 'COP', '$ 1.234.568'],
  ['es-MX', 'MXN', '$1,234,567.50'],
  ['es-CL', 'CLP', '$1.234.568'],
  ['es-PE', 'PEN', 'S/ 1,234,567.50'],
  ['es-EC', 'USD', '$1.234.567,50'],
  ['es-UY', 'UYU', '$ 1.234.567,50'],
  ['es-PY', 'PYG', 'Gs. 1.234.568'],
  ['es-VE', 'VES', 'Bs.S 1.234.567,50'],
  ['pt-BR', 'BRL', 'R$ 1.234.567,50'],
])('writes money as %s does', (locale, currency, expected) => {
  expect(formatMoney({ amount: '1234567.50', currency }, locale).replace(/\s/g, ' ')).toBe(expected);
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
  ['es', spanish.USTED, '1 terminado', '1 ping en', '2 terminados', '2 pings en'],
  ['pt', portuguese, '1 terminado', '1 ping na', '2 terminados', '2 pings na'],
  ['en', english, '1 finished', '1 ping in', '2 finished', '2 pings in'],
] as const)('counts one as one, and more as more (%s)', (_, { board, chart }, one, onePing, two, twoPings) => {
  expect([board.finished(1), board.finished(2)]).toEqual([one, two]);
  expect(chart.summary(1, '')).toContain(onePing);
  expect(chart.summary(2, '')).toContain(twoPings);
});

it.each([
  ['es-CL', 'CLP', '55000.00', '$55.000'],
  ['es-CL', 'CLP', '-55000.40', '$-55.000'],
  ['es-CO', 'COP', '55000.50', '$ 55.001'],
  ['es-CO', 'COP', '12345678901234567.00', '$ 12.345.678.901.234.567'],
  ['en-GB', 'COP', '55000.50', 'COP 55,001'],
  ['es-CO', 'ARS', '55000.00', 'ARS 55.000'],
  ['es-CO', 'USD', '55000.5', 'US$ 55.000,50'],
])(
  'writes for %s an amount of %s, %s, as %s: without cents where people have none',
  (locale, currency, amount, written) => {
    expect(formatMoney({ amount, currency }, locale).replace(/\s/g, ' ')).toBe(written);
  },
);
