import type { DiagnosisEvidence } from './diagnosis-evidence.js';

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
