import type { BackendName } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';

/** Milliseconds. A back end that wants to be left alone for longer is asked again after this. */
const maxRetryAfterMs = 60_000;

const httpDate = /^[A-Za-z]{3}, \d{2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 * @returns milliseconds, 0 to 60,000; undefined when it is absent or makes no sense.
 */
export function parseRetryAfter(header: string | readonly string[] | undefined): number | undefined {
  const text = (typeof header === 'string' ? header : header?.[0])?.trim() ?? '';
  const ms = /^-?\d+$/.test(text)
    ? Number(text) * 1000
    : httpDate.test(text)
      ? Date.parse(text) - Date.now()
      : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}

/** The back end has turned a call away, undone, because there were too many. @param retryAfterMs undefined: it did not say. */
export function rateLimited(backend: BackendName, retryAfterMs: number | undefined): UpstreamError {
  return new UpstreamError('UPSTREAM_RATE_LIMITED', backend, { status: 429, retryAfterMs, mayHaveArrived: false });
}
