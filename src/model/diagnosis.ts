import type { BackendName } from './backend.js';
import type { ConnectionState } from './ping-task.js';

/** Steps of a diagnosis, in their order. */
export const diagnosisStepNames = ['OUTAGE', 'ACCOUNT', 'PING', 'TICKET', 'ZONE'] as const;

export type DiagnosisStepName = (typeof diagnosisStepNames)[number];

/** `SKIPPED`: what was known before made it needless. `UNKNOWN`: the back end cannot tell, or could not be asked. */
export type DiagnosisStepState = 'PENDING' | 'RUNNING' | 'DONE' | 'SKIPPED' | 'UNKNOWN';

export type DiagnosisState = 'RUNNING' | 'DONE';

export type DiagnosisCause =
  | 'OUTAGE'
  | 'SUSPENDED_FOR_DEBT'
  | 'SUSPENDED'
  | 'NO_CONNECTION'
  | 'SUBSCRIBER_EQUIPMENT'
  | 'UNSTABLE'
  | 'HEALTHY'
  | 'UNKNOWN';

export type DiagnosisAction = 'WAIT' | 'PAY' | 'PROMISE' | 'RESTART' | 'TICKET' | 'PERSON';

export interface DiagnosisStep {
  readonly name: DiagnosisStepName;
  readonly state: DiagnosisStepState;
  /** RFC 3339. Null: it has not ended. */
  readonly finishedAt: string | null;
}

/** An outage that is known, of something on which the client's service depends. */
export interface KnownOutage {
  readonly element: 'ZONE' | 'TOWER' | 'ROUTER';
  readonly name: string | null;
  /** The ISP's words. */
  readonly description: string | null;
}

/** All that the cause follows from: no amount and nothing personal. Null: not known, or not asked. */
export interface DiagnosisEvidence {
  readonly outage: KnownOutage | null;
  /** True as well of a service that was cancelled. */
  readonly isSuspended: boolean | null;
  readonly isOwing: boolean | null;
  readonly canPromise: boolean | null;
  /** True when a promise that was recorded through this gateway still holds. */
  readonly isPromised: boolean;
  /** Global id of the contract or client that a promise would be for. */
  readonly promiseTargetId: string | null;
  readonly pingTaskId: string | null;
  readonly connection: ConnectionState | null;
  /** Back end that would take a ticket of the client. Null: none, or not known. */
  readonly ticketBackend: BackendName | null;
  /** Number there of an open ticket about the same. */
  readonly openTicketId: number | null;
  readonly isZoneFull: boolean | null;
}

/** Search for the reason why a client has no internet. */
export interface Diagnosis {
  readonly id: string;
  readonly clientId: string;
  readonly state: DiagnosisState;
  readonly steps: readonly DiagnosisStep[];
  readonly evidence: DiagnosisEvidence;
  /** Null until DONE. */
  readonly cause: DiagnosisCause | null;
  readonly nextBestAction: DiagnosisAction | null;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly completedAt: string | null;
  /** The `sub` of the token that asked. */
  readonly requestedBy: string;
  /** Instances that have worked on it. */
  readonly attempts: number;
}
