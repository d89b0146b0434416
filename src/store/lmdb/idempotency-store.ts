import type { RootDatabase } from 'lmdb';
import { complete, erase, type IdempotencyRecord, markSent, reserve, stateOf } from '../idempotency-record.js';
import type { IdempotencyStore } from '../idempotency-store.js';
import type { Clock } from '../store.js';
import { orUnavailable, toKey } from './key.js';

/** Of the records that have ended, how many each write removes: more than it can add. */
const sweepSize = 4;

/** Idempotency store on disk. Every step is one transaction; a write is flushed to disk before it is sent. */
export function createLmdbIdempotencyStore(root: RootDatabase, clock: Clock): IdempotencyStore {
  const records = root.openDB<IdempotencyRecord, string>('ledger', { encoding: 'json' });
  /** Client of each record: empty for none. */
  const endings = root.openDB<string, [number, string]>('ledger-endings', { encoding: 'json' });
  const abouts = root.openDB<boolean, [string, string]>('ledger-abouts', { encoding: 'json' });

  const write = (key: string, next: IdempotencyRecord | null): void => {
    if (next === null) return void records.remove(key);
    records.put(key, next);
    endings.put([endOf(next), key], next.about ?? '');
    if (next.about !== null) abouts.put([next.about, key], true);
  };
  const sweep = (now: number): void => {
    const ended = [...endings.getRange({ end: [now, ''], limit: sweepSize })];
    for (const { key: ending, value: about } of ended) {
      const [, key] = ending;
      const record = records.get(key);
      const isOver = record !== undefined && endOf(record) <= now;
      if (isOver) records.remove(key);
      if (record === undefined || isOver || !isAbout(record, about)) abouts.remove([about, key]);
      endings.remove(ending);
    }
  };
  /** @param step answers what to tell, and what to keep: undefined for what there is. */
  const change = <Answer>(
    name: string,
    step: (
      stored: IdempotencyRecord | null,
      now: number,
    ) => { readonly answer: Answer; readonly next: IdempotencyRecord | null | undefined },
  ): Promise<Answer> =>
    orUnavailable(() =>
      root.transaction(() => {
        const key = toKey(name);
        const now = clock();
        const { answer, next } = step(records.get(key) ?? null, now);
        if (next !== undefined) {
          write(key, next);
          sweep(now);
        }
        return answer;
      }),
    );

  return {
    reserve: (entry) =>
      change(entry.key, (stored, now) => {
        const { decision, next } = reserve(entry, stored, now);
        return { answer: decision, next };
      }),
    markSent: async (key, owner) => {
      const isMarked = await change(key, (stored, now) => {
        const next = markSent(stored, owner, now);
        return { answer: next !== null, next: next ?? undefined };
      });
      if (isMarked) await orUnavailable(async () => root.flushed);
      return isMarked;
    },
    complete: (key, owner, settlement) =>
      change(key, (stored, now) => ({ answer: undefined, next: complete(stored, owner, settlement, now) })),
    stateOf: (key, owner) => orUnavailable(async () => stateOf(records.get(toKey(key)) ?? null, owner, clock())),
    erase: (about) =>
      orUnavailable(() =>
        root.transaction(() => {
          const keys = [...abouts.getKeys({ start: [about, ''], end: [about, '\uffff'] })].map(([, key]) => key);
          for (const key of keys) {
            const record = records.get(key);
            if (record !== undefined) records.put(key, erase(record, about, clock()));
          }
        }),
      ),
  };
}

/** Time at which both the record and the one it displaced expire. */
function endOf({ ends, displaced }: IdempotencyRecord): number {
  return Math.max(ends, displaced?.ends ?? 0);
}

function isAbout(record: IdempotencyRecord, about: string): boolean {
  return record.about === about || record.displaced?.about === about;
}
