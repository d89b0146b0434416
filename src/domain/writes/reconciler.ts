import type { AbsenceRule, Evidence, WriteRecord } from '../../model/write.js';
import type { Poll } from '../../store/schedule.js';
import type { ScheduledWrite, Store } from '../../store/store.js';
import { backgroundCall } from '../../upstream/call.js';
import type { DomainObserver } from '../observer.js';
import type { OpenWrites } from './open-writes.js';
import type { WriteOperation } from './operation.js';
import type { Provers } from './proof.js';
import type { Seal } from './seal.js';
import type { Settlement } from './settlement.js';

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

const second = 1_000;

/**
 * Milliseconds after a lost answer at which its effect is looked for: after 5 s and 60 s (cloud contract 6), once more when a request that
 * stalled has landed for certain (native contract A-40), and then ever less often. After the last a person must look.
 */
const lookMs = [5, 60, 205, 300, 600, 1_200, 2_400, 3_600].map((seconds) => seconds * second);

/** Before it, what stalled may still land, and not even a person can say that it has not happened. */
const personAfterMs = 200 * second;

/** Looks of one instance at a time: more are put off, for a back end has other things to answer. */
const maxLooks = 32;
const busyMs = second;

/** Of one look, all its calls included. */
const lookBudgetMs = 20 * second;

/** Between two searches for writes whose sender died. */
const sweepMs = 10 * second;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, openWrites, timeScale = 1 } = options;
  const stop = store.writeSchedule.work(createPoll(options, timeScale));
  let isClosed = false;
  let sweeping: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const sweep = async (isFirst: boolean): Promise<void> => {
    for (const record of await store.openWrites.list('all').catch(() => [])) {
      if (isClosed) return;
      if (record.state === 'SENT') await sweepOne(store, openWrites, record).catch(() => undefined);
      // A schedule in this process has not outlived the one before.
      else if (isFirst && record.state !== 'PERSON') await resume(store, record).catch(() => undefined);
    }
  };
  const repeat = (isFirst: boolean): void => {
    sweeping = sweep(isFirst).finally(() => {
      if (!isClosed) timer = setTimeout(() => repeat(false), sweepMs * timeScale).unref();
    });
  };
  repeat(true);
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await Promise.all([sweeping, stop()]);
    },
  };
}

function resume({ writeSchedule }: Store, { id, requestedAt }: WriteRecord): Promise<void> {
  return writeSchedule.enqueue({ id, requestedAt }, 0);
}

/** A write that is in flight is its sender's; one that has ended was left by a sender that died right after. */
async function sweepOne(store: Store, openWrites: OpenWrites, record: WriteRecord): Promise<void> {
  const state = await store.idempotency.stateOf(record.keys[0] ?? '', record.id);
  if (state === 'unknown') await openWrites.doubt(record);
  else if (state !== 'in-flight') await openWrites.end(record);
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

function isProof({ afterMs, apartMs }: AbsenceRule, { absentMs }: WriteRecord, ageMs: number): boolean {
  return absentMs !== null && ageMs >= afterMs && ageMs - absentMs >= apartMs;
}

/** @returns null when another instance has moved it. */
async function move(store: Store, record: WriteRecord, change: Partial<WriteRecord>): Promise<WriteRecord | null> {
  const next = { ...record, ...change };
  if (!(await store.openWrites.replace(record, next))) return null;
  if (next.state !== record.state) await store.events.publish('write-outcome', next);
  return next;
}
