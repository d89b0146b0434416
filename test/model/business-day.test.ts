import { describe, expect, it } from 'vitest';
import { type Calendar, countBusinessDays, loadCalendar } from '../../src/model/business-day.js';
import { type Country, countries } from '../../src/model/country.js';

/**
 * Public holidays of 2026 and a day that is none. Sources: CO ley 51 de 1983; AR ley 27.399; CL ley 2.977 and 19.973; MX ley federal del trabajo,
 * art. 74; PE D. Leg. 713; EC ley orgánica de servicio público; BR lei 662 and 14.759; ES Estatuto de los Trabajadores; the others their labour codes.
 */
const days: Readonly<Record<Country, readonly [holidays: readonly string[], none: string]>> = {
  AR: [['2026-05-25', '2026-07-09', '2026-12-08'], '2026-05-26'],
  BO: [['2026-08-06', '2026-01-22'], '2026-08-07'],
  BR: [['2026-09-07', '2026-11-20'], '2026-09-08'],
  CL: [['2026-09-18', '2026-05-21'], '2026-09-21'],
  CO: [['2026-01-12', '2026-07-20', '2026-11-16'], '2026-07-21'],
  CR: [['2026-09-15', '2026-04-03'], '2026-09-16'],
  DO: [['2026-02-27', '2026-06-04'], '2026-03-02'],
  EC: [['2026-08-10', '2026-11-02'], '2026-08-11'],
  ES: [['2026-10-12', '2026-12-08'], '2026-10-13'],
  GT: [['2026-09-15', '2026-06-29'], '2026-09-16'],
  HN: [['2026-09-15', '2026-04-03'], '2026-09-16'],
  MX: [['2026-02-02', '2026-03-16', '2026-11-16'], '2026-02-05'],
  NI: [['2026-09-14', '2026-09-15'], '2026-09-16'],
  PA: [['2026-11-03', '2026-12-08'], '2026-11-06'],
  PE: [['2026-07-28', '2026-07-29'], '2026-07-30'],
  PY: [['2026-05-14', '2026-08-15'], '2026-05-18'],
  SV: [['2026-09-15', '2026-08-06'], '2026-09-16'],
  UY: [['2026-08-25', '2026-05-01'], '2026-08-26'],
  VE: [['2026-06-24', '2026-07-24'], '2026-06-25'],
};

describe.each(Object.entries(days))('the calendar of %s', (country, [holidays, none]) => {
  it('has its public holidays, and no other day', async () => {
    const calendar = await loadCalendar(country as Country);
    expect(holidays.filter((day) => !calendar.isHoliday(day))).toEqual([]);
    expect(calendar.isHoliday(none)).toBe(false);
  });
});

it('knows every country in which the back ends are sold', () => {
  expect(Object.keys(days)).toEqual(Object.keys(countries));
});

describe('business days', () => {
  const plain: Calendar = { isHoliday: (day) => day === '2026-11-16' };

  it.each([
    ['2026-11-12', '2026-11-12', 0],
    ['2026-11-12', '2026-11-13', 1],
    ['2026-11-12', '2026-11-15', 1],
    ['2026-11-12', '2026-11-16', 1],
    ['2026-11-12', '2026-11-17', 2],
    ['2026-11-14', '2026-11-17', 1],
    ['2026-12-31', '2027-01-04', 2],
    ['2026-11-13', '2026-11-12', 0],
    ['2026-11-12', '9999-12-31', 11],
  ])('from %s to %s are %i: Saturday, Sunday and a holiday are none', (from, to, count) => {
    expect(countBusinessDays(from, to, plain, 10)).toBe(count);
  });
});
