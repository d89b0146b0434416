import type { EmulatedAnswer } from '../../../message.js';
import { json } from '../../../message.js';
import type { ChosenCloudSettings } from '../settings.js';

const messages = {
  400: { es: 'Registro inválido', en: 'Invalid record', pt: 'Registro inválido.' },
  401: { es: 'No autorizado', en: 'Unauthorized', pt: 'Não autorizado' },
  402: { es: 'Se requiere pago', en: 'Payment Required', pt: 'Pagamento necessário' },
  404: { es: 'Registro no encontrado', en: 'Record not found', pt: 'Registro não encontrado' },
  412: { es: 'No se puede aplicar', en: 'Can not be applied', pt: 'Não pode ser aplicado' },
  500: { es: 'Error del servidor', en: 'Server error', pt: 'Erro do servidor' },
} as const;

export type CloudErrorStatus = keyof typeof messages;
type Locale = 'es' | 'en' | 'pt';

/** A refusal before it is written: whose words and form depend on the request. */
export interface Refusal {
  readonly status: CloudErrorStatus;
  readonly errors?: Readonly<Record<string, string>>;
}

/** The languages of messages, Spanish unless another is asked for (cloud contract T17). */
export function localeOf(query: URLSearchParams): Locale {
  const locale = query.get('locale');
  return locale === 'en' || locale === 'pt' ? locale : 'es';
}

/** HTTP 200 with the real code in the body (cloud contract T1). */
export function refuse(
  { status, errors = {} }: Refusal,
  locale: Locale,
  reasonsAs: ChosenCloudSettings['reasonsAs'] = 'text',
): EmulatedAnswer {
  return json(200, errorBody(status, locale, writeReasons(errors, reasonsAs)));
}

export function errorBody(status: CloudErrorStatus, locale: Locale, errors: unknown = {}) {
  return { status, meta: {}, message: messages[status][locale], errors };
}

/** The forms of A-23. */
function writeReasons(errors: Readonly<Record<string, string>>, as: ChosenCloudSettings['reasonsAs']): unknown {
  const entries = Object.entries(errors);
  const forms: Readonly<Record<typeof as, () => unknown>> = {
    text: () => errors,
    list: () => Object.fromEntries(entries.map(([key, reason]) => [key, [reason]])),
    nested: () => ({ base: errors }),
    sentences: () => entries.map(([key, reason]) => `${key} ${reason}`),
  };
  return forms[as]();
}

/** One record under `data`: the object, or a list of one (cloud contract T3). */
export function record(object: string, data: unknown, recordAs: ChosenCloudSettings['recordAs']): EmulatedAnswer {
  return json(200, { status: 200, meta: { object }, data: recordAs === 'list' ? [data] : data });
}

export function htmlPage(status: number, title: string): EmulatedAnswer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
