import { randomBytes } from 'node:crypto';
import type { Backend } from '../backends/backend.js';
import type { Country } from '../model/country.js';
import type { Clock, Store } from '../store/store.js';
import { withAccounts } from './account-reading.js';
import type { AuditLogWriter } from './audit-entry.js';
import { type AuditLog, createAuditLog } from './audit-log.js';
import { type CachedBackend, cacheBackend } from './cache/cached-backend.js';
import { type LifetimeTable, lifetimes } from './cache/lifetime.js';
import { createDiagnosisRunner, type DiagnosisRunner, type DiagnosisTimings } from './diagnosis/runner.js';
import { createKeyedHash } from './keyed-hash.js';
import { type DomainObserver, noopObserver } from './observer.js';
import { createOutageWatcher, type OutageOptions, type OutageWatcher } from './outage/outage-watcher.js';
import { type ZonePingLimits, zonePingLimits } from './outage/zone-ping/limit.js';
import { createOpenWrites, type OpenWrites } from './outcomes/open-writes.js';
import { createProvers } from './outcomes/proof.js';
import { createReconciler } from './outcomes/reconciler.js';
import { createSeal, type Seal } from './outcomes/seal.js';
import { createSettlement, type Settlement } from './outcomes/settlement.js';
import { createOwners, type Owners } from './part.js';
import { createPingWatcher, type PingTimings, type PingWatcher } from './ping/ping-watcher.js';
import { createPlanIndexes } from './search/plan-index.js';
import { type Assurances, createAssurances } from './verification/assurance.js';
import { createLookupLimit, type LookupLimit, type LookupLimits } from './verification/lookup-limit.js';
import { createSessions, type Sessions } from './verification/session.js';
import { createUnconfirmedPhones, type UnconfirmedPhones } from './verification/unconfirmed-phone.js';
import {
  createVerificationLimit,
  type VerificationLimit,
  type VerificationLimits,
} from './verification/verification-limit.js';
import { outageChanged, outcomeResolved } from './webhook/occurrence.js';
import { createWebhooks, type WebhookSettings, type Webhooks } from './webhook/webhooks.js';
import { createPendingWrites, type PendingWrites } from './writes/pending-writes.js';

/** Services that live as long as the process and are shared by all operations. */
export interface Services {
  /** In order of precedence: the first that can do a thing is asked. */
  readonly backends: readonly CachedBackend[];
  readonly store: Store;
  /** Country whose words messages have. Undefined: there is no back end. */
  readonly country: Country | undefined;
  /** Back ends with a capability. */
  readonly owners: Owners;
  readonly pendingWrites: PendingWrites;
  readonly openWrites: OpenWrites;
  readonly settlement: Settlement;
  /** Of what is stored of writes. */
  readonly seal: Seal;
  readonly planIndexOf: ReturnType<typeof createPlanIndexes>;
  readonly pingWatcher: PingWatcher;
  readonly diagnosisRunner: DiagnosisRunner;
  readonly webhooks: Webhooks;
  readonly outageWatcher: OutageWatcher;
  readonly zonePingLimits: ZonePingLimits;
  readonly assurances: Assurances;
  readonly sessions: Sessions;
  readonly verificationLimit: VerificationLimit;
  readonly unconfirmedPhones: UnconfirmedPhones;
  /** Milliseconds that a verification takes at least, so that its time does not tell who exists. */
  readonly verifyMs: number;
  readonly lookupLimit: LookupLimit;
  readonly auditLog: AuditLog;
  readonly observer: DomainObserver;
  /** Waits for the looks in progress at what writes did, and for webhooks that are being sent. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly outages?: OutageOptions | undefined;
  /** Default: `zonePingLimits`, for each that is not given. */
  readonly zonePingLimits?: Partial<ZonePingLimits> | undefined;
  readonly pingTimings?: PingTimings | undefined;
  /** Factor on the times at which the effects of writes of unknown outcome are looked for. Default 1. */
  readonly reconcilerTimeScale?: number | undefined;
  readonly diagnosisTimings?: DiagnosisTimings | undefined;
  /** Country of the installation. Default: the first back end's. */
  readonly country?: Country | undefined;
  /** Default: `lifetimes`. */
  readonly lifetimes?: LifetimeTable | undefined;
  /** By which answers age. Above zero. Default: the process's. */
  readonly clock?: Clock | undefined;
  /**
   * Secret from which the keys of assurances and hashes are derived.
   * @default a random one, which is lost with the process
   */
  readonly secret?: string | undefined;
  /** Default: `lookupLimits`. */
  readonly lookupLimits?: LookupLimits | undefined;
  /** Default: `verificationLimits`. */
  readonly verificationLimits?: VerificationLimits | undefined;
  /** Milliseconds that a verification takes at least. Default: a second. */
  readonly verifyMs?: number | undefined;
  /** @default nothing is announced */
  readonly webhooks?: WebhookSettings | null | undefined;
  /** @default no audit log */
  readonly auditLog?: AuditLogWriter | undefined;
  readonly observer?: DomainObserver | undefined;
}

export function createServices(plain: readonly Backend[], store: Store, options: ServiceOptions = {}): Services {
  const { clock, observer = noopObserver } = options;
  const backends = plain.map((backend) =>
    withAccounts(cacheBackend(backend, options.lifetimes ?? lifetimes, clock, observer)),
  );
  const pendingWrites = createPendingWrites(store, backends, clock);
  const stops = [
    store.events.subscribe('client-doubted', ({ clientId }) => {
      for (const backend of backends) backend.doubt(clientId);
    }),
    store.events.subscribe('client-purged', ({ clientId }) => {
      for (const backend of backends) backend.purge(clientId);
    }),
  ];
  const webhooks = createWebhooks(options.webhooks ?? null, store, observer);
  const pingWatcher = createPingWatcher(backends, store, options.pingTimings, observer, webhooks);
  const outageWatcher = createOutageWatcher(backends, store, {
    ...options.outages,
    onOutage: (change, outage) => {
      options.outages?.onOutage?.(change, outage);
      webhooks.publishEventually(outageChanged(change, outage));
    },
  });
  // With an empty one, anybody could make what only we should.
  const secret = options.secret || randomBytes(32);
  const seal = createSeal(secret, 'write');
  const openWrites = createOpenWrites(store, seal, options.reconcilerTimeScale);
  const provers = createProvers(backends, store, webhooks);
  const settlement = createSettlement(store, provers, seal, observer, (write) => {
    webhooks.publishEventually(outcomeResolved(write));
  });
  const timeScale = options.reconcilerTimeScale;
  const reconciler = createReconciler({ store, provers, openWrites, settlement, seal, observer, timeScale });
  const diagnosisRunner = createDiagnosisRunner(store, options.diagnosisTimings);
  return {
    ...{ openWrites, settlement, seal },
    backends,
    owners: createOwners(backends),
    store,
    country: options.country ?? plain[0]?.locality.country,
    pendingWrites,
    planIndexOf: createPlanIndexes(),
    pingWatcher,
    diagnosisRunner,
    webhooks,
    outageWatcher,
    zonePingLimits: { ...zonePingLimits, ...options.zonePingLimits },
    assurances: createAssurances(createKeyedHash(secret, 'assurance'), backends),
    sessions: createSessions(store.sessions, createKeyedHash(secret, 'conversation')),
    verificationLimit: createVerificationLimit(
      createKeyedHash(secret, 'attempt'),
      store.limiters,
      options.verificationLimits,
    ),
    lookupLimit: createLookupLimit(createKeyedHash(secret, 'lookup'), store.limiters, options.lookupLimits),
    unconfirmedPhones: createUnconfirmedPhones(store.unconfirmedPhones, createKeyedHash(secret, 'unconfirmed phone')),
    verifyMs: options.verifyMs ?? 1_000,
    auditLog: createAuditLog(createKeyedHash(secret, 'journal'), options.auditLog ?? { write: () => undefined }),
    observer,
    close: async () => {
      diagnosisRunner.close();
      pingWatcher.close();
      outageWatcher.close();
      pendingWrites.close();
      for (const stop of stops) stop();
      await Promise.all([reconciler.close(), webhooks.close()]);
    },
  };
}
