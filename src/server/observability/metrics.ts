import { collectDefaultMetrics, type MetricObjectWithValues, type MetricValue, Registry } from 'prom-client';
import { type DomainObserver, idempotencyStates } from '../../domain/observer.js';
import type { Snapshot } from '../../domain/snapshot.js';
import { writeOperations } from '../../domain/writes/operation.js';
import { backendStates } from '../../model/backend.js';
import { type ErrorCode, errorCodes } from '../../model/error-code.js';
import type { CallObserver, CallOutcome } from '../../upstream/call.js';
import { createInstruments, type Instruments } from './instrument.js';

/** `event`: one of a subscription. `none`: it was refused before it was known to be anything. */
export type OperationKind = 'query' | 'mutation' | 'subscription' | 'event' | 'none';

/** Reasons for the end of a subscription: by itself, by its client, by an error, or with its socket. */
export type SubscriptionEnd = 'completed' | 'cancelled' | 'failed' | 'socket_closed' | 'token_expired' | 'too_slow';

/** Metrics of one gateway. Lower layers report events; states are read at each scrape. */
export interface Metrics extends CallObserver, DomainObserver {
  /** @param outcome of several codes the gravest. */
  endOperation(kind: OperationKind, outcome: ErrorCode | 'ok', ms: number): void;
  refuse(status: number): void;
  /** @returns a function to call with the close code. */
  openSocket(): (code: number) => void;
  beginSubscription(): (reason: SubscriptionEnd) => void;
  storeFailed(): void;
  /** Reads the state at each scrape from now on. */
  watch(look: () => Promise<Snapshot>): void;
  /** In Prometheus' text format. */
  scrape(): Promise<string>;
  readonly contentType: string;
  read(): Promise<readonly MetricObjectWithValues<MetricValue<string>>[]>;
}

const results = { DONE: 'done', NOT_DONE: 'not_done', PERSON: 'person' } as const;

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

export function createMetrics(): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry);
  const { operations, requests, calls, cacheAges, cacheMisses, sockets, subscriptions } = instruments;
  let look: (() => Promise<Snapshot>) | undefined;
  let hasBegun = false;

  const refresh = async (): Promise<void> => {
    const snapshot = await look?.();
    if (!hasBegun) begin(registry, instruments, snapshot);
    hasBegun = true;
    if (snapshot !== undefined) show(instruments, snapshot);
  };

  return {
    endOperation: (kind, outcome, ms) => operations.observe({ kind, outcome }, ms / 1_000),
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
    beginRequest: ({ backend, kind, route }) => {
      const startedAt = performance.now();
      return (outcome) =>
        requests.observe({ backend, kind, route, outcome: toWord(outcome) }, (performance.now() - startedAt) / 1_000);
    },
    onCall: (backend, kind, outcome) => calls.inc({ backend, kind, outcome: toWord(outcome) }),
    onHedge: (backend, kind, by) => instruments.hedges.inc({ backend, kind, by: by ?? 'none' }),
    onCacheRead: (backend, kind, outcome, ageMs) => {
      if (outcome === 'hit' || outcome === 'stale') cacheAges.observe({ backend, kind, outcome }, ageMs / 1_000);
      else cacheMisses.inc({ backend, kind, outcome });
    },
    onWriteState: (operation, state) => instruments.idempotencyTransitions.inc({ operation, state }),
    onWriteEnd: (operation, outcome) => instruments.writes.inc({ operation, outcome }),
    onWriteSettled: (operation, backend, state, by) =>
      instruments.resolvedWrites.inc({ operation, backend, result: results[state], by }),
    onPingPoll: (reading) => instruments.pingPolls.inc({ reading }),
    onWebhook: (type, outcome) => instruments.webhooks.inc({ type, outcome }),
    onPingEnd: (status) => instruments.pingEnds.inc({ status }),
    watch: (next) => {
      look = next;
    },
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

/** Of statuses the class: a back end could send any. */
function toWord(outcome: CallOutcome): string {
  return typeof outcome === 'number' ? `${Math.floor(outcome / 100)}xx` : outcome;
}

/**
 * With the first reader, because measuring the process costs it something. What an alarm waits for must be there before it happens: the
 * first of a counter that was absent is no increase.
 */
function begin(
  register: Registry,
  { calls, idempotencyTransitions }: Instruments,
  snapshot: Snapshot | undefined,
): void {
  collectDefaultMetrics({ register });
  for (const { backend } of snapshot?.backends ?? []) {
    for (const kind of ['read', 'list', 'write'] as const) {
      for (const outcome of ['ok', 'not_sent', 'UPSTREAM_AUTH_FAILED']) calls.inc({ backend, kind, outcome }, 0);
    }
  }
  for (const operation of writeOperations)
    for (const state of idempotencyStates) idempotencyTransitions.inc({ operation, state }, 0);
}

function show(instruments: Instruments, { backends, store, pingTasks, unsettledWrites }: Snapshot): void {
  // Unknown values are omitted rather than shown as they were.
  instruments.listAges.reset();
  for (const { backend, state, breakers, concurrency, listAgeMs } of backends) {
    if (listAgeMs !== null) instruments.listAges.set({ backend }, listAgeMs / 1_000);
    for (const each of backendStates) instruments.backendStates.set({ backend, state: each }, each === state ? 1 : 0);
    for (const [kind, limit] of Object.entries(concurrency)) instruments.concurrency.set({ backend, kind }, limit);
    for (const [kind, breaker] of Object.entries(breakers)) {
      for (const each of breakerStates) {
        instruments.breakers.set({ backend, kind, state: each }, each === breaker ? 1 : 0);
      }
    }
  }
  instruments.storeReachable.set({ store: store.kind }, store.isReachable ? 1 : 0);
  instruments.pingTasks.reset();
  for (const [status, count] of Object.entries(pingTasks ?? {})) instruments.pingTasks.set({ status }, count);
  instruments.unsettledWrites.reset();
  for (const { count, ...labels } of unsettledWrites ?? []) instruments.unsettledWrites.set(labels, count);
}
