import type { BackEnd } from '../backends/backend.js';
import { NotSupported } from '../model/errors.js';
import type { Store } from '../store/store.js';
import { type CachedBackEnd, cacheBackEnd } from './cached-back-end.js';
import { type ClientOverlay, createClientOverlay } from './client-overlay.js';
import { type LifetimeTable, lifetimes } from './lifetime.js';
import { createPingWatcher, type PingTimings, type PingWatcher } from './ping-watcher.js';

/** What lives as long as the process, and what every operation draws on. */
export interface Services {
  /** In order of precedence: the first that can do a thing is asked. */
  readonly backEnds: readonly CachedBackEnd[];
  readonly store: Store;
  readonly overlay: ClientOverlay;
  readonly pingWatcher: PingWatcher;
  close(): void;
}

export interface ServiceOptions {
  readonly pingTimings?: PingTimings | undefined;
  /** Default: `lifetimes`. */
  readonly lifetimes?: LifetimeTable | undefined;
}

export function createServices(plain: readonly BackEnd[], store: Store, options: ServiceOptions = {}): Services {
  const backEnds = plain.map((backEnd) => cacheBackEnd(backEnd, options.lifetimes ?? lifetimes));
  const overlay = createClientOverlay(store.events);
  const pingWatcher = createPingWatcher(backEnds, store, options.pingTimings);
  return {
    backEnds,
    store,
    overlay,
    pingWatcher,
    close: () => {
      pingWatcher.close();
      overlay.close();
    },
  };
}

/** The first back end that has a part. @throws {NotSupported} none has. */
export function partOf<Name extends keyof BackEnd>(
  backEnds: readonly CachedBackEnd[],
  name: Name,
): { readonly backEnd: CachedBackEnd; readonly part: NonNullable<BackEnd[Name]> } {
  for (const backEnd of backEnds) {
    const part = backEnd[name];
    if (part !== undefined && part !== null) return { backEnd, part };
  }
  throw new NotSupported();
}
