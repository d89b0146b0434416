import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { maxTokens } from './document.js';
import type { ErrorMask } from './error.js';
import { createLogPlugin } from './log.js';
import type { RunningRequest } from './request.js';

/** Operations over HTTP. */
export async function startApollo(options: {
  readonly schema: GraphQLSchema;
  readonly mask: ErrorMask;
  readonly isExplorer: boolean;
  readonly log: Logger;
}): Promise<ApolloServer<RunningRequest>> {
  const { schema, mask, isExplorer, log } = options;
  const apollo = new ApolloServer<RunningRequest>({
    schema,
    introspection: isExplorer,
    hideSchemaDetailsFromClientErrors: !isExplorer,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    status400ForVariableCoercionErrors: true,
    parseOptions: { maxTokens },
    formatError: (formatted, error) => mask(error, formatted),
    logger: quiet(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      isExplorer ? ApolloServerPluginLandingPageLocalDefault({ embed: true }) : ApolloServerPluginLandingPageDisabled(),
      createLogPlugin(log, mask),
      refuseSubscriptions,
    ],
  });
  await apollo.start();
  return apollo;
}

/** A subscription over HTTP would be run as a query: once, and wrongly. */
const refuseSubscriptions: ApolloServerPlugin<RunningRequest> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation === 'subscription') {
        throw new GraphQLError('subscription over HTTP', {
          extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: new HeaderMap([['allow', 'GET']]) } },
        });
      }
    },
  }),
};

/** Apollo's own messages can quote a request: only that something happened goes on. */
function quiet(log: Logger) {
  const say = () => log.debug('apollo server has something to say');
  return { debug: () => undefined, info: () => undefined, warn: say, error: say };
}
