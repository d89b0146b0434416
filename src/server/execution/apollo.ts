import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { type DocumentRules, maxTokens, readDocument } from '../documents/document.js';
import { createLimitRule } from '../documents/document-limit.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { TrustedDocuments } from '../documents/trusted-document.js';
import type { ErrorMask } from './error.js';
import type { EndOperation } from './operation-end.js';
import type { RunOperation } from './run.js';
import { type ApolloContext, createRunPlugin, type ParsedRequest } from './run-plugin.js';

export interface SandboxState {
  readonly document?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly mask: ErrorMask;
  readonly run: RunOperation;
  readonly documents: KnownDocuments;
  readonly trusted: TrustedDocuments | null;
  readonly rules: DocumentRules;
  /** Initial contents of the explorer page. */
  readonly sandbox: SandboxState;
  readonly end: EndOperation;
  readonly log: Logger;
}

/** Takes the documents that are new: parses and validates them, and refuses what may not be run. */
export async function startApollo(options: ApolloOptions): Promise<ApolloServer<ApolloContext>> {
  const { schema, mask, run, documents, trusted, rules, sandbox, end, log } = options;
  const { isExplorer } = rules;
  const apollo = new ApolloServer<ApolloContext>({
    schema,
    introspection: isExplorer,
    hideSchemaDetailsFromClientErrors: !isExplorer,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    documentStore: trusted === null ? null : createDocumentStore(trusted),
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    validationRules: [createLimitRule(rules.limits)],
    formatError: (formatted, error) => mask(error, formatted),
    stringifyResult: (result) => JSON.stringify(result),
    logger: quiet(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      isExplorer
        ? ApolloServerPluginLandingPageLocalDefault({ embed: true, ...sandbox })
        : ApolloServerPluginLandingPageDisabled(),
      createRunPlugin({ run, documents, recheck: createRecheck(options), end }),
    ],
  });
  await apollo.start();
  return apollo;
}

const sha256HexLength = 64;

/**
 * Shortcut: document store of Apollo Server, read before a text is parsed and validated, which saves both for trusted documents. Its keys are a
 * hash of the schema and the SHA-256 of the text in hexadecimal.
 */
function createDocumentStore(trusted: TrustedDocuments) {
  return {
    get: async (key: string) => trusted.documentOfHash(key.slice(-sha256HexLength)) ?? undefined,
    // Validated documents are remembered by `documents`.
    set: async () => undefined,
    delete: async () => false,
  };
}

/** The store does not know the caller: another one that sends the same text is subject to limits that Apollo Server then skips. */
function createRecheck({ schema, trusted, rules }: Pick<ApolloOptions, 'schema' | 'trusted' | 'rules'>) {
  return ({ hash, text, operationName }: ParsedRequest): void => {
    if ((trusted?.documentOfHash(hash) ?? null) === null) return;
    try {
      readDocument(schema, text, operationName, rules);
    } catch (error) {
      if (error instanceof GraphQLError) error.extensions.http = { status: 400 };
      throw error;
    }
  };
}

/** Apollo's own messages can quote a request: only that something happened goes on. */
function quiet(log: Logger) {
  const say = () => log.debug('apollo server has something to say');
  return { debug: () => undefined, info: () => undefined, warn: say, error: say };
}
