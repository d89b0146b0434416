import type { GraphQLError } from 'graphql';
import type { Operation } from '../domain/operation.js';
import type { Caller } from '../model/caller.js';

/** Context of every resolver. */
export interface GatewayContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly operation: Operation;
  /** Errors at fields that still have a value: the transport adds them to the answer's. */
  readonly partialErrors: GraphQLError[];
}
