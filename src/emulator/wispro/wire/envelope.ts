import type { EmulatedAnswer } from '../../message.js';
import { json } from '../../message.js';

/** Wispro's own words for its error codes, in its samples' English and its default Spanish (contract section 7). */
export const wisproErrors = {
  400: { en: 'Invalid record', es: 'Registro inválido' },
  401: { en: 'Unauthorized', es: 'No autorizado' },
  402: { en: 'Payment Required', es: 'Se requiere pago' },
  404: { en: 'Record not found', es: 'Registro no encontrado' },
  412: { en: 'Can not be applied', es: 'No se puede aplicar' },
  500: { en: 'Server error', es: 'Error del servidor' },
} as const;

export type WisproErrorStatus = keyof typeof wisproErrors;

/** Wispro's page size when none is asked for; Suricata asks for none (4.2). */
export const perPage = 20;

/** HTTP 200 with the real code in the body (T7). */
export function refuse(status: WisproErrorStatus, errors: Readonly<Record<string, string>> = {}): EmulatedAnswer {
  return json(200, errorBody(status, 'en', errors));
}

export function errorBody(
  status: WisproErrorStatus,
  locale: 'en' | 'es',
  errors: Readonly<Record<string, string>> = {},
) {
  return { status, meta: {}, message: wisproErrors[status][locale], errors };
}

/** One record under `data`, with `meta.object` alone (contract section 7, pagination). */
export function recordBody(object: string, data: unknown, status = 200) {
  return { status, meta: { object }, data };
}

/** The first page of a list: never more than `perPage` rows, whatever the total. */
export function pageBody(object: string, rows: readonly unknown[]) {
  const pagination = {
    total_records: rows.length,
    total_pages: Math.max(1, Math.ceil(rows.length / perPage)),
    per_page: perPage,
    current_page: 1,
  };
  return { status: 200, meta: { object, pagination }, data: rows.slice(0, perPage) };
}

/** HTTP 200 and nothing else: what Suricata's proxy answers when its own call fails (T11). */
export function emptyAnswer(): EmulatedAnswer {
  return { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: '' };
}

export function htmlPage(status: number, title: string): EmulatedAnswer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${status} | ${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

/** Suricata's own style, as it normalises another back end (contract 4.3). */
export function suricataStatus(status: string, message: string) {
  return { '0': { api_status: status, api_message: message } };
}
