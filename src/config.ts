import { z } from 'zod';
import { type Environment, faultsOf, variables } from './backends/environment.js';
import { type BackEndFactory, readBackEnds } from './backends/index.js';

/** The configuration of one process, whole and checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** At least one. What each needs is read by its own folder. */
  readonly backEnds: readonly BackEndFactory[];
  readonly jwt: {
    readonly secret: string;
    readonly issuer: string | undefined;
    readonly audience: string;
  };
  /** Where what outlives a request is kept: in Redis, in a directory, or with neither in this process. */
  readonly store: {
    readonly redisUrl: string | null;
    /** How many replicas of Redis must hold a write before it is sent. Null: one, once any has been seen. */
    readonly redisReplicas: number | null;
    readonly dataDir: string | null;
  };
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
  /** What one caller, or one address, may use of one instance. */
  readonly limits: {
    /** Points of cost for each subject. */
    readonly costPerMinute: number;
    readonly socketsPerSubject: number;
    /** Sockets that have not said who they are yet. */
    readonly pendingSocketsPerAddress: number;
  };
  readonly logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof logLevels)[number];

/** Every fault of a configuration at once. Names variables, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const Variables = z.object({
  HOST: variables.filled.default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: 'must be a port number, 0 to 65535' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(65_535, 'must be at most 65535')
    .default(4000),
  JWT_SECRET: z
    .string({ error: 'is not set: nobody could be let in' })
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes'),
  JWT_ISSUER: variables.filled.optional(),
  JWT_AUDIENCE: variables.filled.default('isp-gateway'),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis or rediss URL' }).optional(),
  REDIS_REPLICAS: z.coerce
    .number({ error: 'must be a number of replicas, 0 to 9' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(9, 'must be at most 9')
    .optional(),
  DATA_DIR: variables.filled.optional(),
  CORS_ORIGINS: z
    .string()
    .default('http://localhost,http://localhost:3000,http://localhost:8080,http://localhost:8081,http://localhost:8082')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .refine(
      (origins) => origins.every(isOrigin),
      'must be a list of origins such as https://app.example, separated by commas',
    ),
  EXPLORER: variables.truth.default('false'),
  COST_PER_MINUTE: count(200).default(6_000),
  SOCKETS_PER_SUBJECT: count(1).default(20),
  PENDING_SOCKETS_PER_ADDRESS: count(1).default(50),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/** @throws {ConfigError} with every fault found. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = Variables.safeParse(given);
  const { factories, faults: ofBackEnds } = readBackEnds(given);
  const faults = [...ofBackEnds, ...faultsOf(error)];
  if (factories.length === 0 && ofBackEnds.length === 0) {
    faults.unshift(
      'no back end is configured: set WISPHUB_URL, WISPRO_MERCHANT or WISPRO_URL (or try `isp-gateway demo`)',
    );
  }
  if (given.REDIS_URL !== undefined && given.DATA_DIR !== undefined) {
    faults.push('DATA_DIR is set beside REDIS_URL: what outlives a request is kept in one of them');
  }
  if (data === undefined || faults.length > 0) throw new ConfigError(faults);
  return {
    host: data.HOST,
    port: data.PORT,
    backEnds: factories,
    jwt: { secret: data.JWT_SECRET, issuer: data.JWT_ISSUER, audience: data.JWT_AUDIENCE },
    store: {
      redisUrl: data.REDIS_URL ?? null,
      redisReplicas: data.REDIS_REPLICAS ?? null,
      dataDir: data.DATA_DIR ?? null,
    },
    corsOrigins: data.CORS_ORIGINS,
    isExplorer: data.EXPLORER === 'true',
    limits: {
      costPerMinute: data.COST_PER_MINUTE,
      socketsPerSubject: data.SOCKETS_PER_SUBJECT,
      pendingSocketsPerAddress: data.PENDING_SOCKETS_PER_ADDRESS,
    },
    logLevel: data.LOG_LEVEL,
  };
}

function count(least: number) {
  return z.coerce
    .number({ error: `must be a number, at least ${least}` })
    .int('must be a whole number')
    .min(least, `must be at least ${least}`);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
