import { type ApolloServerPlugin, type GraphQLRequestContextWillSendResponse, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { type ErrorCode, RateLimited } from '../model/errors.js';
import { withCode } from './document.js';
import type { Charge, Guard } from './guard.js';
import type { RunningRequest } from './request.js';

type Http = readonly [status: number, headers?: readonly [string, string][]];

/** What is decided about an operation over HTTP between its validation and its execution. */
export function createGuardPlugin(guard: Guard): ApolloServerPlugin<RunningRequest> {
  return {
    requestDidStart: async () => {
      let charge: Charge | undefined;
      return {
        didResolveOperation: async ({ operation, document, request, contextValue }) => {
          // With an executor of one's own Apollo Server leaves this to it.
          if (operation === undefined) throw refusedWith('OPERATION_RESOLUTION_FAILURE', [400]);
          // It would be run as a query: once, and wrongly.
          if (operation.operation === 'subscription') throw refusedWith('BAD_REQUEST', [405, [['allow', 'GET']]]);
          charge = await guard
            .admit(contextValue.caller.subject, { document, operation }, request.variables, contextValue.isTrusted)
            .catch((error: unknown) => {
              throw toHttpError(error);
            });
        },
        willSendResponse: async (context) => {
          if (charge !== undefined && context.request.http?.headers.get('x-cost') === '1') tellCost(context, charge);
        },
      };
    },
  };
}

function tellCost({ response }: GraphQLRequestContextWillSendResponse<RunningRequest>, cost: Charge): void {
  if (response.body.kind !== 'single') return;
  const result = response.body.singleResult;
  result.extensions = { ...result.extensions, cost };
}

function refusedWith(code: ErrorCode, http: Http): GraphQLError {
  return withHttp(withCode(new GraphQLError('this operation cannot be run'), code), http);
}

function toHttpError(error: unknown): unknown {
  if (error instanceof RateLimited) {
    const refused = new GraphQLError(error.message, { originalError: error });
    const seconds = Math.ceil(error.retryAfterMs / 1_000);
    return withHttp(withCode(refused, error.code), [429, [['retry-after', String(seconds)]]]);
  }
  return error instanceof GraphQLError ? withHttp(error, [400]) : error;
}

/** The status and headers by which Apollo Server answers an error. */
function withHttp(error: GraphQLError, [status, headers = []]: Http): GraphQLError {
  return Object.assign(error, {
    extensions: { ...error.extensions, http: { status, headers: new HeaderMap(headers) } },
  });
}
