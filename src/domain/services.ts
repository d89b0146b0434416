import type { BackEnd } from '../backends/backend.js';
import { NotSupported } from '../model/errors.js';
import type { Store } from '../store/store.js';
import { type ClientOverlay, createClientOverlay } from './client-overlay.js';
import { createPingWatcher, type PingTimings, type PingWatcher } from './ping-watcher.js';

/** What lives as long as the process, and what every operation draws on. */
export interface Services {
  /** In order of precedence: the first that can do a thing is asked. */
  readonly backEnds: readonly BackEnd[];
  readonly store: Store;
  readonly overlay: ClientOverlay;
  readonly pingWatcher: PingWatcher;
  close(): void;
}

export function createServices(backEnds: readonly BackEnd[], store: Store, pingTimings?: PingTimings): Services {
  const overlay = createClientOverlay(store.events);
  const pingWatcher = createPingWatcher(backEnds, store, pingTimings);
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
  backEnds: readonly BackEnd[],
  name: Name,
): { readonly backEnd: BackEnd; readonly part: NonNullable<BackEnd[Name]> } {
  for (const backEnd of backEnds) {
    const part = backEnd[name];
    if (part !== undefined && part !== null) return { backEnd, part };
  }
  throw new NotSupported();
}
