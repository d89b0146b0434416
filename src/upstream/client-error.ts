import type { BackendName } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import { limits } from './limits.js';
import { NoAnswer, type Refusal } from './transport/no-answer.js';

/** Error codes of the HTTP parser and of decompression for a broken answer. */
const broken = /^(?:HPE_|Z_|ERR__|ERR_BROTLI)/;

const refusals: readonly string[] = ['too large', 'another protocol'] satisfies Refusal[];

/** Only codes go on: an error of another kind may carry the URL, token included. */
export function toUpstreamError(backend: BackendName, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (!(error instanceof NoAnswer)) return unavailable(backend, 'unknown', true);
  const { code, phase, mayHaveArrived } = error;
  if (phase === 'lookup') {
    // The name server is silent, and will be for longer than a retry waits.
    return unavailable(backend, 'lookup timeout', false, limits.timeout.lookup);
  }
  if (phase !== undefined) {
    const cause = new Error(`timeout: ${phase}`);
    return new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived, cause });
  }
  if (refusals.includes(code)) return badResponse(backend, code);
  if (broken.test(code)) {
    return new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, { mayHaveArrived, cause: new Error(code) });
  }
  return unavailable(backend, code, mayHaveArrived);
}

/** An answer that another attempt would not better. */
export function badResponse(backend: BackendName, why: string, status?: number): UpstreamError {
  const options = { retryable: false, cause: new Error(why), ...(status === undefined ? {} : { status }) };
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, options);
}

function unavailable(backend: BackendName, why: string, mayHaveArrived: boolean, retryAfterMs?: number): UpstreamError {
  const cause = new Error(`connection: ${why}`);
  return new UpstreamError('UPSTREAM_UNAVAILABLE', backend, { mayHaveArrived, retryAfterMs, cause });
}
