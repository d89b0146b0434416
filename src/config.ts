import { z } from 'zod';
import { isTimeZone } from './model/calendar.js';

/** The configuration of one process, whole and checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly wispHub: {
    readonly baseUrl: string;
    readonly credentials: { readonly username: string; readonly password: string };
    readonly locality: { readonly currency: string; readonly timeZone: string; readonly phoneCountry: string };
  } | null;
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

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const filled = z.string().min(1);

const Environment = z.object({
  HOST: filled.default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a port number, 0 to 65535' }).int().min(0).max(65_535).default(4000),
  WISPHUB_URL: httpUrl.optional(),
  WISPHUB_USERNAME: filled.optional(),
  WISPHUB_PASSWORD: filled.optional(),
  CURRENCY_WISPHUB: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as COP')
    .default('COP'),
  TIMEZONE_WISPHUB: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as America/Bogota')
    .default('America/Bogota'),
  PHONE_COUNTRY_WISPHUB: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as CO')
    .default('CO'),
  JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must have at least 32 bytes')
    .optional(),
  JWT_ISSUER: filled.optional(),
  JWT_AUDIENCE: filled.default('isp-gateway'),
  CORS_ORIGINS: z
    .string()
    .default('http://localhost,http://localhost:3000,http://localhost:8080,http://localhost:8081,http://localhost:8082')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(
      z.array(
        z.string().refine(isOrigin, 'must be a list of origins such as https://app.example, separated by commas'),
      ),
    ),
  EXPLORER: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

type Environment = z.output<typeof Environment>;

/** @throws {ConfigError} with every fault found. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing is a variable that is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  const raw = parsed.success ? parsed.data : null;
  faults.push(...missing(given));
  if (raw === null || faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return toConfig(raw);
}

/** What must be there because something else is. */
function missing(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const faults: string[] = [];
  if (given.WISPHUB_URL === undefined) {
    faults.push('WISPHUB_URL is not set: no back end is configured (try `isp-gateway demo` for made-up ones)');
  } else {
    for (const name of ['WISPHUB_USERNAME', 'WISPHUB_PASSWORD']) {
      if (given[name] === undefined) faults.push(`${name} is not set, which WISPHUB_URL needs`);
    }
  }
  if (given.JWT_SECRET === undefined) faults.push('JWT_SECRET is not set: nobody could be let in');
  return faults;
}

function toConfig(raw: Environment): Config {
  return {
    host: raw.HOST,
    port: raw.PORT,
    wispHub:
      raw.WISPHUB_URL === undefined
        ? null
        : {
            baseUrl: raw.WISPHUB_URL,
            credentials: { username: raw.WISPHUB_USERNAME ?? '', password: raw.WISPHUB_PASSWORD ?? '' },
            locality: {
              currency: raw.CURRENCY_WISPHUB,
              timeZone: raw.TIMEZONE_WISPHUB,
              phoneCountry: raw.PHONE_COUNTRY_WISPHUB,
            },
          },
    jwt: { secret: raw.JWT_SECRET ?? '', issuer: raw.JWT_ISSUER, audience: raw.JWT_AUDIENCE },
    corsOrigins: raw.CORS_ORIGINS,
    isExplorer: raw.EXPLORER === 'true',
    logLevel: raw.LOG_LEVEL,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
