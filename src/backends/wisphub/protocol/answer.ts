import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamResponse } from '../../../upstream/client.js';

/** An answer of the middleware in the terms of dialect v1, where its `action` decides (contract 1.0). */
export interface Answer {
  readonly action: string;
  readonly data: unknown;
}

/** Dialect of a body (contract 3.4): the envelope is v1's, an object of `detail` alone is an error of v2. */
export function speakerOf(body: unknown): 'v1' | 'v2' | null {
  if (typeof body !== 'object' || body === null) return null;
  if ('ok' in body && 'action' in body) return 'v1';
  return 'detail' in body && Object.keys(body).length === 1 ? 'v2' : null;
}

/** The framework's words for a path that it does not have, or not for this method, by status. */
const unknownPathWords: Readonly<Record<number, string>> = { 404: 'Not Found', 405: 'Method Not Allowed' };

/** In whose words the framework said that it has no such path; null: it did not say so. */
export function unknownPathBy({ status, body }: UpstreamResponse): 'v1' | 'v2' | null {
  const said = parseJson(body);
  const speaker = speakerOf(said);
  const text = speaker === 'v1' ? (said as { message?: unknown }).message : (said as { detail?: unknown })?.detail;
  return text !== undefined && text === unknownPathWords[status] ? speaker : null;
}

/**
 * Reads what both dialects say alike, by status.
 * @returns `request_refused` for a request that was refused whole, unread by the domain (422); null when it is for the dialect to read.
 * @throws {UpstreamError} no outcome: refused credentials, an unknown path, a failure.
 */
export function readStatus(answer: UpstreamResponse): Answer | null {
  const { status } = answer;
  // A page of a proxy has the same statuses, and says nothing of what the middleware did.
  const isOwn = speakerOf(parseJson(answer.body)) !== null;
  if (status === 422 && isOwn) return { action: 'request_refused', data: null };
  if ((status === 401 || status === 403) && isOwn) throw refusedCredentials();
  if (unknownPathBy(answer) !== null) throw unknownPath();
  if (isUnknownPage(answer)) throw unknownPage();
  if (status >= 500) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { status });
  return null;
}

/** The credentials were looked at and refused before anything was done, so nothing happened. */
export function refusedCredentials(): UpstreamError {
  return new UpstreamError('UPSTREAM_AUTH_FAILED', 'WISPHUB', { mayHaveArrived: false, retryable: false });
}

/** There is no such path, so nothing was done there: the installation may have been replaced by one of another dialect. */
export function unknownPath(): UpstreamError {
  const options = { status: 404, mayHaveArrived: false, retryable: false, cause: new Error('unknown path') };
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPHUB', options);
}

/** The panel of WispHub itself answers so at a path that it does not have (native contract 1.3), and many a proxy does. */
export function isUnknownPage({ status, body }: UpstreamResponse): boolean {
  return status === 404 && parseJson(body) === undefined;
}

/** As `unknownPath`, but it is not proven that nothing was done. */
export function unknownPage(): UpstreamError {
  const options = { status: 404, retryable: false, cause: new Error('a page in place of an answer') };
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPHUB', options);
}

/**
 * Nothing else here has these statuses: what is not found is an outcome, no error. A path of one installation is at another a redirect
 * to the same with a slash, or without.
 */
export function isUnknownPath(error: unknown): error is UpstreamError {
  const { status = 0 } = error instanceof UpstreamError ? error.options : {};
  return status === 404 || (status >= 300 && status < 400);
}

export function badResponse(why: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPHUB', { retryable: false, cause: new Error(why) });
}

/** @returns undefined when it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
