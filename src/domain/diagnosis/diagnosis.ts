import { randomUUID } from 'node:crypto';
import type { Caller } from '../../model/caller.js';
import { type Diagnosis, diagnosisStepNames } from '../../model/diagnosis.js';
import { BadUserInput, UpstreamError } from '../../model/errors.js';
import { decodeId, encodeId } from '../../model/id.js';
import { clientIdForm } from '../../model/input-form.js';
import type { Ticket } from '../../model/ticket.js';
import { CallsSpent, type UpstreamCall } from '../../upstream/call.js';
import { type LatestStream, latestPerKey } from '../ping/latest-stream.js';
import type { Services } from '../services.js';
import type { Tickets } from '../ticket.js';
import { isIdempotencyKey, type WriteResult, type Writes } from '../writes/write.js';
import { mayOpenTicket, noEvidence } from './decision.js';
import type { Run } from './runner.js';
import { subjectFor } from './subject.js';

export interface DiagnosisRequest {
  readonly clientId: string;
  readonly idempotencyKey?: string | undefined;
}

export type DiagnoseResult = WriteResult<Diagnosis>;

const diagnosisId = 'the id of a diagnosis that this gateway has started';

/** A running diagnosis is joined as long as one can run. */
const runningMs = 180_000;

/** Milliseconds for which a start waits for a back end to say that it does not know the client. */
const lookupMs = 200;

/** Diagnoses of connections, kept a week. */
export class Diagnoses {
  readonly #services: Services;
  readonly #tickets: Tickets;
  readonly #writes: Writes;
  readonly #caller: Caller;
  readonly #call: UpstreamCall;

  constructor(services: Services, tickets: Tickets, writes: Writes, caller: Caller, call: UpstreamCall) {
    this.#services = services;
    this.#tickets = tickets;
    this.#writes = writes;
    this.#caller = caller;
    this.#call = call;
  }

  /** @throws {BadUserInput} not a diagnosis's id. @returns null when this gateway does not know it. */
  async byId(id: string): Promise<Diagnosis | null> {
    if (decodeId(id)?.type !== 'Diagnosis') throw new BadUserInput('id', { expected: diagnosisId });
    return this.#services.store.diagnoses.get(id);
  }

  /** Returns once it runs, whatever back ends do. @throws {BadUserInput} an id that is no client's. */
  async start({ clientId, idempotencyKey }: DiagnosisRequest): Promise<DiagnoseResult> {
    const node = decodeId(clientId);
    const [clientKey] = node?.key ?? [];
    if (node?.type !== 'Client' || clientKey === undefined)
      throw new BadUserInput('input.clientId', { expected: clientIdForm });
    if (idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey))
      return { kind: 'invalid', fields: [{ path: ['idempotencyKey'], kind: 'malformed' }] };
    const { diagnosisRunner: runner, store } = this.#services;
    const running = idempotencyKey === undefined ? await this.#runningOf(clientId) : null;
    if (running !== null) return { kind: 'done', value: running, isReplay: true };
    const run = runner.prepare(clientId, this.#caller.subject);
    if (await isUnknown(run)) return { kind: 'not-found' };
    let isJoined = false;
    const result = await this.#writes.once<Diagnosis>({
      operation: 'diagnoseConnection',
      backend: node.backend,
      key: idempotencyKey ?? null,
      input: [clientId],
      clientId,
      content: { parts: [clientId], sameForMs: runningMs, force: 'ended', waiting: this.#call },
      send: async () => {
        // Looked for under the reservation: a start that ended just before it has left its diagnosis.
        const running = await this.#runningOf(clientId);
        isJoined = running !== null;
        if (running !== null) return { kind: 'done', value: running };
        const diagnosis = this.#begin(clientId, encodeId('Diagnosis', node.backend, clientKey, randomUUID()));
        await store.diagnoses.add(diagnosis, ['all', `client:${clientId}`]);
        runner.start(diagnosis, run);
        return { kind: 'done', value: diagnosis };
      },
    });
    if (result.kind !== 'done' && result.kind !== 'duplicate') return result;
    const value = (await store.diagnoses.get(result.value.id).catch(() => null)) ?? result.value;
    return { kind: 'done', value, isReplay: isJoined || result.kind === 'duplicate' || result.isReplay };
  }

  /** The diagnosis as it stands, then each change until it is DONE. @throws {BadUserInput} there is no such diagnosis. */
  async changes(id: string): Promise<LatestStream<Diagnosis>> {
    const stream = latestPerKey<Diagnosis>(
      (push) => this.#services.store.events.subscribe('diagnosis', (each) => each.id === id && push(each)),
      () => id,
      Number.POSITIVE_INFINITY,
      ({ state }) => state === 'DONE',
    );
    const current = await this.byId(id).catch(async (error) => {
      await stream.return();
      throw error;
    });
    if (current === null) {
      await stream.return();
      throw new BadUserInput('id', { expected: diagnosisId });
    }
    stream.seed([current]);
    return stream;
  }

  /** The open ticket about the same, as it stands. */
  async ticketOf({ evidence: { ticketBackend, openTicketId } }: Diagnosis): Promise<Ticket | null> {
    if (ticketBackend === null || openTicketId === null) return null;
    return this.#tickets.byKey(ticketBackend, openTicketId);
  }

  /** Subject under which a ticket is best opened. Null: none fits, or none would help. */
  async subjectOf({ cause, evidence }: Diagnosis): Promise<string | null> {
    const { ticketBackend } = evidence;
    if (cause === null || ticketBackend === null || !mayOpenTicket(cause, evidence)) return null;
    return subjectFor(cause, await this.#tickets.subjects(ticketBackend));
  }

  #begin(clientId: string, id: string): Diagnosis {
    return {
      ...{ id, clientId, state: 'RUNNING', steps: firstSteps, evidence: noEvidence, cause: null, nextBestAction: null },
      ...{ startedAt: new Date().toISOString(), completedAt: null, requestedBy: this.#caller.subject, attempts: 1 },
    };
  }

  async #runningOf(clientId: string): Promise<Diagnosis | null> {
    const known = await this.#services.store.diagnoses.list(`client:${clientId}`);
    return known.find(({ state }) => state === 'RUNNING') ?? null;
  }
}

/** All of them pending but the first. */
const firstSteps = diagnosisStepNames.map((name, index) => ({
  name,
  state: index === 0 ? ('RUNNING' as const) : ('PENDING' as const),
  finishedAt: null,
}));

/** True when a back end says in time that there is no such client. One that cannot be asked, or is slow, says nothing. */
async function isUnknown({ lookup }: Run): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), lookupMs);
  });
  try {
    return (await Promise.race([lookup, late])) === null;
  } catch (error) {
    if (error instanceof UpstreamError || error instanceof CallsSpent) return false;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
