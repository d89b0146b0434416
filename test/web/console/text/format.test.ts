import { expect, it } from 'vitest';
import { english } from '../../../../src/web/console/text/en.js';
import { spanish } from '../../../../src/web/console/text/es.js';
import { formatAge, formatDay } from '../../../../src/web/console/text/format.js';
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
