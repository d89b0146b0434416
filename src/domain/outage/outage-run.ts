import { hasCapability } from '../../backends/capability.js';
import type { Store } from '../../store/store.js';
import { backgroundCall } from '../../upstream/call.js';
import type { CachedBackend } from '../cache/cached-backend.js';
import { networkOf } from './detection/network.js';
import type { OutageRule } from './detection/rule.js';
import { type OnOutage, OutageChanges } from './outage-changes.js';
import type { OutageState } from './outage-state.js';

/** Follows the outages of one back end. */
export interface OutageRun {
  /**
   * Resolves once the results and outages of before this process are known, without which a client whose line answers looks as if it had
   * not been asked. @throws {ServiceUnavailable} they cannot be read now.
   */
  ready(): Promise<void>;
  /** The list of clients is read where there is a reason to: flags to look at, an outage to follow, or as many results as show one. */
  look(hasFlags: boolean): Promise<void>;
}

export function createRun(
  backend: CachedBackend,
  store: Store,
  state: OutageState,
  rule: OutageRule,
  onOutage: OnOutage,
): OutageRun {
  const changes = new OutageChanges(backend.name, store, state, rule, onOutage);
  let restored: Promise<void> | undefined;
  const restore = async (): Promise<void> => {
    const [outages, tasks] = await Promise.all([store.outages.list('all'), store.pingTasks.list('all')]);
    state.restore(outages, tasks);
  };
  const ready = (): Promise<void> => {
    restored ??= restore().catch((error: unknown) => {
      restored = undefined;
      throw error;
    });
    return restored;
  };
  const look = async (hasFlags: boolean): Promise<void> => {
    await ready();
    state.trim();
    const followsFlags = hasFlags && hasCapability(backend, 'NETWORK');
    const followsPings = state.downCount >= rule.minTested * rule.downShare || state.open('PINGS').length > 0;
    if (!followsFlags && !followsPings) return;
    const list = await backend.clientCache.list?.(backgroundCall());
    if (list === undefined) return;
    const network = networkOf(list.value);
    if (followsPings) await changes.followPings(network);
    // What was true a while ago may be over.
    if (followsFlags && !list.isStale) await changes.followFlags(network);
  };
  return { ready, look };
}
