import { parseDay } from '../../../../model/calendar.js';
import type { Invoice } from '../../../../model/invoice.js';
import { fold } from '../../../../model/text.js';

const months = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'];

const periodPattern = /periodo del (\d{1,2})\/([^\s/.]{3,10})\.?\/(\d{4}) al (\d{1,2})\/([^\s/.]{3,10})\.?\/(\d{4})/;

/** The line `Periodo del 1/Oct./2026 al 31/Oct./2026`, which an invoice made by hand has not (A21). */
export function periodOf(descriptions: readonly string[]): Pick<Invoice, 'periodFrom' | 'periodTo'> {
  for (const description of descriptions) {
    const found = periodPattern.exec(fold(description.slice(0, 1_000)));
    if (found !== null) {
      const [, ...parts] = found;
      return { periodFrom: toDay(parts.slice(0, 3)), periodTo: toDay(parts.slice(3)) };
    }
  }
  return { periodFrom: null, periodTo: null };
}

function toDay([date = '', month = '', year = '']: readonly string[]): string | null {
  const number = months.indexOf(month.slice(0, 3).replace('set', 'sep')) + 1;
  return parseDay(`${date}/${number}/${year}`, ['d/M/yyyy']);
}
