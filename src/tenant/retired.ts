import type { TenantEnd } from '../server/tenant.js';
import type { Tenant } from './tenant.js';

/** Tenants that were changed or removed, and still serve what is in flight. */
export interface RetiredTenants {
  /** Ends its connections now, and the rest of it later. */
  add(tenant: Tenant, why: TenantEnd): void;
  /** @returns the one that was at work last. */
  find(id: string): Tenant | undefined;
  /** Waits for none any longer. */
  close(): Promise<void>;
}

/** @param lingerMs milliseconds from the retirement to the close of a tenant. */
export function createRetiredTenants(close: (tenant: Tenant) => Promise<void>, lingerMs: number): RetiredTenants {
  const timers = new Map<Tenant, NodeJS.Timeout>();
  const end = async (tenant: Tenant): Promise<void> => {
    clearTimeout(timers.get(tenant));
    if (timers.delete(tenant)) await close(tenant);
  };
  return {
    add: (tenant, why) => {
      tenant.end(why);
      timers.set(tenant, setTimeout(() => void end(tenant).catch(() => undefined), lingerMs).unref());
    },
    find: (id) => [...timers.keys()].findLast((tenant) => tenant.id === id),
    close: async () => {
      await Promise.all([...timers.keys()].map(end));
    },
  };
}
