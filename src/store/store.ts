import type { Diagnosis } from '../model/diagnosis.js';
import type { Outage } from '../model/outage.js';
import type { RecordedPromise } from '../model/payment-promise.js';
import type { PaymentReport } from '../model/payment-report.js';
import type { PingTask } from '../model/ping-task.js';
import type { OpenedTicket } from '../model/ticket.js';
import type { WriteRecord } from '../model/write-record.js';
import type { ZonePing } from '../model/zone-ping.js';
import type { ClientWritten, EventBus } from './event-bus.js';
import type { IdempotencyStore } from './idempotency-store.js';
import type { Outbox } from './outbox/outbox.js';
import type { RateLimiters } from './rate-limiter.js';
import type { Repository } from './repository.js';
import type { Schedule, Scheduled } from './schedule.js';

/**
 * State that outlives a request. Every method may throw `ServiceUnavailable` while the store is out of reach, within 300 ms, unless it says
 * otherwise.
 */
export interface Store {
  readonly kind: 'memory' | 'file' | 'redis';
  /** As the last requests found it: false while they are refused without being tried. */
  readonly isReachable: boolean;
  readonly idempotency: IdempotencyStore;
  /** Every put is published as `ping-task` in the same step: no event is lost between the two. */
  readonly pingTasks: Repository<PingTask>;
  /** Every put is published as `zone-ping` in the same step. */
  readonly zonePings: Repository<ZonePing>;
  /** Every put is published as `outage` in the same step. */
  readonly outages: Repository<Outage>;
  /** Every put is published as `diagnosis` in the same step. */
  readonly diagnoses: Repository<Diagnosis>;
  readonly tickets: Repository<OpenedTicket>;
  readonly promises: Repository<RecordedPromise>;
  readonly paymentReports: Repository<PaymentReport>;
  readonly sessions: Repository<StoredSession>;
  /** Phone numbers that do not identify anyone yet. */
  readonly unconfirmedPhones: Repository<UnconfirmedPhone>;
  /** Each is published as `client-written` in the same step and stored as long as back ends may not show it, for instances that start later. */
  readonly clientWrites: Repository<ClientWritten>;
  /** Writes in flight, and those of unknown outcome. */
  readonly openWrites: Repository<WriteRecord>;
  /** Those whose outcome was unknown for a while. Every put is published as `write-outcome` in the same step. */
  readonly settledWrites: Repository<WriteRecord>;
  readonly events: EventBus;
  readonly pingSchedule: Schedule<PingTask>;
  readonly zonePingSchedule: Schedule<ZonePing>;
  /** Looks for the effects of writes of unknown outcome. */
  readonly writeSchedule: Schedule<ScheduledWrite>;
  /** Webhooks on their way. */
  readonly outbox: Outbox;
  readonly limiters: RateLimiters;
  /** Ends what was begun. A handler that runs is waited for. */
  close(): Promise<void>;
}

/** Assurances of a session whose program cannot hold a secret itself. */
export interface StoredSession {
  /** A hash. */
  readonly id: string;
  /** Tokens that open nothing but to the caller to whom they were given, the newest first. */
  readonly assurances: readonly string[];
  readonly isOver: boolean;
}

/** A write to look for. `requestedAt`: when its answer was lost. */
export type ScheduledWrite = Scheduled;

/** Hash of a record and a number on it that its owner has not confirmed. */
export type UnconfirmedPhone = Pick<StoredSession, 'id'>;
/** Milliseconds from any beginning. Never goes back. */
export type Clock = () => number;
