import { type EmulatedAnswer, json } from '../../../../message.js';

/** An answer other than the endpoint's own (native contract 1.3). */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`status ${status}`);
  }
}

export const page = {
  /** The panel's page, for a path that there is not (T06). */
  panel: '<!DOCTYPE html><html lang="es"><title>WispHub</title><body>Página no encontrada</body></html>',
  proxy: '<html><head><title>403 Forbidden</title></head><body><center>nginx</center></body></html>',
  failure: '<html><head><title>Server Error (500)</title></head><body><h1>Server Error (500)</h1></body></html>',
  cloud: '<!DOCTYPE html><html><title>502: Bad gateway</title><body>Cloudflare</body></html>',
} as const;

export function html(status: number, body: string): EmulatedAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** No key, a wrong one and a missing permission are one (T05). */
export const forbidden = json(403, { detail: 'Usted no tiene permiso para realizar esta acción.' });

export function notAllowed(method: string): EmulatedAnswer {
  return json(405, { detail: `Método "${method}" no permitido.` });
}

/** English texts of the framework (A05). */
const english: Readonly<Record<string, string>> = {
  'Usted no tiene permiso para realizar esta acción.': 'You do not have permission to perform this action.',
  'No encontrado.': 'Not found.',
  'Este campo es requerido.': 'This field is required.',
  'no es una elección válida.': 'is not a valid choice.',
  'Introduzca un número.': 'Enter a number.',
};

/** An answer in the language of an installation. */
export function inLanguage(answer: EmulatedAnswer, language: string): EmulatedAnswer {
  if (language !== 'en' || answer.status < 400) return answer;
  const texts = Object.entries(english);
  return { ...answer, body: texts.reduce((body, [from, to]) => body.replace(from, to), String(answer.body)) };
}

/** An unknown id (A03). */
export function answerAbsence(variant: string): EmulatedAnswer | null {
  if (variant === 'page') return html(404, page.panel);
  if (variant === 'empty200') return json(200, {});
  return variant === 'otherText' ? json(404, { detail: 'No encontrado' }) : null;
}

/** A03. */
export function notFound(): ApiRefusal {
  return new ApiRefusal(404, { detail: 'No encontrado.' });
}

export function badField(field: string, text: string): ApiRefusal {
  return new ApiRefusal(400, { [field]: [text] });
}
