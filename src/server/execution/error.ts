import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errorCodes, errorSentences } from '../../model/error-code.js';
import { CodedError, UpstreamError } from '../../model/errors.js';

/** HTTP statuses of requests that are refused whole; every other code comes with 200 and partial data. */
export const refusalStatuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  BAD_USER_INPUT: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  UNAUTHENTICATED: 401,
  METHOD_NOT_ALLOWED: 405,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  SERVER_OVERLOADED: 503,
  SHUTTING_DOWN: 503,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
  // As Apollo Server answers them, whose clients then send the document.
  PERSISTED_QUERY_NOT_SUPPORTED: 200,
  PERSISTED_QUERY_NOT_FOUND: 200,
};

/** Turns any error into what a client may see of it. */
export type ErrorMask = (error: unknown, formatted?: GraphQLFormattedError) => GraphQLFormattedError;

/**
 * The one mask of both transports: a closed list of codes and a fixed sentence for each. What an error says beside goes to the log.
 * @param isExplorer true: the document's own faults are explained, as someone who explores the schema needs.
 */
export function createErrorMask(isExplorer: boolean): ErrorMask {
  return (error, formatted) => {
    const code = codeOf(error, formatted);
    const located = formatted ?? (error instanceof GraphQLError ? error.toJSON() : undefined);
    const root = rootOf(error);
    return {
      message: root instanceof CodedError ? root.message : explainDocument(code, located?.message ?? '', isExplorer),
      ...(located?.locations === undefined ? {} : { locations: located.locations }),
      ...(located?.path === undefined ? {} : { path: located.path }),
      extensions: { code, ...detailsOf(root) },
    };
  };
}

/** A fault of the document: in full where the schema may be explored, else in so far as it says only names. */
function explainDocument(code: ErrorCode, message: string, isExplorer: boolean): string {
  const isDocumentFault = code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED';
  if (!isDocumentFault) return errorSentences[code];
  if (isExplorer) return message;
  if (code !== 'GRAPHQL_VALIDATION_FAILED') return errorSentences[code];
  const [explained] = namesOnly.flatMap((sentence) => sentence.exec(message)?.[0] ?? []);
  return explained === undefined ? errorSentences[code] : `${errorSentences[code]} ${explained}`;
}

/** Sentences of graphql-js whose quotations are names and types of the document and the schema, without suggestions. */
const namesOnly: readonly RegExp[] = [
  /^Cannot query field "\w{1,60}" on type "\w{1,60}"\./,
  /^Unknown argument "\w{1,60}" on (?:field|directive) "@?[\w.]{1,120}"\./,
  /^Unknown (?:type|fragment|directive) "@?\w{1,60}"\./,
  /^Field "\w{1,60}" is not defined by type "\w{1,60}"\./,
  /^Field "[\w.]{1,120}" of required type "[\w![\]]{1,60}" was not provided\./,
  /^Field "\w{1,60}" argument "\w{1,60}" of type "[\w![\]]{1,60}" is required, but it was not provided\./,
  /^Field "\w{1,60}" of type "[\w![\]]{1,60}" must have a selection of subfields\./,
  /^Field "\w{1,60}" must not have a selection since type "[\w![\]]{1,60}" has no subfields\./,
  /^Variable "\$\w{1,60}" is (?:not defined|never used)(?: (?:by|in) operation "\w{1,60}")?\./,
  /^Variable "\$\w{1,60}" of type "[\w![\]]{1,60}" used in position expecting type "[\w![\]]{1,60}"\./,
  /^Fragment "\w{1,60}" is never used\./,
];

/** The body of a request that is refused before it is an operation. */
export function refusal(
  error: ErrorCode | CodedError,
  requestId: string,
): { readonly errors: readonly GraphQLFormattedError[] } {
  const { code, message } = typeof error === 'string' ? { code: error, message: errorSentences[error] } : error;
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/**
 * Cause of an error for the log: classes, codes and stack positions, no text of a back end or a person.
 * @returns null when the code suffices: the caller made the mistake.
 */
export function causeOf(error: unknown): string | null {
  const root = rootOf(error);
  if (root instanceof UpstreamError) return `${root.backend} ${root.code}${describeCause(root)}`;
  if (codeOf(error) !== 'INTERNAL_SERVER_ERROR') return null;
  // A bug of ours: the stack's frames say where, and its first line, which can quote a value, is left out.
  return root instanceof Error
    ? `${root.name} ${(root.stack ?? '').split('\n').slice(1, 6).join(' ').trim()}`
    : 'unknown';
}

export function codeOf(error: unknown, formatted?: GraphQLFormattedError): ErrorCode {
  const root = rootOf(error);
  if (root instanceof CodedError) return root.code;
  const named = formatted?.extensions?.code ?? (error instanceof GraphQLError ? error.extensions.code : undefined);
  return errorCodes.find((code) => code === named) ?? 'INTERNAL_SERVER_ERROR';
}

function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined ? rootOf(error.originalError) : error;
}

function detailsOf(root: unknown): Readonly<Record<string, unknown>> {
  if (!(root instanceof CodedError)) return {};
  return root instanceof UpstreamError || root.retryable
    ? { retryable: root.retryable, ...root.details }
    : root.details;
}

function describeCause({ cause, options }: UpstreamError): string {
  if (options.status !== undefined) return ` (status ${options.status})`;
  return cause instanceof Error ? ` (${cause.message})` : '';
}
