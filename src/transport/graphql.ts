import { ApolloServer, type ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { endpointRules, maxTokens } from './document.js';
import type { ErrorMask } from './error.js';
import type { Executor } from './executor.js';
import type { Guard } from './guard.js';
import { createGuardPlugin } from './guard-plugin.js';
import { createLogPlugin } from './log.js';
import type { RunningRequest } from './request.js';
import type { TrustedDocuments } from './trusted-document.js';

export interface SandboxState {
  readonly document?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Operations over HTTP. */
export async function startApollo(options: {
  readonly schema: GraphQLSchema;
  readonly mask: ErrorMask;
  readonly executor: Executor;
  readonly guard: Guard;
  readonly trusted: TrustedDocuments | null;
  readonly isExplorer: boolean;
  /** What the explorer's page is filled in with. */
  readonly sandbox: SandboxState;
  readonly log: Logger;
}): Promise<ApolloServer<RunningRequest>> {
  const { schema, mask, executor, guard, trusted, isExplorer, sandbox, log } = options;
  const apollo = new ApolloServer<RunningRequest>({
    gateway: asGateway(schema, executor),
    introspection: isExplorer,
    hideSchemaDetailsFromClientErrors: !isExplorer,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    ...(trusted === null ? {} : { documentStore: createDocumentStore(trusted) }),
    stopOnTerminationSignals: false,
    status400ForVariableCoercionErrors: true,
    parseOptions: { maxTokens },
    validationRules: [...endpointRules],
    formatError: (formatted, error) => mask(error, formatted),
    logger: quiet(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      isExplorer
        ? ApolloServerPluginLandingPageLocalDefault({ embed: true, ...sandbox })
        : ApolloServerPluginLandingPageDisabled(),
      createLogPlugin(log, mask),
      createGuardPlugin(guard),
    ],
  });
  await apollo.start();
  return apollo;
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<RunningRequest>['gateway']>;
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** The way in which Apollo Server takes another executor than graphql-js: it believes that there is a gateway behind it. */
function asGateway(schema: GraphQLSchema, executor: Executor): Gateway {
  let tell: Parameters<Gateway['onSchemaLoadOrUpdate']>[0] = () => undefined;
  return {
    load: async () => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return {
        executor: async ({ document, operationName, request, context }) =>
          executor({
            document,
            operationName,
            variables: request.variables ?? {},
            contextValue: context,
          }) as ReturnType<GatewayExecutor>,
      };
    },
    onSchemaLoadOrUpdate: (listener) => {
      tell = listener;
      return () => undefined;
    },
    stop: async () => undefined,
  };
}

/** Documents beside the trusted ones that need not be read again. */
const maxKnownDocuments = 1_000;

/** Where Apollo Server looks for a document before it reads and checks its text. Its keys end with the hash of the text. */
function createDocumentStore(trusted: TrustedDocuments) {
  const known = new LRUCache<string, DocumentNode>({ max: maxKnownDocuments });
  return {
    get: async (key: string) => trusted.documentOfHash(key.slice(-64)) ?? known.get(key),
    set: async (key: string, document: DocumentNode) => void known.set(key, document),
    delete: async (key: string) => known.delete(key),
  };
}

/** Apollo's own messages can quote a request: only that something happened goes on. */
function quiet(log: Logger) {
  const say = () => log.debug('apollo server has something to say');
  return { debug: () => undefined, info: () => undefined, warn: say, error: say };
}
