import type { BackendName, BackendState } from '../model/backend.js';
import { type PingTaskStatus, pingTaskStatuses } from '../model/ping-task.js';
import type { WriteRecord, WriteState } from '../model/write-record.js';
import type { CallKind } from '../upstream/call.js';
import type { BreakerState } from '../upstream/resilience/circuit-breaker.js';
import type { Services } from './services.js';
import type { WriteOperation } from './writes/operation.js';

/** State of the gateway for metrics and health. */
export interface Snapshot {
  readonly backends: readonly {
    readonly backend: BackendName;
    readonly state: BackendState;
    readonly breakers: Readonly<Record<CallKind, BreakerState>>;
    /** Calls at once that it is given, by kind. */
    readonly concurrency: Readonly<Record<CallKind, number>>;
    /** Milliseconds since its list of clients was asked for; null: there is none. */
    readonly listAgeMs: number | null;
  }[];
  readonly store: { readonly kind: string; readonly isReachable: boolean };
  /** Of the newest that are remembered, as many as a list of the store holds. Null: the store is out of reach. */
  readonly pingTasks: Readonly<Record<PingTaskStatus, number>> | null;
  /** Writes of unknown outcome. Null: the store is out of reach. */
  readonly unsettledWrites: readonly UnsettledWrites[] | null;
}

export interface UnsettledWrites {
  readonly operation: WriteOperation;
  readonly backend: BackendName;
  readonly state: WriteState;
  readonly count: number;
}

/** Asks the store alone, and no back end. */
export async function takeSnapshot({ backends, store }: Services): Promise<Snapshot> {
  const tasks = await store.pingTasks.list('all').catch(() => null);
  const count = (status: PingTaskStatus): number => (tasks ?? []).filter((task) => task.status === status).length;
  const writes = await store.openWrites.list('all').catch(() => null);
  const counts = Object.fromEntries(pingTaskStatuses.map((status) => [status, count(status)]));
  return {
    backends: backends.map((backend) => ({
      backend: backend.name,
      state: backend.status().state,
      breakers: backend.breakers(),
      concurrency: backend.concurrency(),
      listAgeMs: backend.clientCache.listAgeMs,
    })),
    store: { kind: store.kind, isReachable: store.isReachable },
    pingTasks: tasks === null ? null : (counts as Record<PingTaskStatus, number>),
    unsettledWrites: writes === null ? null : countUnsettled(writes),
  };
}

function countUnsettled(writes: readonly WriteRecord[]): readonly UnsettledWrites[] {
  const counts = new Map<string, UnsettledWrites>();
  for (const { operation, backend, state } of writes) {
    if (state === 'SENT') continue;
    const name = `${operation} ${backend} ${state}`;
    const count = (counts.get(name)?.count ?? 0) + 1;
    counts.set(name, { operation: operation as WriteOperation, backend, state, count });
  }
  return [...counts.values()];
}
