import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Client, Locale, OperatorDiagnosisFragment } from '../../../client/index.js';
import type { ClientCard, PingError } from '../data/card.js';
import type { KeptRun, KeptRuns } from '../data/kept-run.js';
import type { Preferences } from '../preference.js';
import { type Session, scopesOf } from '../session.js';
import { createKey } from '../write/sending/intent.js';

export type Diagnosis = OperatorDiagnosisFragment;

/** How the search for the cause stands, for one client. */
export interface DiagnosisRun {
  /** Null until the start is answered. */
  readonly diagnosis: Diagnosis | null;
  readonly error: PingError | null;
}

/** Why clients have no internet, as the gateway finds it out. */
export interface Diagnoses {
  /** Of the client who is shown. Null: none was started. */
  readonly shown: ReadonlySignal<DiagnosisRun | null>;
  /** Starts one for the client who is shown, unless one is under way. */
  start(): void;
  /** Calls the listener when one ends that was seen to run. */
  onEnd(listener: (diagnosis: Diagnosis) => void): void;
  close(): void;
}

export function createDiagnoses(
  session: Session,
  client: Client,
  card: Pick<ClientCard, 'id'>,
  { language }: Preferences,
  kept: KeptRuns,
): Diagnoses {
  const runs = signal<ReadonlyMap<string, DiagnosisRun>>(new Map());
  const attempt = signal(0);
  const listeners: ((diagnosis: Diagnosis) => void)[] = [];
  const shown = computed(() => (card.id.value === null ? null : (runs.value.get(card.id.value) ?? null)));

  const put = (clientId: string, change: Partial<DiagnosisRun>): void => {
    const before = runs.peek().get(clientId) ?? { diagnosis: null, error: null };
    const after = { ...before, error: null, ...change };
    runs.value = new Map([...runs.peek(), [clientId, after]]);
    const { diagnosis } = after;
    const hasEnded = before.diagnosis?.state === 'RUNNING' && diagnosis?.state === 'DONE';
    if (hasEnded) for (const notify of listeners) notify(diagnosis);
  };
  const fail = (clientId: string, error: PingError): void => {
    kept.remove(nameOf(clientId));
    put(clientId, { error });
  };

  const resume = async (clientId: string, run: KeptRun, locale: Locale, aborted: AbortSignal): Promise<void> => {
    const withTicket = scopesOf(session.state.peek()).includes('tickets:read');
    let { id } = run;
    if (id === null) {
      const input = { clientId, idempotencyKey: run.key };
      const answer = await client.operatorDiagnose({ input, locale, withTicket }, { signal: aborted });
      if (aborted.aborted) return;
      if (answer.kind === 'failed') return fail(clientId, answer.errors[0]);
      const { diagnoseConnection: started } = answer.data;
      if (started.__typename !== 'DiagnoseConnectionSuccess') return fail(clientId, started);
      id = started.diagnosis.id;
      kept.keep(nameOf(clientId), { ...run, id });
      put(clientId, { diagnosis: started.diagnosis });
    }
    for await (const event of client.operatorDiagnosisChanged({ id, locale, withTicket }, { signal: aborted })) {
      session.check(event, client);
      if (event.kind === 'failed') fail(clientId, event.errors[0]);
      else put(clientId, { diagnosis: event.data.diagnosisChanged });
    }
  };

  const stop = effect(() => {
    const clientId = card.id.value;
    const locale = language.value.toUpperCase() as Locale;
    attempt.value;
    const run = clientId === null ? null : kept.find(nameOf(clientId));
    if (clientId === null || run === null) return undefined;
    const following = new AbortController();
    untracked(() => {
      if (!runs.peek().has(clientId)) put(clientId, {});
      void resume(clientId, run, locale, following.signal);
    });
    return () => following.abort();
  });

  return {
    shown,
    start: () => {
      const clientId = card.id.value;
      if (clientId === null || isUnderWay(shown.value)) return;
      kept.keep(nameOf(clientId), { key: createKey(), id: null, at: Date.now() });
      put(clientId, { diagnosis: null });
      attempt.value += 1;
    },
    onEnd: (listener) => void listeners.push(listener),
    close: stop,
  };
}

export function isUnderWay(run: DiagnosisRun | null): boolean {
  return run !== null && run.error === null && run.diagnosis?.state !== 'DONE';
}

function nameOf(clientId: string): string {
  return `diagnosis:${clientId}`;
}
