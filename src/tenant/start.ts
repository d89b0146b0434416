import { ConfigError } from '../config/config.js';
import type { TenantSettings } from '../config/settings.js';
import { createStoreHolder } from './store-holder.js';
import { startTenant, type Tenant, type TenantsOptions } from './tenant.js';

/** Starts and closes tenants, each with its store. */
export interface TenantStarter {
  /** All of them, or none. @throws {ConfigError} the documents of a manifest are not usable: nothing was started. */
  start(wanted: readonly TenantSettings[]): Promise<readonly Tenant[]>;
  close(tenant: Tenant): Promise<void>;
}

export function createStarter(options: TenantsOptions): TenantStarter {
  const { config, stores, metrics, readDocuments } = options;
  const isNamed = config.tenants !== null;
  const holder = createStoreHolder(stores);
  const read = (settings: TenantSettings) => {
    try {
      return { settings, documents: readDocuments(settings.config) };
    } catch (error) {
      if (!isNamed || !(error instanceof ConfigError)) throw error;
      throw new ConfigError(error.issues.map((issue) => `${settings.id}: ${issue}`));
    }
  };
  const startOne = async ({ settings, documents }: ReturnType<typeof read>): Promise<Tenant> => {
    const { id } = settings;
    const store = await holder.hold(id, settings.config.webhooks?.limits);
    return startTenant({
      ...options,
      settings,
      documents,
      store,
      isNamed,
      observer: isNamed ? metrics.of(id) : metrics,
    });
  };
  const close = async (tenant: Tenant): Promise<void> => {
    await tenant.close();
    await holder.release(tenant.id);
  };
  return {
    start: async (wanted) => {
      const starts = await Promise.allSettled(wanted.map(read).map(startOne));
      const started = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const failed = starts.find((each) => each.status === 'rejected');
      if (failed === undefined) return started;
      await Promise.all(started.map(close));
      throw failed.reason;
    },
    close,
  };
}
