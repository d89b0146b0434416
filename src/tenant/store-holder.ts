import type { Stores } from '../store/index.js';
import type { OutboxLimits } from '../store/outbox/outbox.js';
import type { Store } from '../store/store.js';

/** Keeps a tenant's store open for as long as any of its settings is at work: a change of settings forgets nothing. */
export interface StoreHolder {
  hold(tenant: string, outbox?: OutboxLimits): Promise<Store>;
  /** Closes it after the last one. */
  release(tenant: string): Promise<void>;
}

interface Held {
  readonly store: Promise<Store>;
  uses: number;
}

export function createStoreHolder(stores: Stores): StoreHolder {
  const held = new Map<string, Held>();
  const closing = new Map<string, Promise<void>>();
  const open = async (tenant: string, outbox: OutboxLimits | undefined): Promise<Store> => {
    await closing.get(tenant);
    return stores.open(tenant, outbox);
  };
  return {
    hold: async (tenant, outbox) => {
      const entry = held.get(tenant) ?? { store: open(tenant, outbox), uses: 0 };
      held.set(tenant, entry);
      entry.uses += 1;
      try {
        return await entry.store;
      } catch (error) {
        held.delete(tenant);
        throw error;
      }
    },
    release: async (tenant) => {
      const entry = held.get(tenant);
      if (entry === undefined) return;
      entry.uses -= 1;
      if (entry.uses > 0) return;
      held.delete(tenant);
      const closed = entry.store.then((store) => store.close());
      closing.set(tenant, closed);
      await closed.finally(() => closing.delete(tenant));
    },
  };
}
