import type { BackendName } from './backend.js';
import { type ErrorCode, errorSentences, type UpstreamCode } from './error-code.js';

/** The root of every error the gateway raises on purpose. Its message is the code's fixed sentence, with what would be right where
 * the caller can mend it; it never quotes a value. Details live in `cause`. */
export class CodedError extends Error {
  override get name(): string {
    return this.constructor.name;
  }

  constructor(
    readonly code: ErrorCode,
    /** True: nothing happened in this attempt, and the same request may be sent again. */
    readonly retryable: boolean,
    { message = errorSentences[code], ...options }: { readonly cause?: unknown; readonly message?: string } = {},
  ) {
    super(message, options);
  }

  /** Details that a client may read beside the code. */
  get details(): Readonly<Record<string, unknown>> {
    return {};
  }
}

/** A right value in words, or the limit that an input exceeds. */
type InputDemand = { readonly expected: string } | { readonly limit: number; readonly actual: number };

function describeDemand(argument: string, demand: InputDemand | null): string {
  if (demand === null) return `It is \`${argument}\`.`;
  if ('expected' in demand) return `\`${argument}\`: ${demand.expected}.`;
  return `\`${argument}\`: at most ${demand.limit} items, not ${demand.actual}.`;
}

/** A value the caller chose is unacceptable. Names the argument, never the value. */
export class BadUserInput extends CodedError {
  constructor(
    /** The argument's path in the operation, e.g. `by.phone`. */
    readonly argument: string,
    readonly demand: InputDemand | null = null,
  ) {
    super('BAD_USER_INPUT', false, { message: `${errorSentences.BAD_USER_INPUT} ${describeDemand(argument, demand)}` });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return {
      argument: this.argument.replace(/^\$/, ''),
      ...(this.demand !== null && 'limit' in this.demand ? this.demand : {}),
    };
  }
}

export class Unauthenticated extends CodedError {
  constructor(cause?: unknown) {
    super('UNAUTHENTICATED', false, { cause });
  }
}

/** The token lacks a scope, or the caller has not verified the client. */
export class Forbidden extends CodedError {
  constructor(
    /** Scope that would allow it. */
    readonly scope: string,
  ) {
    super('FORBIDDEN', false, { message: `${errorSentences.FORBIDDEN} It needs the scope ${scope}.` });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { scope: this.scope };
  }
}

/** A document is refused by a limit of this endpoint. */
export class DocumentTooLarge extends CodedError {
  constructor(
    /** Measure of the document, e.g. `depth`. */
    readonly measure: string,
    readonly limit: number,
    readonly actual: number,
  ) {
    super('GRAPHQL_VALIDATION_FAILED', false, {
      message: `The document is too large (${measure}: ${actual}, at most ${limit}).`,
    });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { measure: this.measure, limit: this.limit, actual: this.actual };
  }
}

/** Tried too often: nothing was asked of any back end. */
export class RateLimited extends CodedError {
  constructor(
    /** Milliseconds after which another try counts. */
    readonly retryAfterMs: number,
  ) {
    super('RATE_LIMITED', true);
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { retryAfterMs: this.retryAfterMs };
  }
}

/** No configured back end has the capability that the field needs. */
export class NotSupported extends CodedError {
  constructor() {
    super('NOT_SUPPORTED', false);
  }
}

/** The same document, and names that share no word: one of the records may be somebody else's, and is not shown. */
export class JoinConflict extends CodedError {
  constructor() {
    super('JOIN_CONFLICT', false);
  }
}

/** A key under which several people are found. */
export class Ambiguous extends CodedError {
  constructor() {
    super('AMBIGUOUS', false);
  }
}

/** Our own store, or who issues the tokens, is out of reach: nothing was sent. */
export class ServiceUnavailable extends CodedError {
  constructor(cause?: unknown) {
    super('SERVICE_UNAVAILABLE', true, { cause });
  }
}

/** A back end could not be asked, or did not answer as agreed. Raised by the `http` floor and the back ends' folders alone. */
export class UpstreamError extends CodedError {
  constructor(
    override readonly code: UpstreamCode,
    readonly backend: BackendName,
    readonly options: {
      /** False only when no byte of the request can have reached the back end. Default true. */
      readonly mayHaveArrived?: boolean;
      /** Milliseconds after which asking again makes sense. */
      readonly retryAfterMs?: number | undefined;
      /** False when another attempt would meet the same fate. Default true. */
      readonly retryable?: boolean;
      /** The HTTP status of the answer, where there was one. */
      readonly status?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, options.retryable ?? true, options.cause === undefined ? {} : { cause: options.cause });
  }

  /**
   * The same failure, of a call that was only made in order to send something, which therefore was not sent.
   * @param retryAfterMs milliseconds after which asking again makes sense. Default: as before.
   */
  asNotSent(retryAfterMs = this.options.retryAfterMs): UpstreamError {
    return new UpstreamError(this.code, this.backend, { ...this.options, mayHaveArrived: false, retryAfterMs });
  }

  get mayHaveArrived(): boolean {
    return this.options.mayHaveArrived ?? true;
  }

  override get details(): Readonly<Record<string, unknown>> {
    const { retryAfterMs } = this.options;
    return { backend: this.backend, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}
