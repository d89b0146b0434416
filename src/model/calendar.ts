import { DateTime } from 'luxon';

/** Spellings of a day. */
const dayForms = {
  'yyyy-MM-dd': /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/,
  'd/M/yyyy': /^(?<day>\d\d?)\/(?<month>\d\d?)\/(?<year>\d{4})$/,
} as const;

/** @returns the text when it is a real calendar day, YYYY-MM-DD; else null. */
export function toDay(text: string): string | null {
  return readDay(text, 'yyyy-MM-dd');
}

/** Reads a day by the first form that fits. @returns null when none does. */
export function parseDay(text: string | null | undefined, forms: readonly (keyof typeof dayForms)[]): string | null {
  const trimmed = (text ?? '').trim();
  for (const form of forms) {
    const day = readDay(trimmed, form);
    if (day !== null) return day;
  }
  return null;
}

/** Without the library, which takes five times as long: a list of clients has a day for each of them. */
function readDay(text: string, form: keyof typeof dayForms): string | null {
  const { year, month, day } = dayForms[form].exec(text)?.groups ?? {};
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = new Date(`${written}T00:00:00Z`);
  // The 30th of February is none, or one of March.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(written) ? written : null;
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

/** An instant by the clock of a zone, in a format. */
export function toWallClock(instant: Date, timeZone: string, format: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat(format);
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
