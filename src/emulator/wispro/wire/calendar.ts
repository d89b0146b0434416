/** Buenos Aires has been at -03:00, without summer time, since 2009 (contract section 8). */
const offsetMs = 3 * 60 * 60 * 1000;

/** The calendar day in Buenos Aires, `YYYY-MM-DD`: at 23:30 there it is already tomorrow in UTC. */
export function toLocalDay(instant: Date): string {
  return new Date(instant.getTime() - offsetMs).toISOString().slice(0, 10);
}

/** As the back end writes instants: milliseconds and a numeric offset (contract D10). */
export function toLocalInstant(instant: Date): string {
  return new Date(instant.getTime() - offsetMs).toISOString().replace('Z', '-03:00');
}

/** Reads `AAAAMMDD`. @returns undefined when it is not eight digits or no such day exists */
export function readCompactDay(text: string): string | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : undefined;
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** The first day of the month so many months before this one, `YYYY-MM-DD`. */
export function monthBefore(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
}

/** The last day of the month a day belongs to, `YYYY-MM-DD`. */
export function endOfMonth(day: string): string {
  return dayBefore(monthBefore(day, -1));
}
