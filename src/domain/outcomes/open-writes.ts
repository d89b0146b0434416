import type { WriteRecord } from '../../model/write-record.js';
import type { Store } from '../../store/store.js';
import type { Seal } from './seal.js';

/** A write about to be sent. */
export interface Attempt
  extends Pick<WriteRecord, 'id' | 'reference' | 'operation' | 'backend' | 'clientId' | 'subject'> {
  readonly keys: readonly string[];
  /** By what else its effect is recognised. Sealed before it is stored. */
  readonly clue: unknown;
}

/** Follows each write from before it is sent, so that none whose sender dies is forgotten. */
export interface OpenWrites {
  /** @throws {ServiceUnavailable} it could not be stored: nothing may be sent. */
  begin(attempt: Attempt): Promise<WriteRecord>;
  /** It is known how it ended. Never fails: what is left is found and removed by the reconciler. */
  end(record: WriteRecord): Promise<void>;
  /** Its answer was lost: its effect is looked for. Never fails, likewise. */
  doubt(record: WriteRecord): Promise<void>;
  /** An earlier write under one of the keys whose effect may still come, or be found. @throws {ServiceUnavailable} the store is away. */
  findPending(key: string): Promise<WriteRecord | null>;
}

/** Does nothing: for writes without a store. */
export const noOpenWrites: OpenWrites = {
  begin: async ({ clue: _, ...attempt }) => ({ ...attempt, ...fresh(), clue: '' }),
  end: async () => undefined,
  doubt: async () => undefined,
  findPending: async () => null,
};

/** Milliseconds from a lost answer to the first look (cloud contract 6). */
export const firstLookMs = 5_000;

export function createOpenWrites(store: Store, seal: Seal, timeScale = 1): OpenWrites {
  return {
    begin: async ({ clue, ...attempt }) => {
      const record: WriteRecord = { ...attempt, ...fresh(), clue: seal.seal(clue) };
      await store.openWrites.put(record, listsOf(record));
      return record;
    },
    end: ({ id }) => store.openWrites.clear(`write:${id}`).catch(() => undefined),
    doubt: async (record) => {
      try {
        const requestedAt = new Date().toISOString();
        await store.writeSchedule.enqueue({ id: record.id, requestedAt }, firstLookMs * timeScale);
        const doubted: WriteRecord = { ...record, state: 'UNKNOWN' };
        if (await store.openWrites.replace(record, doubted)) await store.events.publish('write-outcome', doubted);
      } catch {
        // Still stored as sent: the next sweep of any instance doubts it.
      }
    },
    findPending: async (key) => {
      const open = await store.openWrites.list('all');
      return open.find(({ keys, state }) => keys.includes(key) && state !== 'PERSON') ?? null;
    },
  };
}

/** Lists in which a write is found, settled or not. */
export function listsOf({ id, clientId, reference }: WriteRecord): readonly string[] {
  return ['all', `client:${clientId}`, `reference:${reference}`, `write:${id}`];
}

function fresh(): Pick<WriteRecord, 'state' | 'requestedAt' | 'absentMs' | 'settledAt' | 'settledBy' | 'note'> {
  const requestedAt = new Date().toISOString();
  return { state: 'SENT', requestedAt, absentMs: null, settledAt: null, settledBy: null, note: null };
}
