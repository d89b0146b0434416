import type { Backend } from '../model/backend.js';

/** The operation on whose behalf a back end is asked: when it must be over, and who counts its calls. */
export interface Call {
  /** Milliseconds of `performance.now()` at which nobody waits any more. */
  readonly deadline: number;
  /** Aborted when the caller has gone. Cancels reads, never writes. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each request that is sent. */
  onRequest(backend: Backend, route: string): void;
}

/** How long one operation may take, all back-end calls included. */
export const operationBudgetMs = 20_000;

/** A call on nobody's behalf: ping watching, warming, detection. */
export function backgroundCall(budgetMs = operationBudgetMs): Call {
  return { deadline: performance.now() + budgetMs, onRequest: () => undefined };
}
