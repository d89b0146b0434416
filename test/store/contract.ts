import { describe } from 'vitest';
import type { OutboxLimits } from '../../src/store/outbox/outbox.js';
import type { RepositoryLimits } from '../../src/store/repository.js';
import type { Store } from '../../src/store/store.js';
import { describeEvents } from './events-contract.js';
import { describeIdempotencyStore } from './idempotency-contract.js';
import { describeIdempotencyModel } from './idempotency-model.js';
import { describeLimiters } from './limiter-contract.js';
import { describeOutbox } from './outbox-contract.js';
import { describeRepository } from './repository-contract.js';
import { describePingSchedule } from './schedule-contract.js';
import { describeWriteTraces } from './write-trace-contract.js';

/** A store under test, empty. */
export interface Subject {
  readonly store: Store;
  /** Lets time pass for the store's records, and for them alone. Whole milliseconds. */
  elapse(ms: number): Promise<void>;
  close(): Promise<void>;
}

export type OpenSubject = (limits?: RepositoryLimits, outboxLimits?: OutboxLimits) => Promise<Subject>;

/** What every store must do. @param modelRuns how many histories the ledger's model is tried with. */
export function describeStore(name: string, open: OpenSubject, modelRuns: number): void {
  describe(name, () => {
    describeIdempotencyStore(open);
    describeIdempotencyModel(open, modelRuns);
    describeWriteTraces(open, modelRuns);
    describeRepository(open);
    describeEvents(open);
    describePingSchedule(open);
    describeOutbox(open);
    describeLimiters(open);
  });
}
