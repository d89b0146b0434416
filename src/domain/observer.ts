import type { BackendName } from '../model/backend.js';
import type { PingReading, PingTaskStatus } from '../model/ping-task.js';
import type { WebhookType } from '../model/webhook.js';
import type { LifetimeTable } from './cache/lifetime.js';
import type { WriteOperation } from './writes/operation.js';

/** Kinds of cached answers: the rows of the table of lifetimes. */
export type CacheKind = keyof LifetimeTable;

/**
 * Outcome of a cache read. `hit`: shown. `stale`: shown because the back end is unavailable or not believed. `miss`: loaded. `joined`: a
 * load in flight was joined.
 */
export type CacheOutcome = 'hit' | 'stale' | 'miss' | 'joined';

/** State to which a write's idempotency record moved. `not-sent`: it was deleted. */
export const idempotencyStates = ['reserved', 'sent', 'done', 'unknown', 'not-sent'] as const;

export type IdempotencyState = (typeof idempotencyStates)[number];

/** End of an attempt to deliver a webhook. `failed`: there will be another attempt. */
export const webhookOutcomes = ['delivered', 'failed', 'dead'] as const;

export type WebhookAttemptOutcome = (typeof webhookOutcomes)[number];

/** Observer of the domain. It receives no value, person or caller. */
export interface DomainObserver {
  /** @param ageMs of what was kept; zero where nothing was. */
  onCacheRead(backend: BackendName, kind: CacheKind, outcome: CacheOutcome, ageMs: number): void;
  onWriteState(operation: WriteOperation, state: IdempotencyState): void;
  /** @param outcome of the mutation: the kind of a `WriteResult`, `replayed`, or an error's code. */
  onWriteEnd(operation: WriteOperation, outcome: string): void;
  /** A write of unknown outcome: found out, or left to a person. @param by who says so. */
  onWriteSettled(
    operation: WriteOperation,
    backend: BackendName,
    state: 'DONE' | 'NOT_DONE' | 'PERSON',
    by: 'reading' | 'person',
  ): void;
  onPingPoll(reading: PingReading['kind']): void;
  onPingEnd(status: PingTaskStatus): void;
  onWebhook(type: WebhookType, outcome: WebhookAttemptOutcome): void;
}

export const noopObserver: DomainObserver = {
  onCacheRead: () => undefined,
  onWriteState: () => undefined,
  onWriteEnd: () => undefined,
  onWriteSettled: () => undefined,
  onPingPoll: () => undefined,
  onPingEnd: () => undefined,
  onWebhook: () => undefined,
};
