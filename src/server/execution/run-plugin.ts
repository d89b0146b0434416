import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { callerKey } from '../../model/caller.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { RunningRequest } from '../http/request.js';
import type { EndOperation } from './operation-end.js';
import { type RunOperation, reportErrors } from './run.js';

/** Context that Apollo Server passes to its plug-ins. */
export interface ApolloContext {
  readonly running: RunningRequest;
}

/** Document of a request as Apollo Server has it. */
export interface ParsedRequest {
  /** Of the text. */
  readonly hash: string;
  readonly text: string;
  readonly operationName: string | undefined;
}

/**
 * Remembers and runs the documents that Apollo Server has parsed and validated; logs the refused ones and adds the request's id to their
 * errors.
 */
export function createRunPlugin({
  run,
  documents,
  recheck,
  end,
}: {
  readonly run: RunOperation;
  readonly documents: KnownDocuments;
  /** Limits of size for a document outside a manifest, called before it runs. @throws {GraphQLError} it exceeds them. */
  readonly recheck: (asked: ParsedRequest) => void;
  readonly end: EndOperation;
}): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart: async () => {
      let hasRun = false;
      return {
        didResolveOperation: async ({ queryHash: hash, source: text, request, contextValue: { running } }) => {
          if (!running.isTrusted) recheck({ hash, text, operationName: request.operationName });
        },
        responseForOperation: async ({ source, document, operation, request, contextValue }) => {
          // There is no such operation: Apollo Server says so itself.
          if (operation === undefined) return null;
          hasRun = true;
          const { running } = contextValue;
          const asked = { text: source, operationName: request.operationName, isTrusted: running.isTrusted };
          const { status, headers, result } = await run({
            runnable: documents.remember(asked, { document, operation }, callerKey(running.caller)),
            variables: request.variables ?? {},
            request: running,
            reportsCost: request.http?.headers.get('x-cost') === '1',
          });
          return {
            http: { status, headers: new HeaderMap(Object.entries(headers)) },
            body: { kind: 'single', singleResult: result },
          };
        },
        willSendResponse: async ({ contextValue: { running }, operation, operationName, response, errors = [] }) => {
          if (hasRun) return;
          end(running, { name: operationName, kind: operation?.operation ?? 'none', errors });
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          singleResult.errors = reportErrors(singleResult.errors ?? [], undefined, running);
        },
      };
    },
  };
}
