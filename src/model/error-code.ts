/** Every code a client can meet, in the order of the error contract: requests refused whole first, then errors at a field. */
export const errorCodes = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'METHOD_NOT_ALLOWED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'SERVER_OVERLOADED',
  'SHUTTING_DOWN',
  'GATEWAY_TIMEOUT',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'FORBIDDEN',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_OVERLOADED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_AUTH_FAILED',
  'NOT_SUPPORTED',
  'JOIN_CONFLICT',
  'AMBIGUOUS',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export type UpstreamCode = Extract<ErrorCode, `UPSTREAM_${string}`>;

/** The sentence a client reads for each code: fixed, so that nothing of a request, a back end or a person can be in it. */
export const errorSentences: Readonly<Record<ErrorCode, string>> = {
  BAD_REQUEST: 'The request is not a well-formed GraphQL request.',
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL syntax, or it is too long.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema or the limits of this endpoint.',
  BAD_USER_INPUT: 'A value given is not acceptable.',
  OPERATION_RESOLUTION_FAILURE: 'The document does not say which operation to run.',
  UNAUTHENTICATED: 'A valid bearer token is required.',
  METHOD_NOT_ALLOWED: 'This path does not answer that method.',
  PAYLOAD_TOO_LARGE: 'The request body is too large.',
  UNSUPPORTED_MEDIA_TYPE: 'The request body must be application/json in UTF-8.',
  RATE_LIMITED: 'Too many requests. Try again later.',
  SERVER_OVERLOADED: 'The gateway is overloaded. Try again later.',
  SHUTTING_DOWN: 'The gateway is shutting down. Try again.',
  GATEWAY_TIMEOUT: 'The operation took too long.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'This gateway keeps no persisted queries. Send the document.',
  PERSISTED_QUERY_NOT_FOUND: 'The hash is in no manifest of the client. Send the document.',
  FORBIDDEN: 'The token does not allow this.',
  UPSTREAM_TIMEOUT: 'The back end did not answer in time.',
  UPSTREAM_UNAVAILABLE: 'The back end cannot be reached.',
  UPSTREAM_RATE_LIMITED: 'The back end is refusing requests for a while.',
  UPSTREAM_OVERLOADED: 'Too much is asked of the back end at once for it to answer in time.',
  UPSTREAM_BAD_RESPONSE: 'The back end gave an answer that makes no sense.',
  UPSTREAM_AUTH_FAILED: "The back end refuses this installation's credentials.",
  NOT_SUPPORTED: 'No back end of this installation can do this.',
  JOIN_CONFLICT: 'The back ends have different names under the same document.',
  AMBIGUOUS: 'Several people have this in common.',
  SERVICE_UNAVAILABLE: 'Something that the gateway needs is out of reach. Nothing was sent.',
  INTERNAL_SERVER_ERROR: 'Something went wrong in the gateway.',
};

/** Advice for the program that meets a code, printed in the error catalogue. */
export const errorAdvice: Readonly<Record<ErrorCode, string>> = {
  BAD_REQUEST:
    'Fix the program: the body is not `{"query": "...", "variables": {...}}`, the operation type does not fit the transport, or its id is in no manifest of the client.',
  GRAPHQL_PARSE_FAILED: 'Fix the document.',
  GRAPHQL_VALIDATION_FAILED:
    'Fix the document, or select less in one operation: depth 8, 15 aliases, 10 root fields, lists of 100, cost 200. Where only trusted documents run, it must be in a manifest of the client.',
  BAD_USER_INPUT:
    'Fix the value; `argument` names its path, and for a list that is too long `limit` and `actual` give the lengths. No back end was called.',
  OPERATION_RESOLUTION_FAILURE: 'Name the operation of the document in `operationName`.',
  UNAUTHENTICATED: 'Get a new token. A new token that is still refused was issued for another audience.',
  METHOD_NOT_ALLOWED:
    'Send queries by POST or GET, mutations by POST, subscriptions over WebSocket or as server-sent events.',
  PAYLOAD_TOO_LARGE: 'Send less: a body has 100 KB at most, a WebSocket message 64 KB.',
  UNSUPPORTED_MEDIA_TYPE: 'Send `content-type: application/json`.',
  RATE_LIMITED: 'Wait for `retryAfterMs` (or the `Retry-After` header), then repeat the request.',
  SERVER_OVERLOADED: 'Wait for `Retry-After`, then repeat the request.',
  SHUTTING_DOWN: 'Repeat the request: another instance takes it.',
  GATEWAY_TIMEOUT: 'Repeat a query; repeat a mutation with the same idempotency key.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Send the document itself, as clients that persist queries do by themselves.',
  PERSISTED_QUERY_NOT_FOUND:
    'Send the document itself, as clients that persist queries do by themselves; where only trusted documents run, deploy its manifest.',
  FORBIDDEN: 'The token lacks the scope of the field, or the client was not verified. The other fields are returned.',
  UPSTREAM_TIMEOUT: 'Show the available data. With `retryable: true`, repeat the request.',
  UPSTREAM_UNAVAILABLE: 'Show the available data. With `retryable: true`, repeat the request after `retryAfterMs`.',
  UPSTREAM_RATE_LIMITED: 'Wait for `retryAfterMs`, then repeat the request.',
  UPSTREAM_OVERLOADED: 'Wait for `retryAfterMs`, then repeat the request. Nothing was sent.',
  UPSTREAM_BAD_RESPONSE:
    "Show the available data, and inform the gateway's operators: a back end has changed or is broken.",
  UPSTREAM_AUTH_FAILED:
    "Inform the gateway's operators: its credentials at the back end are refused. The caller’s own token is fine.",
  NOT_SUPPORTED: 'Do not offer it: `backends { capabilities }` lists what this installation can do.',
  JOIN_CONFLICT:
    'Show the available data. One of the two records has the wrong document; a caller with `personal:read` and `billing:read` sees both in `sources`. A write must name the record itself.',
  AMBIGUOUS: 'Use another key: `clients(filter: ...)` lists all matches, and `verifyClient` identifies the person.',
  SERVICE_UNAVAILABLE: 'Nothing was sent. Repeat the request, a mutation with the same idempotency key.',
  INTERNAL_SERVER_ERROR: "Report the `requestId` to the gateway's operators.",
};
