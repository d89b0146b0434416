import { describe, expect, it } from 'vitest';
import { dayIn, daysBetween, isTimeZone, parseDay, parseInstant, toDay } from '../../src/model/calendar.js';
import { countries } from '../../src/model/country.js';

/**
 * The last second of a day and the first of the next, by UTC. Sources: IANA time zone database. CL turns its clocks at midnight, PY ended that in
 * 2024, MX in 2022 but for the border, which turns them with the USA.
 */
const midnights = [
  ['AR', '2026-03-11T02:59:59Z', '2026-03-10'],
  ['BO', '2026-03-11T03:59:59Z', '2026-03-10'],
  ['BR', '2026-03-11T02:59:59Z', '2026-03-10'],
  ['CL', '2026-07-11T03:59:59Z', '2026-07-10'],
  ['CL', '2026-01-11T02:59:59Z', '2026-01-10'],
  ['CO', '2026-03-11T04:59:59Z', '2026-03-10'],
  ['CR', '2026-03-11T05:59:59Z', '2026-03-10'],
  ['DO', '2026-03-11T03:59:59Z', '2026-03-10'],
  ['EC', '2026-03-11T04:59:59Z', '2026-03-10'],
  ['ES', '2026-01-10T22:59:59Z', '2026-01-10'],
  ['ES', '2026-07-10T21:59:59Z', '2026-07-10'],
  ['GT', '2026-03-11T05:59:59Z', '2026-03-10'],
  ['HN', '2026-03-11T05:59:59Z', '2026-03-10'],
  ['MX', '2026-07-11T05:59:59Z', '2026-07-10'],
  ['NI', '2026-03-11T05:59:59Z', '2026-03-10'],
  ['PA', '2026-03-11T04:59:59Z', '2026-03-10'],
  ['PE', '2026-03-11T04:59:59Z', '2026-03-10'],
  ['PY', '2026-07-11T02:59:59Z', '2026-07-10'],
  ['PY', '2024-07-11T03:59:59Z', '2024-07-10'],
  ['SV', '2026-03-11T05:59:59Z', '2026-03-10'],
  ['UY', '2026-03-11T02:59:59Z', '2026-03-10'],
  ['VE', '2026-03-11T03:59:59Z', '2026-03-10'],
] as const;

describe('a day', () => {
  it.each(midnights)('of %s ends at %s and is %s', (country, instant, day) => {
    const { timeZone } = countries[country];
    const last = new Date(instant);
    expect(dayIn(timeZone, last)).toBe(day);
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(dayIn(timeZone, new Date(last.getTime() + 1_000))).toBe(next);
  });

  it.each([
    ['America/Tijuana', '2026-07-11T06:59:59Z', '2026-07-10'],
    ['America/Ciudad_Juarez', '2026-07-11T05:59:59Z', '2026-07-10'],
    ['America/Ciudad_Juarez', '2026-01-11T06:59:59Z', '2026-01-10'],
    ['America/Matamoros', '2026-07-11T04:59:59Z', '2026-07-10'],
    ['America/Cancun', '2026-07-11T04:59:59Z', '2026-07-10'],
  ])('at the border of Mexico, %s, ends at %s', (timeZone, instant, day) => {
    expect(isTimeZone(timeZone)).toBe(true);
    expect(dayIn(timeZone, new Date(instant))).toBe(day);
    expect(dayIn(timeZone, new Date(Date.parse(instant) + 1_000))).not.toBe(day);
  });

  it('that has no midnight begins an hour later, and one that has two at the first of its own', () => {
    const zone = 'America/Santiago';
    expect(parseInstant('2026-09-06', zone)).toEqual(new Date('2026-09-06T04:00:00Z'));
    expect(dayIn(zone, new Date('2026-09-06T03:59:59Z'))).toBe('2026-09-05');
    expect(dayIn(zone, new Date('2026-09-06T04:00:00Z'))).toBe('2026-09-06');
    // The clocks go back from midnight to eleven: the fourth of April has 25 hours.
    expect(parseInstant('2026-04-05', zone)).toEqual(new Date('2026-04-05T04:00:00Z'));
    expect(dayIn(zone, new Date('2026-04-05T03:30:00Z'))).toBe('2026-04-04');
    expect(daysBetween('2026-09-05', '2026-09-07')).toBe(2);
    expect(daysBetween('2026-04-04', '2026-04-06')).toBe(2);
  });

  it.each([
    ['2026-12-31', '2027-01-15', 15],
    ['2026-02-28', '2026-03-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-03-10', '2026-03-09', -1],
  ])('%s is %s in %i days', (from, to, count) => expect(daysBetween(from, to)).toBe(count));

  it('is one of the calendar, in one of the forms that are asked for', () => {
    expect(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', ''].map(toDay)).toEqual([null, null, null, null, null]);
    expect(parseDay(' 6/08/2026 ', ['d/M/yyyy'])).toBe('2026-08-06');
    expect(parseDay('2026-08-06', ['d/M/yyyy'])).toBeNull();
  });
});

describe('an instant', () => {
  it('without an offset is a local time of the ISP, and with one is not', () => {
    expect(parseInstant('2026-03-10T23:30:00', 'America/Lima')).toEqual(new Date('2026-03-11T04:30:00Z'));
    expect(parseInstant('2026-03-10T23:30:00-03:00', 'America/Lima')).toEqual(new Date('2026-03-11T02:30:00Z'));
    expect(parseInstant('10/03/2026 23:30', 'America/Lima', ['dd/MM/yyyy HH:mm'])).toEqual(
      new Date('2026-03-11T04:30:00Z'),
    );
    expect(parseInstant('no time', 'America/Lima')).toBeNull();
  });
});
