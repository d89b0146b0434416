import { type Config, ConfigError } from '../config/config.js';
import type { TenantSettings } from '../config/settings.js';
import { takeSnapshot } from '../domain/snapshot.js';
import { Unauthenticated } from '../model/errors.js';
import { defaultTenant } from '../model/tenant.js';
import type { ServedTenants } from '../server/tenant.js';
import { createRetiredTenants, type RetiredTenants } from './retired.js';
import { createStarter, type TenantStarter } from './start.js';
import type { Tenant, TenantsOptions } from './tenant.js';

/** The ISPs of a process, which may change while it serves. */
export interface Tenants extends ServedTenants {
  list(): readonly Tenant[];
  /**
   * Reads the files anew. Tenants that did not change are not touched; where anything is wrong, none is.
   * @returns false when nothing was changed because something is wrong, which the log says.
   */
  reload(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Milliseconds for which a tenant that was changed or removed serves what is in flight: longer than any request lasts, from its arrival
 * (10 s) to the end of a tool's wait (50 s).
 */
export const lingerMs = 65_000;

/** @throws {ConfigError} the files, or the documents of a manifest, are not usable. */
export async function startTenants(options: TenantsOptions): Promise<Tenants> {
  const { config, stores } = options;
  const source = config.tenants;
  const starter = createStarter(options);
  const current = new Map<string, Tenant>();
  const retired = createRetiredTenants(starter.close, options.lingerMs ?? lingerMs);
  const change = createChange(options, { starter, current, retired });
  await change(source?.read() ?? [toAlone(config)]);
  let reloading = Promise.resolve(true);
  return {
    claim: source?.claim ?? null,
    list: () => [...current.values()],
    find: (id) => current.get(id),
    of: ({ tenant = defaultTenant }) => {
      const found = current.get(tenant) ?? retired.find(tenant);
      if (found === undefined) throw new Unauthenticated();
      return found;
    },
    // One after the other: each sees what the one before has left.
    reload: () => {
      reloading = reloading.then(() => (source === null ? true : reload(options, () => change(source.read()))));
      return reloading;
    },
    close: async () => {
      await reloading;
      await Promise.all([retired.close(), ...[...current.values()].map(starter.close)]);
      stores.close();
    },
  };
}

/** Never fails: what is wrong is for the log. */
async function reload({ log, metrics }: TenantsOptions, change: () => Promise<Changes>): Promise<boolean> {
  try {
    log.info(await change(), 'the tenants were read anew');
    metrics.countReload('done');
    return true;
  } catch (error) {
    const issues = error instanceof ConfigError ? error.issues : ['a tenant could not be started'];
    log.error({ issues }, 'the tenants were not changed: their files are not usable');
    metrics.countReload('refused');
    return false;
  }
}

/** Tenants by their ids. */
interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** @returns what has `wanted` served, and nothing else. Where it throws, nothing was changed. */
function createChange(
  { config, metrics }: TenantsOptions,
  {
    starter,
    current,
    retired,
  }: {
    readonly starter: TenantStarter;
    readonly current: Map<string, Tenant>;
    readonly retired: RetiredTenants;
  },
): (wanted: readonly TenantSettings[]) => Promise<Changes> {
  return async (wanted) => {
    const started = await starter.start(
      wanted.filter(({ id, fingerprint }) => current.get(id)?.settings.fingerprint !== fingerprint),
    );
    const replaced = started.flatMap(({ id }) => current.get(id) ?? []);
    const removed = [...current.values()].filter(({ id }) => !wanted.some((each) => each.id === id));
    for (const tenant of started) {
      current.set(tenant.id, tenant);
      metrics.watch(() => takeSnapshot(tenant.services), config.tenants === null ? undefined : tenant.id);
    }
    for (const tenant of replaced) retired.add(tenant, 'changed');
    for (const tenant of removed) {
      current.delete(tenant.id);
      retired.add(tenant, 'removed');
      await metrics.forget(tenant.id);
    }
    const changed = replaced.map(({ id }) => id);
    const added = started.map(({ id }) => id).filter((id) => !changed.includes(id));
    return { added, changed, removed: removed.map(({ id }) => id) };
  };
}

/** The process as its one ISP. */
function toAlone(config: Config): TenantSettings {
  return { id: defaultTenant, name: defaultTenant, branding: {}, weight: 1, config, fingerprint: '' };
}
