import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamResponse } from '../../../upstream/client.js';
import { parseRetryAfter, rateLimited } from '../../../upstream/resilience/retry-after.js';

/** Reading of an answer of any route. Anything else is an error. */
export type Reading =
  | { readonly kind: 'body'; readonly body: unknown }
  | { readonly kind: 'not-found' }
  /** It understood and said no. The message is theirs: to judge by, never to show or log. */
  | { readonly kind: 'refused'; readonly message: string };

export type Row = Readonly<Record<string, unknown>>;

/**
 * Classifies an answer by contract 1.1, in its order; the HTTP status is no reliable signal (contract T7).
 * @param successFields the keys by which a success of the route is known, for answers that hold an `error` as well.
 * @throws {UpstreamError} no answer at all to the question. `mayHaveArrived` is false where the request was turned away before anything was done.
 */
export function readAnswer(answer: UpstreamResponse, successFields: readonly string[]): Reading {
  const { status } = answer;
  if (status === 429 || status >= 500) throw toError(status, answer);
  const body = parseBody(answer.body, status);
  // A page of another server has the same statuses: only an answer in the back end's own form says that there is nothing (contract 1.1).
  if ((status === 401 || status === 403) && isRow(body)) throw toError(status, answer);
  if (hasCredentialsError(body)) throw toError(401, answer);
  if (!isRow(body)) {
    if (status >= 400) throw badResponse(`status ${status}, ${describe(body)}`);
    return { kind: 'body', body };
  }
  const error = readStatus(body);
  if (error === 404) return { kind: 'not-found' };
  if (error !== null && !refusals.has(error)) throw toError(error, answer);
  const isSuccess = successFields.some((name) => !isEmpty(body[name]));
  if (error !== null || (!isSuccess && errorKeys.some((name) => !isEmpty(body[name])))) {
    return { kind: 'refused', message: readMessage(body) };
  }
  if (status >= 400 && !isSuccess) throw badResponse(`status ${status}, ${describe(body)}`);
  return { kind: 'body', body };
}

/** An answer that cannot be what it should. The reason may name keys, never values. */
export function badResponse(reason: string, retryable = true): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPRO', { retryable, cause: new Error(reason) });
}

/** Several clients under one key: an answer that is clear, and is no client's. */
export class AmbiguousClient extends UpstreamError {
  constructor() {
    const cause = new Error('several clients for one key');
    super('UPSTREAM_BAD_RESPONSE', 'WISPRO', { retryable: false, cause });
  }
}

/** The keys of a body, for the log: those that look like names of fields, so that no person can be among them. */
export function describe(body: unknown): string {
  if (!isRow(body)) return Array.isArray(body) ? 'a list' : `a ${typeof body}`;
  const names = Object.keys(body).map((name) => (/^[a-z_]{1,30}$/i.test(name) ? name : '?'));
  return `keys: ${names.slice(0, 20).join(' ')}`;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an empty value. Wispro sends `errors: {}` when there are none (contract 1.1, 6). */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === 0;
}

/** Every text in which the back end says how it went. */
export function readMessage(body: Row): string {
  const nested = body['0'];
  const rows = isRow(nested) ? [body, nested] : [body];
  const values = rows.flatMap((row) => messageKeys.map((name) => row[name]));
  const texts = values.filter((value) => !isEmpty(value));
  return texts.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' · ');
}

const errorKeys = ['error', 'errors', 'mensaje_error'] as const;
const messageKeys = ['message', 'mensaje', 'api_message', 'error', 'errors', 'mensaje_error'] as const;

/** Codes of Wispro's envelope with which it turns a request down (contract section 7). */
const refusals: ReadonlySet<number> = new Set([400, 412, 422]);

/** Suricata may echo blank HTML before the document (contract T10); words in it are a PHP warning, and no answer. */
const blankHtml = /^(?:\s|&nbsp;|<\/?(?:br|hr|p)\s*\/?>)+/i;

/** Values of one answer, which is about one client: what is read of each takes time, and a thousand invoices have fewer. */
const maxValues = 50_000;

function parseBody(text: string, status: number): unknown {
  const trimmed = text.trim();
  if (hasMoreValues(trimmed, maxValues)) throw badResponse('more values than an answer has', false);
  const body = trimmed === '' ? '' : parseBehindBlankHtml(trimmed);
  if (body === undefined) throw badResponse('not JSON');
  if (body === '' && status >= 400) throw badResponse(`status ${status}, no body`);
  // Suricata's proxy answers 200 and nothing when its own call fails (contract T11).
  if (body === '')
    throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPRO', { status: 200, cause: new Error('empty body') });
  return body;
}

/**
 * True when a JSON text may exceed the limit, by its commas: one stands before each item but the first, and commas within strings count
 * too.
 */
function hasMoreValues(text: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(','); at !== -1 && count <= limit; at = text.indexOf(',', at + 1)) count += 1;
  return count > limit;
}

/** @returns undefined when it is no JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Behind blank HTML a value that is no object or list is somebody's text. */
function parseBehindBlankHtml(text: string): unknown {
  const value = tryParse(text);
  const rest = value === undefined ? text.replace(blankHtml, '') : '';
  return rest.startsWith('{') || rest.startsWith('[') ? tryParse(rest) : value;
}

/** A bad token is HTTP 200 with `{"error token":"error de credenciales"}` in Suricata's own controllers (contract T8). */
function hasCredentialsError(body: unknown): boolean {
  const says = (value: unknown): boolean => typeof value === 'string' && /^\s*error de credenciales\W*$/i.test(value);
  if (!isRow(body)) return says(body);
  return Object.entries(body).some(([name, value]) => /^error[ _]?token$/i.test(name) || says(value));
}

/** The error code inside the body: Wispro's `status`, or Suricata's `api_status`. A `state` of a record is none. */
function readStatus(body: Row): number | null {
  const nested = body['0'];
  const values = [body.status, isRow(nested) ? nested.api_status : undefined, body.api_status];
  const codes = values.map((value) =>
    typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value)) ? Number(value) : 0,
  );
  return codes.find((code) => code >= 400) ?? null;
}

function toError(status: number, { headers }: UpstreamResponse): UpstreamError {
  const options = { status, cause: new Error(`status ${status}`) };
  if (status === 401 || status === 403) {
    return new UpstreamError('UPSTREAM_AUTH_FAILED', 'WISPRO', { ...options, retryable: false, mayHaveArrived: false });
  }
  // 402: the ISP's licence has expired, which another attempt does not change.
  if (status === 402) {
    return new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPRO', { ...options, retryable: false, mayHaveArrived: false });
  }
  if (status === 429) return rateLimited('WISPRO', parseRetryAfter(headers['retry-after']));
  if (status >= 500) return new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPRO', options);
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPRO', options);
}
