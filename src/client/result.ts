import { type GatewayError, noResponse, type RequestInfo, type SentError, toError } from './error.js';

/** At least one. */
export type Errors = readonly [GatewayError, ...GatewayError[]];

/**
 * Result of an operation. Expected failures are not thrown: read `kind`.
 * `partial`: a back end did not answer. Its fields are null or empty lists, and an error names the path of each.
 */
export type Result<Data> =
  | { readonly kind: 'ok'; readonly data: Data }
  | { readonly kind: 'partial'; readonly data: Data; readonly errors: Errors }
  | { readonly kind: 'failed'; readonly errors: Errors };

/** For those who want an exception: what `dataOf` throws. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';

  constructor(readonly errors: Errors) {
    super(`${errors[0].code}: ${errors[0].message}`);
  }
}

/** The data, whole or partial. @throws {OperationFailed} there is none. */
export function dataOf<Data>(result: Result<Data>): Data {
  if (result.kind === 'failed') throw new OperationFailed(result.errors);
  return result.data;
}

/**
 * Error that explains the missing value at a path.
 * @example errorAt(result, 'client', 'invoices')
 * @returns null when nothing went wrong there: a null in the data is then the answer.
 */
export function errorAt(result: Result<unknown>, ...position: readonly (string | number)[]): GatewayError | null {
  if (result.kind === 'ok') return null;
  const isThere = ({ path = [] }: GatewayError): boolean =>
    path.slice(0, position.length).every((step, index) => step === position[index]);
  return result.errors.find(isThere) ?? null;
}

/** Reads the body of an answer, or an event. @param retryable whether the operation may be sent again where it is neither. */
export function toResult<Data>(body: unknown, request: RequestInfo, retryable: boolean): Result<Data> {
  const { data, errors: sent = [] } = isBody(body) ? body : {};
  const [first, ...more] = sent.map((error) => toError(error, request));
  // The data are what the operation asks for: the gateway answers by its schema.
  if (data !== null && data !== undefined) {
    return first === undefined
      ? { kind: 'ok', data: data as Data }
      : { kind: 'partial', data: data as Data, errors: [first, ...more] };
  }
  return failed(first ?? noResponse('UNREADABLE', retryable, request.requestId), ...more);
}

export function failed(...errors: Errors): { readonly kind: 'failed'; readonly errors: Errors } {
  return { kind: 'failed', errors };
}

function isBody(body: unknown): body is { readonly data?: unknown; readonly errors?: readonly SentError[] } {
  if (typeof body !== 'object' || body === null) return false;
  return 'data' in body || ('errors' in body && Array.isArray(body.errors));
}
