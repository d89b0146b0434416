import type { Clock, Store } from '../../store/store.js';
import type { CachedBackend } from '../cache/cached-backend.js';
import type { Results } from './detection/detection.js';
import { type OutageRule, outageRule } from './detection/rule.js';
import type { OnOutage } from './outage-changes.js';
import { createRun } from './outage-run.js';
import { OutageState } from './outage-state.js';

export interface OutageOptions {
  /** Default: `outageRule`. */
  readonly rule?: OutageRule | undefined;
  /** Milliseconds between two looks at the back end's flags. Default: a minute. Zero: only when it is asked to. */
  readonly lookMs?: number | undefined;
  /** By which results age. Default: the process's. */
  readonly clock?: Clock | undefined;
  /** Time of day in milliseconds since 1970. Default: the system's. */
  readonly wallClock?: Clock | undefined;
  /** Default: nothing is called. */
  readonly onOutage?: OnOutage | undefined;
}

/** Raises and ends outages, by the results of pings on every instance and by the back end's own flags. */
export interface OutageWatcher {
  /** Latest result of each client in the window, those of before this process once it is `ready`. */
  readonly results: Results;
  /** Resolves once it knows the results of before this process. @throws {ServiceUnavailable} they cannot be read now. */
  ready(): Promise<void>;
  /** The back end whose clients are pinged, and whose network it is. Undefined: none lists its clients. */
  readonly backend: CachedBackend | undefined;
  /** Looks at results and flags now. Never fails: what cannot be read is looked at again within `lookMs`. */
  look(): Promise<void>;
  /** Resolves once all results received so far have been looked at. */
  settled(): Promise<void>;
  close(): void;
}

export function createOutageWatcher(
  backends: readonly CachedBackend[],
  store: Store,
  options: OutageOptions = {},
): OutageWatcher {
  const { rule = outageRule, lookMs = 60_000, onOutage = () => undefined } = options;
  const { clock = () => performance.now(), wallClock = Date.now } = options;
  const state = new OutageState(rule.windowMs, clock, wallClock);
  const backend = findNetworkBackend(backends);
  const run = backend === undefined ? undefined : createRun(backend, store, state, rule, onOutage);
  let running: Promise<void> = Promise.resolve();
  let isPlanned = false;
  /** One run at a time. */
  const start = (hasFlags: boolean): Promise<void> => {
    running = running.then(() => run?.look(hasFlags)).catch(() => undefined);
    return running;
  };
  /** Results that arrive before it has begun are looked at together. */
  const startOnce = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    running = running.then(() => {
      isPlanned = false;
    });
    void start(false);
  };
  const stops = [
    store.events.subscribe('ping-task', (task) => state.addResult(task) && startOnce()),
    store.events.subscribe('outage', (outage) => state.learn(outage)),
    store.events.subscribe('client-purged', ({ clientId }) => state.forget(clientId)),
  ];
  startOnce();
  const timer = lookMs === 0 ? undefined : setInterval(() => void start(true), lookMs).unref();
  return {
    results: state.results,
    ready: async () => run?.ready(),
    backend,
    look: () => start(true),
    settled: () => running,
    close: () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

function findNetworkBackend(backends: readonly CachedBackend[]): CachedBackend | undefined {
  return backends.find(({ clientCache, pings, network }) => clientCache.list !== undefined && (pings ?? network));
}
