import type { Fault } from '../../../fault.js';
import { type CloudErrorStatus, errorBody, htmlPage } from './envelope.js';

/** Faults that need a body or a header of this back end; delay, hang, reset and cut need none (cloud contract T2, 11). */
export const cloudFaults = {
  /** HTTP 200 with the error in the body, in one of its three languages. */
  envelope: (status: CloudErrorStatus, locale: 'es' | 'en' | 'pt' = 'es'): Fault =>
    answer(200, JSON.stringify(errorBody(status, locale))),
  /** The code as a text. */
  textStatus: (status: CloudErrorStatus): Fault =>
    answer(200, JSON.stringify({ ...errorBody(status, 'es'), status: String(status) })),
  /** HTTP status and envelope together. */
  http: (status: number): Fault => answer(status, JSON.stringify({ status, meta: {}, message: 'x' })),
  html: (status: number): Fault => ({ kind: 'answer', when: 'before', ...htmlPage(status, 'Error') }),
  /** HTTP 200 with nothing. */
  empty: answer(200, ''),
  /** JSON that is no envelope. */
  otherJson: answer(200, '{"ok":true}'),
  /** A redirect to another host, which must not get the key. */
  redirect: (url: string): Fault => ({
    kind: 'answer',
    when: 'before',
    status: 301,
    headers: { location: url },
    body: '',
  }),
  /** HTTP 429, with `Retry-After` when given: seconds or an HTTP date. */
  rateLimited: (retryAfter?: string): Fault => ({
    kind: 'answer',
    when: 'before',
    status: 429,
    headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    body: '',
  }),
} as const;

function answer(status: number, body: string): Fault {
  return { kind: 'answer', when: 'before', status, headers: { 'content-type': 'application/json' }, body };
}
