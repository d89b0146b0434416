import type { Country } from './country.js';

/** Public holidays of a country. */
export interface Calendar {
  /** @param day YYYY-MM-DD. */
  isHoliday(day: string): boolean;
}

const dayMs = 86_400_000;

/**
 * Nationwide holidays, half days and those of regions aside. The package takes 45 MB on the disk, half a second and 25 MB of memory: it is
 * loaded where it is asked for.
 */
export function loadCalendar(country: Country): Promise<Calendar> {
  const known = calendars.get(country) ?? createCalendar(country);
  calendars.set(country, known);
  return known;
}

const calendars = new Map<Country, Promise<Calendar>>();

async function createCalendar(country: Country): Promise<Calendar> {
  const { default: Holidays } = await import('date-holidays');
  const holidays = new Holidays(country);
  const years = new Map<number, ReadonlySet<string>>();
  const daysOf = (year: number): ReadonlySet<string> => {
    const known = years.get(year);
    if (known !== undefined) return known;
    const days = new Set(
      holidays
        .getHolidays(year)
        .filter(({ type, date }) => type === 'public' && date.includes(' 00:00:00'))
        .flatMap(({ date, start, end }) => daysFrom(date.slice(0, 10), Math.round((+end - +start) / dayMs))),
    );
    years.set(year, days);
    return days;
  };
  return { isHoliday: (day) => daysOf(Number(day.slice(0, 4))).has(day) };
}

/**
 * Days from Monday to Friday that are no holiday, after a day and to another, that one included. @param most where counting may end: it is
 * then one more.
 */
export function countBusinessDays(from: string, to: string, calendar: Calendar, most: number): number {
  let count = 0;
  let at = Date.parse(`${from}T00:00:00Z`);
  const end = Date.parse(`${to}T00:00:00Z`);
  while (at < end && count <= most) {
    at += dayMs;
    const weekday = new Date(at).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    if (!isWeekend && !calendar.isHoliday(new Date(at).toISOString().slice(0, 10))) count += 1;
  }
  return count;
}

function daysFrom(first: string, count: number): readonly string[] {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => new Date(start + index * dayMs).toISOString().slice(0, 10));
}
