import type { BackendName, Capability } from '../../model/backend.js';
import type { ClientRecord } from '../../model/client.js';
import type { Diagnosis, DiagnosisStepName, DiagnosisStepState } from '../../model/diagnosis.js';
import type { DiagnosisEvidence } from '../../model/diagnosis-evidence.js';
import { CodedError, NotSupported, ServiceUnavailable } from '../../model/errors.js';
import type { Repository } from '../../store/repository.js';
import { type CallBudget, CallsSpent, type UpstreamCall } from '../../upstream/call.js';
import { Operation } from '../operation.js';
import type { Services } from '../services.js';
import { actionFor, causeOf, isNeeded } from './decision.js';
import type { Run } from './runner.js';
import { type StepContext, steps } from './steps.js';

/**
 * Requests to back ends of one instance for one diagnosis, but for the polls of the ping and what serves all operations: the login and the
 * question which dialect is spoken. What would take more stays unknown.
 */
const maxCalls = 4;

/** Steps that leave one request for the ping, unless the service is cut off: without it least is known. */
const beforePing: readonly DiagnosisStepName[] = ['OUTAGE', 'ACCOUNT'];

/** Milliseconds for each step: a back end that hangs leaves time for the others. */
const stepMs = 5_000;

/** Milliseconds for a step that writes: longer than the longest write. */
const writeMs = 16_000;

/** Makes the operation on whose behalf back ends are asked. */
type Operate = (subject: string, call: UpstreamCall) => Operation;

/** Another instance goes on with it, or it was purged. */
class TakenAway extends Error {}

/** Asks back ends on behalf of who has started the diagnosis. */
class DiagnosisRun implements Run {
  readonly lookup: Promise<ClientRecord | null>;
  readonly #operation: Operation;
  readonly #diagnoses: Repository<Diagnosis>;
  readonly #records = new Map<BackendName, Promise<ClientRecord | null>>();
  #deadline = performance.now() + stepMs;
  #calls = 0;
  #kept = 1;

  constructor(clientId: string, subject: string, operate: Operate, diagnoses: Repository<Diagnosis>) {
    const deadline = (): number => this.#deadline;
    const budget: CallBudget = {
      spend: () => {
        if (this.#calls >= maxCalls - this.#kept) throw new CallsSpent();
        this.#calls += 1;
      },
    };
    const call: UpstreamCall = {
      get deadline() {
        return deadline();
      },
      ...{ caller: subject, budget, onRequest: () => undefined },
    };
    this.#diagnoses = diagnoses;
    this.#operation = operate(subject, call);
    this.lookup = this.#operation.clients.freshById(clientId);
    this.lookup.catch(() => undefined);
  }

  async finish(stored: Diagnosis, isLate: boolean): Promise<void> {
    let current = stored;
    const save = async (next: Diagnosis): Promise<void> => {
      if (!(await this.#diagnoses.replace(stored, next))) throw new TakenAway();
      stored = next;
      current = next;
    };
    try {
      for (const { name } of stored.steps.filter(({ finishedAt }) => finishedAt === null)) {
        if (!isNeeded(name, current.evidence)) {
          current = withStep(current, name, 'SKIPPED');
          continue;
        }
        if (current.steps.find((step) => step.name === name)?.state !== 'RUNNING') {
          await save(withStep(current, name, 'RUNNING'));
        }
        const note = (found: Partial<DiagnosisEvidence>) => {
          if (found.isSuspended === true) this.#kept = 0;
          return save(withEvidence(current, found));
        };
        const found = isLate ? null : await this.#find(name, current, note);
        current = withStep(withEvidence(current, found ?? {}), name, found === null ? 'UNKNOWN' : 'DONE');
      }
      const cause = causeOf(current.evidence);
      const nextBestAction = actionFor(cause, current.evidence);
      await save({ ...current, state: 'DONE', cause, nextBestAction, completedAt: new Date().toISOString() });
    } catch (error) {
      if (!(error instanceof TakenAway)) throw error;
    }
  }

  /** @returns null when it cannot be known. */
  async #find(
    name: DiagnosisStepName,
    { id, evidence }: Diagnosis,
    note: StepContext['note'],
  ): Promise<Partial<DiagnosisEvidence> | null> {
    this.#deadline = performance.now() + (name === 'PING' ? writeMs : stepMs);
    this.#kept = beforePing.includes(name) && evidence.isSuspended !== true ? 1 : 0;
    const context: StepContext = {
      ...{ diagnosisId: id, operation: this.#operation, evidence, note },
      client: () => this.#client(),
      recordWith: (capability) => this.#recordWith(capability),
    };
    try {
      return await steps[name](context);
    } catch (error) {
      if (error instanceof CodedError && !(error instanceof ServiceUnavailable)) return null;
      throw error;
    }
  }

  async #client(): Promise<ClientRecord> {
    const client = await this.lookup;
    if (client === null) throw new NotSupported();
    return client;
  }

  async #recordWith(capability: Capability): Promise<ClientRecord | null> {
    const name = this.#operation.owners.first(capability);
    if (name === null) return null;
    const client = await this.#client();
    const record = this.#records.get(name) ?? this.#operation.clients.samePersonAt(client, name, true);
    this.#records.set(name, record);
    return record;
  }
}

function withEvidence(diagnosis: Diagnosis, found: Partial<DiagnosisEvidence>): Diagnosis {
  return { ...diagnosis, evidence: { ...diagnosis.evidence, ...found } };
}

function withStep(diagnosis: Diagnosis, name: DiagnosisStepName, state: DiagnosisStepState): Diagnosis {
  const finishedAt = state === 'RUNNING' ? null : new Date().toISOString();
  const steps = diagnosis.steps.map((step) => (step.name === name ? { name, state, finishedAt } : step));
  return { ...diagnosis, steps };
}

/** Has diagnoses worked on by this instance. */
export function startDiagnoses(services: Services): void {
  // Without a scope: a record that may be another person's is none.
  const operate: Operate = (subject, call) =>
    new Operation(services, { subject, scopes: new Set(), expiresAt: new Date() }, call);
  const { diagnosisRunner, store } = services;
  diagnosisRunner.work((clientId, subject) => new DiagnosisRun(clientId, subject, operate, store.diagnoses));
}
