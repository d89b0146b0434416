import type { WriteRecord } from '../../model/write-record.js';
import type { Store } from '../../store/store.js';
import type { DomainObserver } from '../observer.js';
import type { WriteOperation } from '../writes/operation.js';
import { listsOf } from './open-writes.js';
import type { Provers } from './proof.js';
import type { Seal } from './seal.js';

/** How a write ended after all. */
export interface Verdict {
  readonly state: 'DONE' | 'NOT_DONE';
  /** Answer of the mutation. Absent: not known. */
  readonly value?: unknown;
  /** The `sub` of the token of the person who says so. Null: a look at the back end. */
  readonly by: string | null;
  readonly note?: string | undefined;
}

export interface Settlement {
  /** @returns false when it was settled before. @throws {ServiceUnavailable} it may be settled in part: call it again, or `finish`. */
  settle(record: WriteRecord, verdict: Verdict): Promise<boolean>;
  /** Brings the idempotency keys in line with a settled write. Any number of times. @throws {ServiceUnavailable} */
  finish(settled: WriteRecord): Promise<void>;
}

/**
 * Settles writes of unknown outcome. What was found is recorded under the idempotency keys before it is published, so that whoever
 * learns of it repeats the request and gets the answer; that nothing happened is published first, for afterwards a key may be sent again.
 */
export function createSettlement(
  store: Store,
  provers: Provers,
  seal: Seal,
  observer: DomainObserver,
  onSettled: (write: WriteRecord) => void = () => undefined,
): Settlement {
  const proverOf = ({ operation }: WriteRecord) => provers[operation as WriteOperation];
  const complete = async (record: WriteRecord, completion: Parameters<typeof store.idempotency.complete>[2]) => {
    for (const key of record.keys) await store.idempotency.complete(key, record.id, completion);
  };
  /** A person has no answer of the back end's: it is what was sent. */
  const answerOf = (record: WriteRecord): unknown => {
    const clue = seal.open(record.clue);
    return clue === undefined ? undefined : proverOf(record)?.answerOf?.(record, clue);
  };
  const finish: Settlement['finish'] = async (settled) => {
    const value = settled.state === 'DONE' ? answerOf(settled) : undefined;
    if (settled.state === 'NOT_DONE') await complete(settled, { kind: 'not-sent' });
    else await complete(settled, value === undefined ? { kind: 'confirmed' } : { kind: 'done', result: value });
    await store.openWrites.clear(`write:${settled.id}`);
  };
  return {
    settle: async (record, verdict) => {
      const { state, by, note } = verdict;
      // Settled by another, or purged.
      if ((await store.openWrites.get(record.id)) === null) return false;
      const value = by === null ? verdict.value : answerOf(record);
      if (state === 'DONE' && value !== undefined) {
        await complete(record, { kind: 'done', result: value });
        await proverOf(record)?.keep?.(record, value, seal.open(record.clue));
      }
      const settled: WriteRecord = {
        ...record,
        state,
        settledAt: new Date().toISOString(),
        settledBy: by,
        note: note === undefined ? null : seal.seal(note),
      };
      const isFirst = await store.settledWrites.add(settled, listsOf(settled));
      if (isFirst) {
        observer.onWriteSettled(
          record.operation as WriteOperation,
          record.backend,
          state,
          by === null ? 'reading' : 'person',
        );
        await finish(settled);
        onSettled(settled);
      }
      return isFirst;
    },
    finish,
  };
}
