import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { GatewayError } from '../model/errors.js';
import type { Page } from '../model/page.js';
import type { GatewayContext } from './context.js';

/**
 * What a field loads, or what stands in for it where the back end could not tell: a list cannot be null, so that an error in it would
 * take everything around it away. The error is reported at the field's path all the same.
 */
export async function orElse<Value, StandIn extends Value>(
  standIn: StandIn,
  load: Promise<Value>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Value> {
  try {
    return await load;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return report(error, standIn, context, info);
  }
}

/** Tells of an error at a field's path, beside the value that stands in there. */
export function report<StandIn>(
  error: GatewayError,
  standIn: StandIn,
  { partialErrors }: GatewayContext,
  { path, fieldNodes }: GraphQLResolveInfo,
): StandIn {
  partialErrors.push(new GraphQLError(error.message, { nodes: fieldNodes, path: toList(path), originalError: error }));
  return standIn;
}

/** What an empty connection looks like. */
export const emptyPage: Page<never> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: null,
};

function toList(path: GraphQLResolveInfo['path']): readonly (string | number)[] {
  return [...(path.prev === undefined ? [] : toList(path.prev)), path.key];
}
