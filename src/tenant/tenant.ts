import type { Backend } from '../backends/backend.js';
import type { Config, TenantSettings } from '../config/settings.js';
import type { AuditLogWriter } from '../domain/audit-entry.js';
import { startDiagnoses } from '../domain/diagnosis/run.js';
import type { DomainObserver } from '../domain/observer.js';
import { Operation } from '../domain/operation.js';
import { startZonePingWorker } from '../domain/outage/zone-ping/worker.js';
import { createServices, type Services } from '../domain/services.js';
import { formOfAddressIn } from '../model/form-of-address.js';
import type { TenantLook } from '../model/tenant.js';
import { createAuthentication } from '../server/auth/authentication.js';
import type { Logger } from '../server/observability/log.js';
import type { Metrics } from '../server/observability/metrics.js';
import type { ServedTenant, TenantEnd } from '../server/tenant.js';
import type { Stores } from '../store/index.js';
import type { Store } from '../store/store.js';
import type { CallObserver } from '../upstream/call.js';
import type { ReadDocuments, TenantDocuments } from './documents.js';
import type { TenantOptions } from './option.js';
import { deriveSecret } from './secret.js';
import { toWebhookSettings } from './webhook.js';

/** One ISP at work, under settings that do not change: of changed ones another is made. */
export interface Tenant extends ServedTenant {
  readonly settings: TenantSettings;
  readonly backends: readonly Backend[];
  readonly services: Services;
  /** Ends its connections. What is in flight goes on. */
  end(why: TenantEnd): void;
  /** Nothing may be in flight. */
  close(): Promise<void>;
}

export interface TenantParts {
  readonly settings: TenantSettings;
  readonly documents: TenantDocuments;
  readonly store: Store;
  readonly log: Logger;
  readonly auditLog: AuditLogWriter;
  readonly observer: CallObserver & DomainObserver;
  /** True: its callers, keys and lines have its name. False: the process is this ISP's alone. */
  readonly isNamed: boolean;
  readonly options: TenantOptions;
}

/** Common to all tenants of a process. */
export interface TenantsOptions extends Omit<TenantParts, 'settings' | 'documents' | 'store' | 'observer' | 'isNamed'> {
  readonly config: Config;
  readonly stores: Stores;
  readonly readDocuments: ReadDocuments;
  readonly metrics: Metrics;
  /** Milliseconds. Default: `lingerMs`. */
  readonly lingerMs?: number | undefined;
}

export async function startTenant(parts: TenantParts): Promise<Tenant> {
  const { settings, documents, store, observer, isNamed, options } = parts;
  const { id, config } = settings;
  const named = isNamed ? { tenant: id } : {};
  const log = isNamed ? parts.log.child(named) : parts.log;
  const backends = config.backends.map((create) =>
    create(
      observer,
      (what, count) => log.warn({ what, count }, 'left out of what a back end answered'),
      config.callPolicy,
    ),
  );
  const services = createServices(backends, store, {
    ...options,
    country: config.country,
    secret: deriveSecret(config.jwt.secret, id),
    lookupLimits: config.limits.lookupMisses,
    zonePingLimits: { ...config.limits.zonePings, ...options.zonePingLimits },
    auditLog: { write: (line) => parts.auditLog.write({ ...line, ...named }) },
    webhooks: toWebhookSettings(settings, options, log),
    observer,
  });
  startDiagnoses(services);
  await services.pendingWrites.restored;
  const stopZonePings = startZonePingWorker(services);
  const { costPerMinute } = config.limits;
  const connections = new Set<(why: TenantEnd) => void>();
  let ended: TenantEnd | null = null;
  return {
    ...{ id, settings, backends, services },
    look: toLook(settings, services),
    authenticate: createAuthentication({ ...config.jwt, ...named }),
    begin: (caller, call) => new Operation(services, caller, call),
    // Charging must not delay an operation: each instance may exceed the budget by the points it has not reported yet.
    budget: store.limiters.approximate({ name: 'cost', points: costPerMinute, duration: 60 }, costPerMinute / 20),
    weight: settings.weight,
    maxCost: config.limits.operation.cost,
    trusted: documents.trusted,
    mcp: documents.tools === null ? null : { tools: documents.tools, sessions: services.sessions },
    isReady: () => backends.some((backend) => backend.status().state !== 'DOWN'),
    join: (end) => {
      connections.add(end);
      // It was authenticated just before.
      if (ended !== null) setImmediate(end, ended);
      return () => connections.delete(end);
    },
    end: (why) => {
      ended = why;
      for (const end of [...connections]) end(why);
    },
    close: async () => {
      stopZonePings();
      await services.close();
      for (const backend of backends) backend.close();
    },
  };
}

function toLook({ id, name, branding }: TenantSettings, { country }: Services): TenantLook {
  const { colour = null, logo = null } = branding;
  return {
    id,
    name: branding.name ?? name,
    country: country ?? null,
    formOfAddress: formOfAddressIn(country),
    colour,
    logo,
  };
}
