/** How a record writes what it does not have (D9); `usual` leaves it alone, `emptyStrings` blanks its texts only. */
export type Absence = 'usual' | 'null' | 'blank' | 'missing' | 'emptyStrings';

export type Row = Readonly<Record<string, unknown>>;

/** The record with everything but the kept keys written as absent. */
export function writeAbsent(row: Row, absence: Absence, kept: readonly string[]): Row {
  if (absence === 'usual') return row;
  const entries = Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
    if (kept.includes(key)) return [[key, value]];
    if (absence === 'missing') return [];
    if (absence === 'emptyStrings') return [[key, typeof value === 'string' ? '' : value]];
    return [[key, absence === 'null' ? null : '']];
  });
  return Object.fromEntries(entries);
}

export function sortKeys(row: Row): Row {
  return Object.fromEntries(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1)));
}
