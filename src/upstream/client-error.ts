import { RequestError, TimeoutError } from 'got';
import type { BackendName } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import { limits } from './limits.js';

/** Error codes of the HTTP parser and of decompression for a broken answer. */
const broken = /^(?:HPE_|Z_|ERR__|ERR_BROTLI)/;

/** The library's own error carries the URL, token included: only its class and code go on. */
export function toUpstreamError(backend: BackendName, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!(error instanceof RequestError)) return unavailable(backend, 'unknown', true);
  const mayHaveArrived = wasConnected(error);
  if (error instanceof TimeoutError && error.event === 'lookup') {
    // The name server is silent, and will be for longer than a retry waits.
    return unavailable(backend, 'lookup timeout', false, limits.timeout.lookup);
  }
  if (error instanceof TimeoutError) {
    const cause = new Error(`timeout: ${error.event}`);
    return new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived, cause });
  }
  if (broken.test(error.code)) {
    return new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, { mayHaveArrived, cause: new Error(error.code) });
  }
  return unavailable(backend, error.code, mayHaveArrived);
}

function unavailable(backend: BackendName, why: string, mayHaveArrived: boolean, retryAfterMs?: number): UpstreamError {
  const cause = new Error(`connection: ${why}`);
  return new UpstreamError('UPSTREAM_UNAVAILABLE', backend, { mayHaveArrived, retryAfterMs, cause });
}

/** True when the other side closed a reused connection before an answer began. */
export function wasClosed(error: unknown): boolean {
  if (!(error instanceof RequestError) || error.request?.reusedSocket !== true) return false;
  return (error.code === 'ECONNRESET' || error.code === 'EPIPE') && error.timings?.response === undefined;
}

/** Before the connection stood, TLS included, no byte of a request can have left. */
function wasConnected({ timings, options }: RequestError): boolean {
  if (timings === undefined) return true;
  const isSecure = options.url instanceof URL && options.url.protocol === 'https:';
  return (isSecure ? timings.secureConnect : timings.connect) !== undefined;
}
