import type { Operation } from '../domain/operation.js';
import type { Caller } from '../model/caller.js';

/** What every resolver is given. */
export interface GatewayContext {
  readonly caller: Caller;
  readonly requestId: string;
  readonly operation: Operation;
}
