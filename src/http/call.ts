import { setTimeout as wait } from 'node:timers/promises';
import type { Backend } from '../model/backend.js';

/** The operation on whose behalf a back end is asked: when it must be over, and who counts its calls. */
export interface Call {
  /** Milliseconds of `performance.now()` at which nobody waits any more. */
  readonly deadline: number;
  /** Aborted when the caller has gone. Cancels reads, never writes. */
  readonly signal?: AbortSignal | undefined;
  /** True: an answer that was given before this call is not good enough. Default false. */
  readonly isFresh?: boolean | undefined;
  /** Told of each request that is sent. */
  onRequest(backend: Backend, route: string): void;
}

/** Whether a call changes something at the back end: by operation, never by verb. */
export type CallKind = 'read' | 'write';

/** How long one operation may take, all back-end calls included. */
export const operationBudgetMs = 20_000;

/** A call on nobody's behalf: ping watching, warming, detection. */
export function backgroundCall(budgetMs = operationBudgetMs): Call {
  return { deadline: performance.now() + budgetMs, onRequest: () => undefined };
}

/** Milliseconds until the deadline, negative when it has passed. */
export function remainingMs({ deadline }: Call): number {
  return deadline - performance.now();
}

/** Whether nobody waits for the end of this call: a write goes on without its caller. */
export function hasLeft(kind: CallKind, { signal }: Call): boolean {
  return kind === 'read' && signal?.aborted === true;
}

/** Waits, and no longer than the caller does. @param ms milliseconds. */
export async function pause(ms: number, { signal }: Call): Promise<void> {
  await wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
