import { createCache } from '../cache.js';
import type { Middleware } from '../middleware.js';
import type { NativePlan } from '../native/catalogue.js';
import { type ClientView, viewClient } from '../view.js';

/** v1's two caches (contract 1.11). Nothing but time empties them. */
export interface V1Caches {
  /** @throws {Refusal} 500 when a row cannot be read */
  clients(): readonly ClientView[];
  /** The first native page; an outage is an empty list, and kept as one. */
  plans(): readonly NativePlan[];
  clear(): void;
}

export function createV1Caches({ native, settings, clock, worker }: Middleware): V1Caches {
  const clients = createCache<readonly ClientView[]>(clock, { seconds: () => settings.listCacheSeconds });
  const plans = createCache<readonly NativePlan[]>(clock, { seconds: () => 900 });

  /** Page after page, up to the first that fails, as though that were all. */
  const loadClients = (): readonly ClientView[] => {
    const loaded: ClientView[] = [];
    for (let number = 1; ; number += 1) {
      const page = native.clients.page(number);
      if (page === undefined) return loaded;
      loaded.push(...page.results.map(viewClient));
      if (page.results.length === 0 || loaded.length >= page.count) return loaded;
    }
  };

  return {
    clients: () => clients.get(worker(), loadClients),
    plans: () => plans.get(worker(), () => native.plans() ?? []),
    clear: () => {
      clients.clear();
      plans.clear();
    },
  };
}
