import { collectDefaultMetrics, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client';
import { type DomainObserver, idempotencyStates } from '../../domain/observer.js';
import type { Snapshot } from '../../domain/snapshot.js';
import { writeOperations } from '../../domain/writes/operation.js';
import { backendStates } from '../../model/backend.js';
import { type ErrorCode, errorCodes } from '../../model/error-code.js';
import type { CallObserver } from '../../upstream/call.js';
import { createInstruments, createReloadCounter, type Instruments } from './instrument.js';
import { createObserver } from './observer.js';

/** `event`: one of a subscription. `none`: it was refused before it was known to be anything. */
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'event' | 'none';

/** Reasons for the end of a subscription: by itself, by its client, by an error, or with its socket. */
export type SubscriptionEnd = 'completed' | 'cancelled' | 'failed' | 'socket_closed' | 'token_expired' | 'too_slow';

/** Metrics of one gateway. Lower layers report events; states are read at each scrape. */
export interface Metrics extends CallObserver, DomainObserver {
  /** @param outcome of several codes the gravest. */
  endOperation(kind: OperationKind, outcome: ErrorCode | 'ok', ms: number, tenant?: string): void;
  refuse(status: number): void;
  /** @returns a function to call with the close code. */
  openSocket(): (code: number) => void;
  beginSubscription(): (reason: SubscriptionEnd) => void;
  storeFailed(): void;
  /** The same for what one ISP does. @param tenant an id of the configuration. */
  of(tenant: string): CallObserver & DomainObserver;
  /** Reads the state at each scrape from now on. @param tenant default: the one that there is. */
  watch(look: () => Promise<Snapshot>, tenant?: string): void;
  /** Takes away everything about a tenant that has gone. */
  forget(tenant: string): Promise<void>;
  /** The files of the tenants were read anew. */
  countReload(outcome: 'done' | 'refused'): void;
  /** In Prometheus' text format. */
  scrape(): Promise<string>;
  readonly contentType: string;
  read(): Promise<readonly MetricObjectWithValues<MetricValue<string>>[]>;
}

/** Labels of what belongs to a tenant. */
interface Own {
  readonly own: { readonly tenant?: string };
}

const breakerStates = ['closed', 'half-open', 'open'] as const;

/** The close codes that a gateway gives or knows; a client may send any other. */
const closeCodes: ReadonlySet<number> = new Set([
  ...[1000, 1001, 1002, 1003, 1005, 1006, 1007, 1009, 1013],
  ...[4400, 4401, 4403, 4406, 4408, 4409, 4429, 4500],
]);

/** The gravest of an operation's codes: that which stands last in the error contract, where what is ours to mend comes last. */
export function mostSevere(codes: readonly ErrorCode[]): ErrorCode | 'ok' {
  return codes.length === 0 ? 'ok' : (errorCodes.findLast((code) => codes.includes(code)) ?? 'ok');
}

/** @param hasTenants true: what an ISP does has its name. */
export function createMetrics(hasTenants = false): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry, hasTenants);
  const { operations, sockets, subscriptions } = instruments;
  const reloads = hasTenants ? createReloadCounter(registry) : null;
  const looks = new Map<string, () => Promise<Snapshot>>();
  let hasBegun = false;

  const refresh = async (): Promise<void> => {
    const seen = [...looks].map(async ([tenant, look]) => ({
      own: tenant === '' ? {} : { tenant },
      ...(await look()),
    }));
    const snapshots = await Promise.all(seen);
    if (!hasBegun) begin(registry, instruments, snapshots);
    hasBegun = true;
    resetStates(instruments);
    for (const snapshot of snapshots) show(instruments, snapshot);
  };

  return {
    endOperation: (kind, outcome, ms, tenant) =>
      operations.observe({ kind, outcome, ...(tenant === undefined ? {} : { tenant }) }, ms / 1_000),
    refuse: (status) => instruments.refusals.inc({ status }),
    openSocket: () => {
      sockets.inc();
      return (code) => {
        sockets.dec();
        instruments.socketEnds.inc({ code: closeCodes.has(code) ? code : 'other' });
      };
    },
    beginSubscription: () => {
      subscriptions.inc();
      return (reason) => {
        subscriptions.dec();
        instruments.subscriptionEnds.inc({ reason });
      };
    },
    storeFailed: () => instruments.storeFaults.inc(),
    ...createObserver(instruments, {}),
    of: (tenant) => createObserver(instruments, { tenant }),
    watch: (look, tenant) => {
      looks.set(tenant ?? '', look);
    },
    forget: async (tenant) => {
      looks.delete(tenant);
      await forgetTenant(instruments, tenant);
    },
    countReload: (outcome) => reloads?.inc({ outcome }),
    scrape: async () => {
      await refresh();
      return registry.metrics();
    },
    contentType: registry.contentType,
    read: async () => {
      await refresh();
      return registry.getMetricsAsJSON();
    },
  };
}

/**
 * With the first reader, because measuring the process costs it something. What an alarm waits for must be there before it happens: the
 * first of a counter that was absent is no increase.
 */
function begin(
  register: Registry,
  { calls, idempotencyTransitions }: Instruments,
  snapshots: readonly (Snapshot & Own)[],
): void {
  collectDefaultMetrics({ register });
  for (const { backends, own } of snapshots) {
    for (const { backend } of backends) {
      for (const kind of ['read', 'list', 'write'] as const) {
        for (const outcome of ['ok', 'not_sent', 'UPSTREAM_AUTH_FAILED'])
          calls.inc({ backend, kind, outcome, ...own }, 0);
      }
    }
    for (const operation of writeOperations)
      for (const state of idempotencyStates) idempotencyTransitions.inc({ operation, state, ...own }, 0);
  }
}

/** Unknown values are omitted rather than shown as they were. */
function resetStates(instruments: Instruments): void {
  const {
    listAges,
    backendStates: states,
    breakers,
    concurrency,
    storeReachable,
    pingTasks,
    unsettledWrites,
  } = instruments;
  for (const gauge of [listAges, states, breakers, concurrency, storeReachable, pingTasks, unsettledWrites])
    gauge.reset();
}

function show(instruments: Instruments, { own, backends, store, ...counts }: Snapshot & Own): void {
  for (const { backend, state, breakers, concurrency, listAgeMs } of backends) {
    if (listAgeMs !== null) instruments.listAges.set({ backend, ...own }, listAgeMs / 1_000);
    for (const each of backendStates)
      instruments.backendStates.set({ backend, state: each, ...own }, each === state ? 1 : 0);
    for (const [kind, limit] of Object.entries(concurrency))
      instruments.concurrency.set({ backend, kind, ...own }, limit);
    for (const [kind, breaker] of Object.entries(breakers)) {
      for (const each of breakerStates) {
        instruments.breakers.set({ backend, kind, state: each, ...own }, each === breaker ? 1 : 0);
      }
    }
  }
  instruments.storeReachable.set({ store: store.kind, ...own }, store.isReachable ? 1 : 0);
  for (const [status, count] of Object.entries(counts.pingTasks ?? {}))
    instruments.pingTasks.set({ status, ...own }, count);
  for (const { count, ...labels } of counts.unsettledWrites ?? [])
    instruments.unsettledWrites.set({ ...labels, ...own }, count);
}

async function forgetTenant(instruments: Instruments, tenant: string): Promise<void> {
  for (const metric of Object.values(instruments)) {
    const { values } = await metric.get();
    for (const { labels } of values) {
      const { le: _, ...own } = labels as Readonly<Record<string, string | number>>;
      if (own.tenant === tenant) (metric as { remove(labels: typeof own): void }).remove(own);
    }
  }
}
