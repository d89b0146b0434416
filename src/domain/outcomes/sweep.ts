import type { WriteRecord } from '../../model/write-record.js';
import type { Store } from '../../store/store.js';
import type { OpenWrites } from './open-writes.js';

/** Between two searches for writes whose sender died. */
const sweepMs = 10_000;

/** Finds what was left behind: at the start, and then again and again. @param timeScale factor on the times. */
export function startSweep(store: Store, openWrites: OpenWrites, timeScale: number): { close(): Promise<void> } {
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
      await sweeping;
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
