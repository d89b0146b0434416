import type { Caller } from '../../model/caller.js';
import type { ErrorCode } from '../../model/error-code.js';
import { CodedError } from '../../model/errors.js';
import { isOperationName, type Logger } from '../observability/log.js';
import { clientOf, hashText, type TrustedDocuments } from './trusted-document.js';

/** Document named by a request: its text, or its id in a manifest. */
export interface RequestedDocument {
  readonly query?: string | undefined;
  readonly operationName?: string | null | undefined;
  /** As Relay's clients send it. */
  readonly id?: unknown;
  /** The same by its newer name. */
  readonly documentId?: unknown;
  /** As Apollo's clients send it: `persistedQuery.sha256Hash`. */
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

export type ResolvedDocument =
  /** `isTrusted`: it belongs to the client's manifest and is exempt from limits of size and cost. */
  { readonly text: string; readonly isTrusted: boolean } | { readonly refused: CodedError };

/** Finds the text of what a caller wants to run, and decides whether they may. The same on every transport. */
export type ResolveDocument = (caller: Caller, requestId: string, requested: RequestedDocument) => ResolvedDocument;

/** @param trustedBy the documents of a caller's tenant. Null: every text may be run, and no id is known. */
export function createDocumentResolver(
  trustedBy: (caller: Caller) => TrustedDocuments | null,
  log: Logger,
): ResolveDocument {
  return (caller, requestId, requested) => {
    const trusted = trustedBy(caller);
    if (trusted === null) {
      const { query, extensions } = requested;
      return query === undefined
        ? refuseId(extensions, 'PERSISTED_QUERY_NOT_SUPPORTED')
        : { text: query, isTrusted: false };
    }
    const isStrict = trusted.isStrict(caller);
    const text = requested.query || textOfId(trusted, caller, requested);
    if (text === null) return refuseId(requested.extensions, 'PERSISTED_QUERY_NOT_FOUND');
    if (trusted.documentOf(caller, text) !== null) return { text, isTrusted: true };
    log.info(
      {
        requestId,
        subject: caller.subject,
        tenant: caller.tenant,
        client: clientOf(caller),
        operation: isOperationName(requested.operationName) ? requested.operationName : null,
        hash: hashText(text),
        isRefused: isStrict,
      },
      'document is in no manifest of the client',
    );
    return isStrict ? refuse('GRAPHQL_VALIDATION_FAILED', notTrusted) : { text, isTrusted: false };
  };
}

const notTrusted =
  'Not a trusted document: this endpoint runs the documents of the client’s manifest only, letter for letter.';

function refuse(code: ErrorCode, message?: string): ResolvedDocument {
  return { refused: new CodedError(code, false, message === undefined ? {} : { message }) };
}

function refuseId(extensions: RequestedDocument['extensions'], code: ErrorCode): ResolvedDocument {
  return refuse(hashOf(extensions) === undefined ? 'BAD_REQUEST' : code);
}

function textOfId(trusted: TrustedDocuments, caller: Caller, { id, documentId, extensions }: RequestedDocument) {
  const given = [documentId, id, hashOf(extensions)].find((each) => typeof each === 'string');
  return typeof given === 'string' ? trusted.textOf(caller, given) : null;
}

function hashOf(extensions: RequestedDocument['extensions']): unknown {
  return ((extensions?.persistedQuery ?? {}) as { readonly sha256Hash?: unknown }).sha256Hash;
}
