import type { EmulatedRequest } from '../../message.js';
import { Refusal } from './refusal.js';

/** Received body: nothing, bytes not declared as JSON, or a JSON value. */
export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'json'; readonly value: unknown };

/** @throws {Refusal} 422 when the body is called JSON, or nothing at all, and is not JSON */
export function readBody(request: EmulatedRequest): Body {
  if (request.body === '') return { kind: 'none' };
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && !/^application\/(json|.*\+json)$/.test(type)) return { kind: 'bytes' };
  try {
    const value: unknown = JSON.parse(request.body);
    return value === null ? { kind: 'none' } : { kind: 'json', value };
  } catch (error) {
    throw new Refusal(422, `Error de validación: ${findFault(request.body, String(error))}: JSON decode error`);
  }
}

/** A form's fields, url-encoded or multipart; anything else is a form without fields. */
export function readForm(request: EmulatedRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(request.body);
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(type)?.[1];
  const form = new URLSearchParams();
  if (boundary === undefined) return form;
  for (const part of request.body.split(`--${boundary}`)) {
    const [, name, value] = /name="([^"]*)".*?\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
    if (name !== undefined && value !== undefined) form.append(name, value);
  }
  return form;
}

/** Position at which the parser stopped, from its message: an offset, or the unexpected token. */
function findFault(body: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const token = /Unexpected token '(.+?)'/su.exec(message)?.[1];
  return token === undefined ? body.length : Math.max(body.indexOf(token), 0);
}
