import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import { CodedError } from '../model/errors.js';
import type { Page } from '../model/page.js';
import type { GatewayContext } from './context.js';

/**
 * Value of a field, or a substitute where the back end failed: a list cannot be null, so an error would remove everything around it. The
 * error is still reported at the field's path.
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
    if (!(error instanceof CodedError)) throw error;
    return report(error, standIn, context, info);
  }
}

/** Tells of an error at a field's path, beside the value that stands in there. */
export function report<StandIn>(
  error: CodedError,
  standIn: StandIn,
  { partialErrors }: GatewayContext,
  { path, fieldNodes }: GraphQLResolveInfo,
): StandIn {
  partialErrors.push(new GraphQLError(error.message, { nodes: fieldNodes, path: toList(path), originalError: error }));
  return standIn;
}

/** Empty connection. */
export const emptyPage: Page<never> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: null,
};

function toList(path: GraphQLResolveInfo['path']): readonly (string | number)[] {
  return [...(path.prev === undefined ? [] : toList(path.prev)), path.key];
}
