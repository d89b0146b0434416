import type { DiagnosisAction, DiagnosisCause, DiagnosisStepName } from '../../model/diagnosis.js';
import type { DiagnosisEvidence } from '../../model/diagnosis-evidence.js';
import type { ConnectionState } from '../../model/ping-task.js';

/** Before anything was asked. */
export const noEvidence: DiagnosisEvidence = {
  outage: null,
  isSuspended: null,
  isOwing: null,
  canPromise: null,
  isPromised: false,
  promiseTargetId: null,
  pingTaskId: null,
  connection: null,
  ticketBackend: null,
  openTicketId: null,
  isZoneFull: null,
};

const causeOfConnection: Readonly<Record<Exclude<ConnectionState, 'STABLE'>, DiagnosisCause>> = {
  NO_INTERNET: 'NO_CONNECTION',
  ANTENNA_ONLY: 'SUBSCRIBER_EQUIPMENT',
  INTERMITTENT: 'UNSTABLE',
  UNKNOWN: 'UNKNOWN',
};

/**
 * The first that holds:
 * 1. OUTAGE: one is known.
 * 2. SUSPENDED_FOR_DEBT, SUSPENDED: the service is cut off, and something is known to be owed, or not.
 * 3. NO_CONNECTION, SUBSCRIBER_EQUIPMENT, UNSTABLE: as the ping ended.
 * 4. HEALTHY: the ping is stable, and the service is known not to be cut off: equipment of a suspended client answers too.
 * 5. UNKNOWN.
 */
export function causeOf({ outage, isSuspended, isOwing, connection }: DiagnosisEvidence): DiagnosisCause {
  if (outage !== null) return 'OUTAGE';
  if (isSuspended === true) return isOwing === true ? 'SUSPENDED_FOR_DEBT' : 'SUSPENDED';
  if (connection === null) return 'UNKNOWN';
  if (connection !== 'STABLE') return causeOfConnection[connection];
  return isSuspended === false ? 'HEALTHY' : 'UNKNOWN';
}

/** What the subscriber, or who speaks with them, had best do. */
export function actionFor(cause: DiagnosisCause, evidence: DiagnosisEvidence): DiagnosisAction {
  const { canPromise, isPromised, openTicketId, isZoneFull, ticketBackend } = evidence;
  switch (cause) {
    case 'OUTAGE':
      return 'WAIT';
    case 'SUSPENDED_FOR_DEBT':
      // A promise restores the service, which the back end may show minutes later (WispHub contract 1.5).
      return isPromised ? 'WAIT' : canPromise === true ? 'PROMISE' : 'PAY';
    case 'SUSPENDED':
      return isPromised ? 'WAIT' : 'PERSON';
    case 'NO_CONNECTION':
    case 'UNSTABLE':
      if (openTicketId !== null || isZoneFull === true) return 'WAIT';
      return ticketBackend === null ? 'PERSON' : 'TICKET';
    case 'SUBSCRIBER_EQUIPMENT':
      return openTicketId === null ? 'RESTART' : 'WAIT';
    case 'HEALTHY':
      return 'RESTART';
    case 'UNKNOWN':
      return openTicketId === null ? 'PERSON' : 'WAIT';
  }
}

/** Causes for which a ticket may be open or be opened. */
const forTechnicians: ReadonlySet<DiagnosisCause> = new Set([
  'NO_CONNECTION',
  'SUBSCRIBER_EQUIPMENT',
  'UNSTABLE',
  'UNKNOWN',
]);

/** True when a ticket could help: nothing else explains it, none is open and the zone is not known to be full. */
export function mayOpenTicket(cause: DiagnosisCause, { openTicketId, isZoneFull }: DiagnosisEvidence): boolean {
  return forTechnicians.has(cause) && openTicketId === null && isZoneFull !== true;
}

/** True when a step can still change the cause or the action. */
export function isNeeded(step: DiagnosisStepName, evidence: DiagnosisEvidence): boolean {
  const cause = causeOf(evidence);
  switch (step) {
    case 'OUTAGE':
      return true;
    case 'ACCOUNT':
      return evidence.outage === null;
    case 'PING':
      return evidence.outage === null && evidence.isSuspended !== true;
    case 'TICKET':
      return forTechnicians.has(cause);
    case 'ZONE':
      return actionFor(cause, evidence) === 'TICKET';
  }
}
