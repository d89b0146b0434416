import type { Evidence } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { Poll } from '../../store/schedule.js';
import type { ScheduledWrite, Store } from '../../store/store.js';
import { backgroundCall } from '../../upstream/call.js';
import type { DomainObserver } from '../observer.js';
import type { WriteOperation } from '../writes/operation.js';
import { isProof, lookMs, personAfterMs } from './look-time.js';
import type { OpenWrites } from './open-writes.js';
import type { Provers } from './proof.js';
import type { Seal } from './seal.js';
import type { Settlement } from './settlement.js';
import { startSweep } from './sweep.js';

/** Finds out how writes of unknown outcome ended, with or without somebody who waits. */
export interface Reconciler {
  /** Ends after the looks in progress. */
  close(): Promise<void>;
}

export interface ReconcilerOptions {
  readonly store: Store;
  readonly provers: Provers;
  readonly openWrites: OpenWrites;
  readonly settlement: Settlement;
  readonly seal: Seal;
  readonly observer: DomainObserver;
  /** Factor on every time. Default 1. */
  readonly timeScale?: number | undefined;
}

/** Looks of one instance at a time: more are put off, for a back end has other things to answer. */
const maxLooks = 32;
const busyMs = 1_000;

/** Of one look, all its calls included. */
const lookBudgetMs = 20_000;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, openWrites, timeScale = 1 } = options;
  const stop = store.writeSchedule.work(createPoll(options, timeScale));
  const sweep = startSweep(store, openWrites, timeScale);
  return {
    close: async () => {
      await Promise.all([sweep.close(), stop()]);
    },
  };
}

function createPoll(options: ReconcilerOptions, timeScale: number): Poll<ScheduledWrite> {
  const { store, settlement } = options;
  let looks = 0;
  return async ({ id }, { ageMs }) => {
    const settled = await store.settledWrites.get(id);
    if (settled !== null) {
      await settlement.finish(settled);
      return null;
    }
    const record = await store.openWrites.get(id);
    if (record === null || record.state === 'PERSON') return null;
    if (looks >= maxLooks) return busyMs * timeScale;
    looks += 1;
    try {
      return await look(options, record, ageMs / timeScale, timeScale);
    } finally {
      looks -= 1;
    }
  };
}

/** @param ageMs since the answer was lost, unscaled. @returns milliseconds until the next look. */
async function look(
  options: ReconcilerOptions,
  record: WriteRecord,
  ageMs: number,
  timeScale: number,
): Promise<number | null> {
  const { store, settlement } = options;
  const state = await store.idempotency.stateOf(record.keys[0] ?? '', record.id);
  if (state === 'in-flight') return busyMs * timeScale;
  // Purged, or so old that its key is free again: there is nothing left to answer.
  if (state === 'gone') await store.openWrites.clear(`write:${record.id}`);
  // Its sender was late, or settled it and died before it could say so.
  if (state === 'done') await settlement.settle(record, { state: 'DONE', by: null });
  if (state !== 'unknown') return null;
  const reading = record.state === 'READING' ? record : await move(store, record, { state: 'READING' });
  if (reading === null) return 0;
  const evidence = await readEvidence(options, reading);
  if (evidence.kind === 'found') {
    await settlement.settle(reading, { state: 'DONE', value: evidence.value, by: null });
    return null;
  }
  if (evidence.kind === 'absent' && isProof(evidence.rule, reading, ageMs)) {
    await settlement.settle(reading, { state: 'NOT_DONE', by: null });
    return null;
  }
  const isFirstAbsence = evidence.kind === 'absent' && (reading.absentMs === null || reading.absentMs > ageMs);
  const next = isFirstAbsence ? await move(store, reading, { absentMs: ageMs }) : reading;
  if (next === null) return 0;
  const nextMs = evidence.kind === 'unreadable' && ageMs >= personAfterMs ? undefined : lookMs.find((ms) => ms > ageMs);
  if (nextMs !== undefined) return (nextMs - ageMs) * timeScale;
  await move(store, next, { state: 'PERSON' });
  options.observer.onWriteSettled(record.operation as WriteOperation, record.backend, 'PERSON', 'reading');
  return null;
}

/** A look that fails says nothing. */
async function readEvidence({ provers, seal }: ReconcilerOptions, record: WriteRecord): Promise<Evidence<unknown>> {
  const prover = provers[record.operation as WriteOperation];
  const clue = seal.open(record.clue);
  // Without the secret by which it was sealed there is nothing to recognise the effect by.
  if (prover === undefined || clue === undefined) return { kind: 'unreadable' };
  return prover.look(record, clue, backgroundCall(lookBudgetMs)).catch(() => ({ kind: 'unclear' }));
}

/** @returns null when another instance has moved it. */
async function move(store: Store, record: WriteRecord, change: Partial<WriteRecord>): Promise<WriteRecord | null> {
  const next = { ...record, ...change };
  if (!(await store.openWrites.replace(record, next))) return null;
  if (next.state !== record.state) await store.events.publish('write-outcome', next);
  return next;
}
