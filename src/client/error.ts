import { type Backend, errorCodes } from './generated/operations.js';

/** Codes with which the gateway answers. */
export type ErrorCode = (typeof errorCodes)[number];

export type BackendErrorCode = Extract<ErrorCode, `UPSTREAM_${string}`>;

/** Codes for a missing answer of the gateway. */
export type NoResponseCode = keyof typeof noAnswerSentences;

interface Circumstances {
  /** Sentence in English, which says what would be right where the caller can mend it: for developers and logs, not for subscribers. */
  readonly message: string;
  /** Path of the missing value in the data, e.g. `['client', 'invoices']`. Absent: all data is missing. */
  readonly path?: readonly (string | number)[];
  /** True: the same operation may be sent again, and no write happens twice. */
  readonly retryable: boolean;
  /** Milliseconds after which another try makes sense, where known. */
  readonly retryAfterMs: number | null;
  /** Request id for the people who run the gateway: it stands in their log. */
  readonly requestId: string | null;
}

/** One thing that went wrong. `code` tells which, and what else is known. */
export type GatewayError = Circumstances &
  (
    | { readonly code: BackendErrorCode; readonly backend: Backend }
    /** `argument` is its path in the operation, e.g. `by.phone`; null when the variables do not fit at all. */
    | { readonly code: 'BAD_USER_INPUT'; readonly argument: string | null }
    /** `scope` is the one that the token lacks; null when an older gateway does not say. */
    | { readonly code: 'FORBIDDEN'; readonly scope: string | null }
    | { readonly code: Exclude<ErrorCode, BackendErrorCode | 'BAD_USER_INPUT' | 'FORBIDDEN'> | NoResponseCode }
  );

/** An error as GraphQL sends it. */
export interface SentError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Details of a request beside its errors. */
export interface RequestInfo {
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
}

const noAnswerSentences = {
  UNREACHABLE: 'The gateway cannot be reached, or the connection was lost.',
  TIMED_OUT: 'The gateway did not answer in time.',
  ABORTED: 'The caller did not wait for the answer.',
  UNREADABLE: 'What answered is not a gateway.',
} as const;

/** Refused before execution: no part of the operation was begun. */
const refusedUnread: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMITED',
  'SERVER_OVERLOADED',
  'SHUTTING_DOWN',
  'SERVICE_UNAVAILABLE',
]);

/** Closes of a socket that mean something, by code of graphql-transport-ws. */
const closes: Readonly<Record<number, ErrorCode>> = {
  4400: 'BAD_REQUEST',
  4401: 'UNAUTHENTICATED',
  4403: 'UNAUTHENTICATED',
  4429: 'RATE_LIMITED',
};

/** An error of an answer. A code that this version does not know is `INTERNAL_SERVER_ERROR`. */
export function toError({ message, path, extensions = {} }: SentError, request: RequestInfo): GatewayError {
  const code = errorCodes.find((known) => known === extensions.code) ?? 'INTERNAL_SERVER_ERROR';
  const circumstances = {
    message,
    ...(path === undefined ? {} : { path }),
    retryable: typeof extensions.retryable === 'boolean' ? extensions.retryable : refusedUnread.has(code),
    retryAfterMs: typeof extensions.retryAfterMs === 'number' ? extensions.retryAfterMs : request.retryAfterMs,
    requestId: typeof extensions.requestId === 'string' ? extensions.requestId : request.requestId,
  };
  // An error of a back end says which: the schema's own name for it.
  if (isUpstream(code)) return { ...circumstances, code, backend: extensions.backend as Backend };
  const { scope } = extensions;
  if (code === 'FORBIDDEN') return { ...circumstances, code, scope: typeof scope === 'string' ? scope : null };
  if (code !== 'BAD_USER_INPUT') return { ...circumstances, code };
  return { ...circumstances, code, argument: typeof extensions.argument === 'string' ? extensions.argument : null };
}

/** @param retryable whether it does no harm that the operation may have been run. */
export function noResponse(code: NoResponseCode, retryable: boolean, requestId: string | null): GatewayError {
  return { code, message: noAnswerSentences[code], retryable, retryAfterMs: null, requestId };
}

/** The socket was closed for good, or could not be opened. */
export function closeError(close: unknown): GatewayError {
  const code = typeof close === 'object' && close !== null && 'code' in close ? closes[Number(close.code)] : undefined;
  if (code === undefined) return noResponse('UNREACHABLE', true, null);
  return toError({ message: `The gateway has closed the socket: ${code}.`, extensions: { code } }, withoutRequest);
}

export const withoutRequest: RequestInfo = { requestId: null, retryAfterMs: null };

function isUpstream(code: ErrorCode): code is BackendErrorCode {
  return code.startsWith('UPSTREAM_');
}
