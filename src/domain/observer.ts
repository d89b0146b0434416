import type { BackendName } from '../model/backend.js';
import type { PingReading, PingTaskStatus } from '../model/ping-task.js';
import type { LifetimeTable } from './cache/lifetime.js';
import type { WriteOperation } from './writes/write.js';

/** What answers are kept of: the rows of the table of lifetimes. */
export type CacheKind = keyof LifetimeTable;

/**
 * What came of looking into a cache. `hit`: it was shown. `stale`: it was shown only because the back end could not be asked, or is not
 * believed. `miss`: the back end was asked. `joined`: it was being asked already.
 */
export type CacheOutcome = 'hit' | 'stale' | 'miss' | 'joined';

/** Into what a write's entry in the ledger was moved. `not-sent`: out of it again. */
export const idempotencyStates = ['reserved', 'sent', 'done', 'unknown', 'not-sent'] as const;

export type IdempotencyState = (typeof idempotencyStates)[number];

/** Hears of what the domain does. No value, no person and no caller is told. */
export interface DomainObserver {
  /** @param ageMs of what was kept; zero where nothing was. */
  onCacheRead(backend: BackendName, kind: CacheKind, outcome: CacheOutcome, ageMs: number): void;
  onWriteState(operation: WriteOperation, state: IdempotencyState): void;
  /** @param outcome what the caller was told: the kind of a `WriteResult`, `replayed`, or an error's code. */
  onWriteEnd(operation: WriteOperation, outcome: string): void;
  onPingPoll(reading: PingReading['kind']): void;
  onPingEnd(status: PingTaskStatus): void;
}

export const noopObserver: DomainObserver = {
  onCacheRead: () => undefined,
  onWriteState: () => undefined,
  onWriteEnd: () => undefined,
  onPingPoll: () => undefined,
  onPingEnd: () => undefined,
};
