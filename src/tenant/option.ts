import type { LifetimeTable } from '../domain/cache/lifetime.js';
import type { DiagnosisTimings } from '../domain/diagnosis/runner.js';
import type { OutageOptions } from '../domain/outage/outage-watcher.js';
import type { ZonePingLimits } from '../domain/outage/zone-ping/limit.js';
import type { PingTimings } from '../domain/ping/ping-watcher.js';
import type { VerificationLimits } from '../domain/verification/verification-limit.js';
import type { WebhookTimings } from '../domain/webhook/dispatch.js';
import type { Clock } from '../store/store.js';

/** Deviations of the services of each tenant, for tests and the demo. */
export interface TenantOptions {
  readonly pingTimings?: PingTimings;
  /** Default: those in `domain/diagnosis/runner.ts`. */
  readonly diagnosisTimings?: DiagnosisTimings;
  /** Default: those in `domain/webhook/webhooks.ts`. */
  readonly webhookTimings?: Partial<WebhookTimings>;
  /** Factor on the times at which the effects of writes of unknown outcome are looked for. Default 1. */
  readonly reconcilerTimeScale?: number;
  /** Default: the rule in `domain/outage/detection/rule.ts`, and a look at the back end's flags each minute. */
  readonly outages?: OutageOptions;
  /** Default: as configured, with the times in `domain/outage/zone-ping/limit.ts`. */
  readonly zonePingLimits?: Partial<ZonePingLimits>;
  /**
   * Lifetimes of cached answers.
   * @default the table in `domain/cache/lifetime.ts`
   */
  readonly lifetimes?: LifetimeTable;
  /** By which answers age. Above zero. Default: the process's. */
  readonly clock?: Clock;
  /**
   * Limits of identity verification.
   * @default those in `domain/verification/verification-limit.ts`
   */
  readonly verificationLimits?: VerificationLimits;
  /** Milliseconds that a verification takes at least, whatever its answer. Default: a second. */
  readonly verifyMs?: number;
}
