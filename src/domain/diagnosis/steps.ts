import type { Capability } from '../../model/backend.js';
import type { ClientRecord } from '../../model/client.js';
import { signOf } from '../../model/decimal.js';
import type { DiagnosisStepName } from '../../model/diagnosis.js';
import type { DiagnosisEvidence } from '../../model/diagnosis-evidence.js';
import type { Money } from '../../model/money.js';
import type { ServiceStatus } from '../../model/service-status.js';
import type { Ticket } from '../../model/ticket.js';
import { CallsSpent } from '../../upstream/call.js';
import type { Account } from '../account.js';
import type { Operation } from '../operation.js';
import { causeOf } from './decision.js';
import { knownOutageOf, toKnownOutage } from './outage.js';
import { isAbout } from './subject.js';

/** Echo requests of the ping. */
const pings = 4;

/** Tickets of which an equal one is looked for. */
const newestTickets = 20;

/** A diagnosis at work. */
export interface StepContext {
  readonly diagnosisId: string;
  readonly operation: Operation;
  readonly evidence: DiagnosisEvidence;
  /** The client, read anew. Rejects when they are not known now. */
  client(): Promise<ClientRecord>;
  /** The same person's record at the first back end with a capability, read anew. Null: it does not know them. */
  recordWith(capability: Capability): Promise<ClientRecord | null>;
  /** Keeps evidence before the step is over. */
  note(evidence: Partial<DiagnosisEvidence>): Promise<void>;
}

/** @returns what it found out. Null: the back end cannot tell. @throws whatever kept it from finding out. */
type Step = (context: StepContext) => Promise<Partial<DiagnosisEvidence> | null>;

/** Each step, and nothing of the others. They are run in the order of `diagnosisStepNames`, as far as needed. */
export const steps: Readonly<Record<DiagnosisStepName, Step>> = {
  OUTAGE: async ({ operation, client, recordWith }) => {
    const raised = (await operation.outages.hasOpen()) ? await operation.outages.ofClient(await client()) : null;
    if (raised !== null) return { outage: toKnownOutage(raised) };
    const record = await recordWith('NETWORK');
    const outage = record === null ? undefined : knownOutageOf(record);
    return outage === undefined ? null : { outage };
  },

  ACCOUNT: async ({ operation, client, note }) => {
    const own = await client();
    if (isCutOff(own)) await note({ isSuspended: true });
    const billed = (await operation.clients.recordWith(own, 'ACCOUNT')) ?? own;
    const records = [own, billed];
    if (!records.some(isCutOff)) return records.every(isKnown) ? { isSuspended: false } : null;
    await note({ isSuspended: true });
    const account = await operation.accounts.ofClient(own);
    if (account === null) return null;
    const isOwing = isDebt(account);
    const { canPromise, promisedUntil } = account;
    const promiseTargetId = promiseTargetOf(billed);
    const found = { isOwing, canPromise, isPromised: promisedUntil !== null, promiseTargetId };
    if (isOwing !== null) return found;
    await note(found);
    return null;
  },

  PING: async ({ diagnosisId, operation, evidence, client, recordWith, note }) => {
    let { pingTaskId } = evidence;
    if (pingTaskId === null) {
      const { id: clientId } = await client();
      const target = await recordWith('PING');
      if (target === null) return null;
      // One key for one diagnosis: who takes it over starts no second ping.
      const idempotencyKey = diagnosisId.slice(-200);
      const started = await operation.pingTasks.start({ clientId, pings, idempotencyKey, target });
      if (started.kind !== 'done') return null;
      pingTaskId = started.value.id;
      await note({ pingTaskId });
    }
    const { value: ended } = await (await operation.pingTasks.completion(pingTaskId)).next();
    const connection = ended?.connection ?? null;
    return connection === null || connection === 'UNKNOWN' ? null : { connection };
  },

  TICKET: async ({ operation, evidence, client, note }) => {
    const record = await operation.clients.recordWith(await client(), 'TICKETS');
    if (record === null) return null;
    await note({ ticketBackend: record.backend });
    const listed = await ticketsOf(record, operation);
    const cause = causeOf(evidence);
    const tickets = listed ?? (await operation.tickets.openedHere(record));
    const [newest] = tickets.filter(({ subject, status }) => status !== 'CLOSED' && isAbout(subject, cause));
    if (newest === undefined) return listed === null ? null : {};
    const isCurrent = listed !== null && operation.owners.all('CLIENT_TICKETS').includes(record.backend);
    const { status, ticketId } = isCurrent ? newest : await operation.tickets.current(newest);
    if (status === 'UNKNOWN') return null;
    return status === 'CLOSED' ? {} : { openTicketId: ticketId };
  },

  ZONE: async ({ operation, client }) => {
    const record = await operation.clients.recordWith(await client(), 'ZONES');
    if (record === null || record.zoneId === null) return null;
    const { isBlocked } = await operation.zones.load(operation.zones.byZoneId(record.zoneId));
    return { isZoneFull: isBlocked };
  },
};

/** Null: it takes more requests than are left. */
async function ticketsOf(record: ClientRecord, { tickets }: Operation): Promise<readonly Ticket[] | null> {
  try {
    return (await tickets.ofClient(record, { first: newestTickets })).nodes;
  } catch (error) {
    if (error instanceof CallsSpent) return null;
    throw error;
  }
}

function statusesOf({ contracts, status }: ClientRecord): readonly ServiceStatus[] {
  return contracts.length > 0 ? contracts.map((contract) => contract.status) : [status];
}

/** As an account is: one contract of several is enough. What was cancelled counts when nothing else is left. */
function isCutOff(record: ClientRecord): boolean {
  const statuses = statusesOf(record);
  return statuses.includes('SUSPENDED') || statuses.every((status) => status === 'CANCELLED');
}

function isKnown(record: ClientRecord): boolean {
  return !statusesOf(record).includes('UNKNOWN');
}

/** Null: not known. */
function isDebt({ owed, invoiced, carried }: Account): boolean | null {
  const isPositive = (money: Money | null): boolean => money !== null && signOf(money.amount) > 0;
  if (isPositive(owed) || isPositive(invoiced)) return true;
  if (owed !== null) return false;
  return isPositive(carried) ? true : null;
}

/** The suspended contract, or the client where there are none. */
function promiseTargetOf({ id, contracts }: ClientRecord): string {
  return (contracts.find(({ status }) => status === 'SUSPENDED') ?? contracts[0])?.id ?? id;
}
