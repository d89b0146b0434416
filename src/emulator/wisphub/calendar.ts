const dayMs = 86_400_000;

/** Days of one year on which nobody works, as days since the epoch. */
export type Holidays = (year: number) => ReadonlySet<number>;

/** v1 knows of none, whatever its documentation says (contract 1.8). */
export const noHolidays: Holidays = () => new Set();

/** So many working days later at the same time of day. Holidays of a later year than the start's are not seen (contract 2.1). */
export function addBusinessDays(start: Date, days: number, holidays: Holidays): Date {
  const free = holidays(start.getUTCFullYear());
  let end = start.getTime();
  for (let left = days; left > 0; ) {
    end += dayMs;
    const weekday = new Date(end).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !free.has(Math.floor(end / dayMs))) left -= 1;
  }
  return new Date(end);
}

/** `YYYY-MM-DD HH:MM` in UTC, which is the clock of the middleware's image. */
export function stamp(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

/** Colombia's 18 public holidays: six fixed, seven moved to the Monday, five by Easter. */
export const colombianHolidays: Holidays = (year) => {
  const on = (month: number, day: number): number => Date.UTC(year, month - 1, day) / dayMs;
  const fixed = [on(1, 1), on(5, 1), on(7, 20), on(8, 7), on(12, 8), on(12, 25)];
  const moved = [on(1, 6), on(3, 19), on(6, 29), on(8, 15), on(10, 12), on(11, 1), on(11, 11)].map(nextMonday);
  const easter = easterOf(year);
  return new Set([...fixed, ...moved, easter - 3, easter - 2, easter + 43, easter + 64, easter + 71]);
};

/** The day itself when it is a Monday. Day 4 of the epoch was one. */
function nextMonday(day: number): number {
  return day + ((((4 - day) % 7) + 7) % 7);
}

/** Easter Sunday in the Gregorian calendar, by the anonymous algorithm of 1876. */
function easterOf(year: number): number {
  const century = Math.floor(year / 100);
  const lunar = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * (year % 19) + century - Math.floor(century / 4) - lunar + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor(((year % 19) + 11 * epact + 22 * weekday) / 451);
  const count = epact + weekday - 7 * late + 114;
  return Date.UTC(year, Math.floor(count / 31) - 1, (count % 31) + 1) / dayMs;
}
