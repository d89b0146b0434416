import { UpstreamError } from '../../../../model/errors.js';
import type { UpstreamResponse } from '../../../../upstream/client.js';
import { rateLimited } from '../../../../upstream/resilience/retry-after.js';
import { badResponse, describe, isEmpty, isRow, type Row, readMessage, tryParse } from '../../protocol/answer.js';

/** Reading of an answer. Anything else is an error. */
export type EnvelopeReading =
  | { readonly kind: 'body'; readonly body: Row }
  | { readonly kind: 'not-found' }
  /** It understood and said no. The message is theirs: to judge by, never to show or log. */
  | { readonly kind: 'refused'; readonly message: string };

/** Codes with which a request is turned down. */
const refusals: ReadonlySet<number> = new Set([400, 412, 422]);

/** With these a proxy turns down an address that is too long, and nothing comes through (cloud contract 4.2, T28). */
const proxyRefusals: ReadonlySet<number> = new Set([400, 414]);

/**
 * Classifies an answer by cloud contract 1.2: HTTP 200 may hold any code, and a page of another server is never absence (T1, T2).
 * @throws {UpstreamError} no answer to the question. `mayHaveArrived` is false where it was turned away before anything was done.
 */
export function readEnvelope({ status, body: text }: UpstreamResponse): EnvelopeReading {
  const body = tryParse(text);
  const inBody = isRow(body) ? readCode(body.status) : null;
  if (inBody !== null && inBody >= 400) return readFailure(inBody, isRow(body) ? body : {});
  if (status >= 500) throw failed(status);
  if (proxyRefusals.has(status) && !isRow(body)) return { kind: 'refused', message: '' };
  if (!isRow(body)) throw badResponse(`status ${status}, ${body === undefined ? 'not JSON' : describe(body)}`);
  if (status === 401 || status === 403) throw refusedKey(status);
  if (refusals.has(status)) return { kind: 'refused', message: readMessage(body) };
  if (status >= 400) throw badResponse(`status ${status}, ${describe(body)}`);
  if ('data' in body) return { kind: 'body', body };
  if (!isEmpty(body.errors)) return { kind: 'refused', message: readMessage(body) };
  throw badResponse(`no envelope: ${describe(body)}`);
}

function readFailure(code: number, body: Row): EnvelopeReading {
  if (code === 404) return { kind: 'not-found' };
  if (refusals.has(code)) return { kind: 'refused', message: readMessage(body) };
  // 402: the ISP's own licence is over, which another attempt does not change (cloud contract T16).
  if (code === 401 || code === 402 || code === 403) throw refusedKey(code);
  if (code === 429) throw rateLimited('WISPRO', undefined);
  throw code >= 500 ? failed(code) : badResponse(`code ${code}`);
}

/** A number, or the same as text. */
function readCode(value: unknown): number | null {
  const isCode = typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/.test(value));
  return isCode ? Number(value) : null;
}

function failed(status: number): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPRO', { status, cause: new Error(`status ${status}`) });
}

function refusedKey(status: number): UpstreamError {
  const cause = new Error(`status ${status}`);
  return new UpstreamError('UPSTREAM_AUTH_FAILED', 'WISPRO', {
    status,
    retryable: false,
    mayHaveArrived: false,
    cause,
  });
}
