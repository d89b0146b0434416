import type { ClientRecord } from '../../model/client.js';
import type { Diagnosis } from '../../model/diagnosis.js';
import { ServiceUnavailable } from '../../model/errors.js';
import type { Store } from '../../store/store.js';

/** One diagnosis at work on one instance. */
export interface Run {
  /** The client, read anew when the run is made. Null: there is none. */
  readonly lookup: Promise<ClientRecord | null>;
  /**
   * Takes the steps that are left, and ends the diagnosis, unless it is taken away.
   * @param stored as the store has it. @param isLate true: what is left stays unknown.
   * @throws {ServiceUnavailable} the store is out of reach.
   */
  finish(stored: Diagnosis, isLate: boolean): Promise<void>;
}

export type MakeRun = (clientId: string, subject: string) => Run;

/** Milliseconds. */
export interface DiagnosisTimings {
  /** Without a sign of life after which the instance of a diagnosis counts as dead, and another goes on. */
  readonly lease: number;
  /** From the start of a diagnosis after which no back end is asked for it. */
  readonly deadline: number;
}

/** The longest step but the ping takes 16 s; the ping is given up after 90 s. */
export const defaultDiagnosisTimings: DiagnosisTimings = { lease: 20_000, deadline: 180_000 };

/**
 * Has each diagnosis brought to its end, with or without subscribers. Every instance knows of those that run, and goes on with one whose
 * own instance shows no life: of several who try, the store lets one.
 */
export interface DiagnosisRunner {
  /** Takes part in the work from now on, also in what earlier processes have left. */
  work(makeRun: MakeRun): void;
  /** A run that has only begun to look the client up. @throws {ServiceUnavailable} this instance takes no part yet. */
  prepare: MakeRun;
  /** Brings a diagnosis that was just stored to its end, in the background. */
  start(diagnosis: Diagnosis, run: Run): void;
  close(): void;
}

export function createDiagnosisRunner(
  { diagnoses, pingTasks, events, kind }: Pick<Store, 'diagnoses' | 'pingTasks' | 'events' | 'kind'>,
  { lease, deadline }: DiagnosisTimings = defaultDiagnosisTimings,
): DiagnosisRunner {
  const timers = new Map<string, NodeJS.Timeout>();
  const own = new Set<string>();
  let isClosed = false;
  let make: MakeRun | null = null;

  const disarm = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const arm = (id: string, ms: number): void => {
    disarm(id);
    if (!isClosed) timers.set(id, setTimeout(() => void look(id), ms).unref());
  };
  const prepare: MakeRun = (clientId, subject) => {
    if (make === null) throw new ServiceUnavailable();
    return make(clientId, subject);
  };
  const start = (diagnosis: Diagnosis, run: Run): void => {
    const { id, startedAt } = diagnosis;
    own.add(id);
    const isLate = Date.now() - Date.parse(startedAt) > deadline;
    // What the store did not take is tried again when the lease is over.
    const finished = run.finish(diagnosis, isLate).catch(() => arm(id, lease));
    void finished.finally(() => own.delete(id));
  };

  /** While its ping runs a diagnosis shows no other sign of life. */
  const isPinging = async ({ steps, evidence: { pingTaskId } }: Diagnosis): Promise<boolean> => {
    const isRunning = steps.some(({ name, state }) => name === 'PING' && state === 'RUNNING');
    return isRunning && pingTaskId !== null && (await pingTasks.get(pingTaskId))?.status === 'PENDING';
  };
  const takeOver = async (id: string): Promise<void> => {
    const stored = await diagnoses.get(id);
    if (stored === null || stored.state === 'DONE') return disarm(id);
    if (own.has(id) || (await isPinging(stored))) return arm(id, lease);
    const taken = { ...stored, attempts: stored.attempts + 1 };
    if (!(await diagnoses.replace(stored, taken))) return arm(id, lease);
    start(taken, prepare(taken.clientId, taken.requestedBy));
  };
  const look = (id: string): Promise<void> => takeOver(id).catch(() => arm(id, lease));

  const stopListening = events.subscribe('diagnosis', ({ id, state }) => {
    if (state === 'DONE') disarm(id);
    else arm(id, lease);
  });
  /** Those of an earlier process. Where the store is this process's alone, no other goes on with them. */
  const resume = async (): Promise<void> => {
    for (const { id, state } of await diagnoses.list('all')) {
      if (state === 'RUNNING') arm(id, kind === 'redis' ? lease : 0);
    }
  };

  return {
    work: (makeRun) => {
      make = makeRun;
      resume().catch(() => undefined);
    },
    prepare,
    start,
    close: () => {
      isClosed = true;
      stopListening();
      for (const id of [...timers.keys()]) disarm(id);
    },
  };
}
