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
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
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
  if (data === undefined || faults.length > 0) throw new ConfigError(faults);
  return {
    host: data.HOST,
    port: data.PORT,
    backEnds: factories,
    jwt: { secret: data.JWT_SECRET, issuer: data.JWT_ISSUER, audience: data.JWT_AUDIENCE },
    corsOrigins: data.CORS_ORIGINS,
    isExplorer: data.EXPLORER === 'true',
    logLevel: data.LOG_LEVEL,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
