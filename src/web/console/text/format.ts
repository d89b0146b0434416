interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Currencies without cents: by law CLP and PYG, in practice COP. */
const centless: ReadonlySet<string> = new Set(['CLP', 'COP', 'PYG']);

/** Exactly: an amount is never made a floating point number. Whole amounts go without decimals, and currencies without cents always. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: centless.has(currency) || /\.0*$/.test(amount) ? 0 : 2,
    maximumFractionDigits: centless.has(currency) ? 0 : 2,
  });
  return format.format(amount as Intl.StringNumericLiteral);
}

export function isNegative({ amount }: Money): boolean {
  return amount.startsWith('-');
}

export function isZero({ amount }: Money): boolean {
  return /^-?0+(\.0*)?$/.test(amount);
}

/** A calendar day, e.g. `2026-08-06`: it has no time zone to be shifted by. */
export function formatDay(day: string, locale: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  const parts = new Intl.DateTimeFormat(locale, options).formatToParts(new Date(`${day}T00:00:00Z`));
  // Without the words between: they would not fit a column on a telephone.
  return parts
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => value)
    .join(' ');
}

/** @param now in milliseconds; the day is that of the operator. */
export function isPast(day: string, now: number): boolean {
  const date = new Date(now);
  const today = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return day < today.join('-');
}

export function formatTime(at: string | number, locale: string): string {
  return new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** Day and time of the operator's clock, for what may be of another day. */
export function formatMoment(at: string, locale: string): string {
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Date(at).toLocaleString(locale, options);
}

/** A stretch of time in its largest unit, e.g. `12 s`, `3 min`, `2 h`. @param ms milliseconds. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** @param ms to a tenth, e.g. `1.3 ms`. */
export function formatMilliseconds(ms: number, locale: string): string {
  return `${ms.toLocaleString(locale, { maximumFractionDigits: 1 })} ms`;
}

export function isMasked(text: string): boolean {
  return text.startsWith('•');
}
