const months = ['Ene.', 'Feb.', 'Mar.', 'Abr.', 'May.', 'Jun.', 'Jul.', 'Ago.', 'Sep.', 'Oct.', 'Nov.', 'Dic.'];

/** A21. */
export function periodOf(now: number): string {
  const date = new Date(now);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const month = `${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `Periodo del 1/${month} al ${last}/${month}`;
}

/** A day of the month in which a time is. */
export function dayOf(now: number, day: number): string {
  return `${new Date(now).toISOString().slice(0, 8)}${String(day).padStart(2, '0')}`;
}

const fullMonths = [
  ...['Enero', 'Febrero', 'Marzo', 'Abril', 'Mayo', 'Junio'],
  ...['Julio', 'Agosto', 'Septiembre', 'Octubre', 'Noviembre', 'Diciembre'],
];

/** The line of an invoice as another installation writes it: with full names, or without a period. */
export function rewritePeriod(line: string, form: string): string {
  if (form === '') return line;
  if (form === 'none') return line.split('\r\n')[0] ?? '';
  return line.replace(/[A-Z][a-z]{2}\./g, (month) => fullMonths[months.indexOf(month)] ?? month);
}
