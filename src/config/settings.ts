import type { BackendFactory, CallPolicy } from '../backends/index.js';
import type { Country } from '../model/country.js';
import type { ConsoleSettings } from './console.js';
import type { DocumentSettings } from './document.js';
import type { OperationLimits, ZonePingBudget } from './limits.js';
import type { ObservabilitySettings } from './observability.js';
import type { WebhookSettings } from './webhook.js';

/** The configuration of one process, whole and checked. */
export interface Config extends DocumentSettings {
  readonly host: string;
  readonly port: number;
  /** What each needs is read by its own folder. At least one, unless there are `tenants`, who have their own. */
  readonly backends: readonly BackendFactory[];
  readonly callPolicy: CallPolicy;
  readonly jwt: {
    /** Secret of the tokens' signature; where their issuer has a key set, the secret with which the gateway itself signs and hashes. */
    readonly secret: string;
    /** The key set of the issuer of tokens. Absent: they are signed with the secret. */
    readonly jwksUrl?: string;
    readonly issuer: string | undefined;
    readonly audience: string;
  };
  /** Storage of state that outlives a request: Redis, a directory, or with neither this process. */
  readonly store: {
    readonly redisUrl: string | null;
    /** Replicas of Redis that must hold a write before it is sent. Null: one, once any has been seen. */
    readonly redisReplicas: number | null;
    readonly dataDir: string | null;
  };
  /** Undefined: each back end is taken for a country that it is commonly used in. */
  readonly country: Country | undefined;
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
  /** The operator's console. Null: there is none. */
  readonly console: ConsoleSettings | null;
  /** Limits of one caller, or one address: over all instances, except sockets, which count per instance. */
  readonly limits: {
    /** Points of cost for each subject. */
    readonly costPerMinute: number;
    /** Size of one operation. */
    readonly operation: OperationLimits;
    /** Look-ups by document, phone, e-mail or user name without result, of a caller to whom these are masked. */
    readonly lookupMisses: { readonly perMinute: number; readonly perDay: number };
    readonly zonePings: ZonePingBudget;
    readonly maxLoopDelayMs: number;
    /** Operations in flight that the tenants of a process share. */
    readonly operationsAtOnce: number;
    readonly socketsPerSubject: number;
    /** Sockets that have not said who they are yet. */
    readonly pendingSocketsPerAddress: number;
  };
  /** Null: nothing is announced. */
  readonly webhooks: WebhookSettings | null;
  readonly observability: ObservabilitySettings;
  readonly logLevel: LogLevel;
  /** Files of the ISPs that share the process. Null: the configuration is that of one. */
  readonly tenants: TenantSource | null;
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Every fault of a configuration at once. Names variables, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly issues: readonly string[]) {
    super(`The configuration is not usable:\n${issues.map((issue) => `  - ${issue}`).join('\n')}`);
  }
}

/** One ISP, as its file describes it. */
export interface TenantSettings {
  /** A DNS label. */
  readonly id: string;
  readonly name: string;
  readonly branding: Branding;
  /** Its part of the process while there is too much to do, in relation to the others: 1 to 100. */
  readonly weight: number;
  /** As if the process were this ISP's alone. Address, store, pages and log are the process's. */
  readonly config: Config;
  /** Hash of all of it, secrets and documents included: equal where nothing has changed. */
  readonly fingerprint: string;
}

/** Look of an ISP's console. */
export interface Branding {
  /** Default: the tenant's name. */
  readonly name?: string | undefined;
  /** `#rrggbb`. */
  readonly colour?: string | undefined;
  /** An https URL, or a data URL of a picture in base64; at most 16,000 characters. */
  readonly logo?: string | undefined;
}

/** Files of the ISPs that share the process. */
export interface TenantSource {
  /** File or folder. */
  readonly path: string;
  /** Claim of a token that names its tenant. */
  readonly claim: string;
  /** Reads the files anew. At least one tenant. @throws {ConfigError} with every issue by file and line. */
  read(): readonly TenantSettings[];
}
