import { describe, expect, it } from 'vitest';
import { actionFor, causeOf, isNeeded, mayOpenTicket, noEvidence } from '../../../src/domain/diagnosis/decision.js';
import { diagnosisStepNames } from '../../../src/model/diagnosis.js';
import type { DiagnosisEvidence } from '../../../src/model/diagnosis-evidence.js';

const outage = { element: 'TOWER', name: 'T1', description: null } as const;
const cutOff = { isSuspended: true } as const;
const running = { isSuspended: false } as const;
const help = { ticketBackend: 'WISPHUB' } as const;

const table: readonly [facts: Partial<DiagnosisEvidence>, cause: string, action: string][] = [
  [{}, 'UNKNOWN', 'PERSON'],
  [{ openTicketId: 1 }, 'UNKNOWN', 'WAIT'],
  [{ outage, ...cutOff, isOwing: true, connection: 'NO_INTERNET' }, 'OUTAGE', 'WAIT'],
  [{ ...cutOff, isOwing: true, canPromise: true }, 'SUSPENDED_FOR_DEBT', 'PROMISE'],
  [{ ...cutOff, isOwing: true, canPromise: false }, 'SUSPENDED_FOR_DEBT', 'PAY'],
  [{ ...cutOff, isOwing: true }, 'SUSPENDED_FOR_DEBT', 'PAY'],
  [{ ...cutOff, isOwing: true, canPromise: false, isPromised: true }, 'SUSPENDED_FOR_DEBT', 'WAIT'],
  [{ ...cutOff, isOwing: false }, 'SUSPENDED', 'PERSON'],
  [{ ...cutOff }, 'SUSPENDED', 'PERSON'],
  [{ ...cutOff, isPromised: true }, 'SUSPENDED', 'WAIT'],
  [{ ...running, connection: 'NO_INTERNET', ...help }, 'NO_CONNECTION', 'TICKET'],
  [{ connection: 'NO_INTERNET', ...help }, 'NO_CONNECTION', 'TICKET'],
  [{ ...running, connection: 'NO_INTERNET' }, 'NO_CONNECTION', 'PERSON'],
  [{ ...running, connection: 'NO_INTERNET', ...help, openTicketId: 510 }, 'NO_CONNECTION', 'WAIT'],
  [{ ...running, connection: 'NO_INTERNET', ...help, isZoneFull: true }, 'NO_CONNECTION', 'WAIT'],
  [{ ...running, connection: 'NO_INTERNET', ...help, isZoneFull: false }, 'NO_CONNECTION', 'TICKET'],
  [{ ...running, connection: 'INTERMITTENT', ...help }, 'UNSTABLE', 'TICKET'],
  [{ ...running, connection: 'ANTENNA_ONLY', ...help }, 'SUBSCRIBER_EQUIPMENT', 'RESTART'],
  [{ ...running, connection: 'ANTENNA_ONLY', ...help, openTicketId: 1 }, 'SUBSCRIBER_EQUIPMENT', 'WAIT'],
  [{ ...running, connection: 'STABLE' }, 'HEALTHY', 'RESTART'],
  [{ connection: 'STABLE' }, 'UNKNOWN', 'PERSON'],
  [{ ...running, connection: 'UNKNOWN' }, 'UNKNOWN', 'PERSON'],
];

const evidenceOf = (facts: Partial<DiagnosisEvidence>): DiagnosisEvidence => ({ ...noEvidence, ...facts });

describe('a diagnosis', () => {
  it.each(table)('of %j is %s, and %s is next', (facts, cause, action) => {
    const evidence = evidenceOf(facts);
    expect(causeOf(evidence)).toBe(cause);
    expect(actionFor(causeOf(evidence), evidence)).toBe(action);
  });

  it.each([
    [{}, ['OUTAGE', 'ACCOUNT', 'PING', 'TICKET']],
    [{ outage }, ['OUTAGE']],
    [{ ...cutOff }, ['OUTAGE', 'ACCOUNT']],
    [{ ...running, connection: 'STABLE' }, ['OUTAGE', 'ACCOUNT', 'PING']],
    [{ ...running, connection: 'NO_INTERNET', ...help }, ['OUTAGE', 'ACCOUNT', 'PING', 'TICKET', 'ZONE']],
    [{ ...running, connection: 'NO_INTERNET', ...help, openTicketId: 1 }, ['OUTAGE', 'ACCOUNT', 'PING', 'TICKET']],
    [{ ...running, connection: 'ANTENNA_ONLY', ...help }, ['OUTAGE', 'ACCOUNT', 'PING', 'TICKET']],
  ] as const)('that knows %j needs %j', (facts, needed) => {
    expect(diagnosisStepNames.filter((name) => isNeeded(name, evidenceOf(facts)))).toEqual(needed);
  });

  it('suggests a ticket where it can help alone', () => {
    expect(mayOpenTicket('NO_CONNECTION', evidenceOf({}))).toBe(true);
    expect(mayOpenTicket('NO_CONNECTION', evidenceOf({ isZoneFull: true }))).toBe(false);
    expect(mayOpenTicket('UNSTABLE', evidenceOf({ openTicketId: 1 }))).toBe(false);
    expect(mayOpenTicket('HEALTHY', evidenceOf({}))).toBe(false);
  });
});
