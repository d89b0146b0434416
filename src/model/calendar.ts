import { DateTime } from 'luxon';

/** @returns the text when it is a real calendar day, YYYY-MM-DD; else null. */
export function toDay(text: string): string | null {
  const day = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: 'utc' });
  return day.isValid ? day.toISODate() : null;
}

/** Reads a day by the first format that fits (luxon tokens). @returns null when none does. */
export function parseDay(text: string | null | undefined, formats: readonly string[]): string | null {
  for (const format of formats) {
    const day = DateTime.fromFormat((text ?? '').trim(), format, { zone: 'utc' });
    if (day.isValid) return day.toISODate();
  }
  return null;
}

/** Reads an instant: ISO 8601, or the first format that fits; a text without offset is a local time of the zone. */
export function parseInstant(
  text: string | null | undefined,
  timeZone: string,
  formats: readonly string[] = [],
): Date | null {
  const trimmed = (text ?? '').trim();
  if (trimmed === '') return null;
  const iso = DateTime.fromISO(trimmed, { zone: timeZone });
  if (iso.isValid) return iso.toJSDate();
  for (const format of formats) {
    const instant = DateTime.fromFormat(trimmed, format, { zone: timeZone });
    if (instant.isValid) return instant.toJSDate();
  }
  return null;
}

/** The calendar day of an instant where the ISP is, YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
}

export function isTimeZone(name: string): boolean {
  return DateTime.local().setZone(name).isValid;
}
