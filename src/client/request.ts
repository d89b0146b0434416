import { type NoResponseCode, noResponse, type RequestInfo } from './error.js';
import { failed, type Result, toResult } from './result.js';

/** One attempt at an operation over HTTP. */
export interface OperationRequest {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly token: () => Promise<string>;
  readonly tenant: string | undefined;
  readonly assurance: string | undefined;
  readonly requestId: string;
  readonly operation: { readonly name: string; readonly text: string };
  readonly variables: unknown;
  readonly signal: AbortSignal;
  /** True when the operation may be sent again although it may have been executed. */
  readonly isRepeatable: boolean;
}

/** Statuses of proxies while the gateway behind them is unavailable. */
const awayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Sends once. @throws whatever `token` throws, and nothing else. */
export async function postOperation<Data>(attempt: OperationRequest): Promise<Result<Data>> {
  const { signal, isRepeatable, requestId } = attempt;
  const token = await attempt.token();
  try {
    const response = await post(attempt, token);
    const text = await response.text();
    const request = toRequest(attempt, response);
    const body = parse(text);
    if (body === undefined && awayStatuses.has(response.status)) return failWith('UNREACHABLE', attempt);
    return toResult(body, request, isRepeatable);
  } catch {
    if (!signal.aborted) return failWith('UNREACHABLE', attempt);
    const isTimeout = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
    return failed(noResponse(isTimeout ? 'TIMED_OUT' : 'ABORTED', isRepeatable, requestId));
  }
}

function post(
  { url, fetch, tenant, assurance, requestId, operation, variables, signal }: OperationRequest,
  token: string,
) {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'x-request-id': requestId,
      ...(tenant === undefined ? {} : { 'x-tenant': tenant }),
      ...(assurance === undefined ? {} : { 'x-client-assurance': assurance }),
    },
    body: JSON.stringify({
      query: operation.text,
      operationName: operation.name === '' ? null : operation.name,
      variables,
    }),
    signal,
  });
}

function toRequest({ requestId }: OperationRequest, { headers }: Response): RequestInfo {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return {
    requestId: headers.get('x-request-id') ?? requestId,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null,
  };
}

function failWith(code: NoResponseCode, { isRepeatable, requestId }: OperationRequest) {
  return failed(noResponse(code, isRepeatable, requestId));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
