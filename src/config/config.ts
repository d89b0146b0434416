import { z } from 'zod';
import {
  describeVariables,
  type Environment,
  issuesOf,
  type VariableDescription,
  variables,
} from '../backends/environment.js';
import { describeBackends, readBackends } from '../backends/index.js';
import { countryVariable } from '../backends/locality.js';
import { callPolicyVariables, readCallPolicy } from './call-policy.js';
import { consoleVariables, issuesOfConsole, readConsole } from './console.js';
import { documentVariables, readDocumentSettings } from './document.js';
import { count, limitVariables, readOperationLimits, readZonePingBudget } from './limits.js';
import { observabilityVariables, readObservability } from './observability.js';
import { isOrigin, splitList } from './origin.js';
import { type Config, ConfigError, logLevels, type TenantSource } from './settings.js';
import { tenantVariables } from './tenant/variable.js';
import { issuesOfWebhooks, readWebhooks, webhookVariables } from './webhook.js';

export { type Config, ConfigError, type LogLevel } from './settings.js';

const secret = z.string().refine((text) => Buffer.byteLength(text) >= 32, 'must have at least 32 bytes');

const Variables = z.object({
  HOST: variables.filled.default('127.0.0.1').describe('Address to listen on. The container image sets `0.0.0.0`.'),
  PORT: z.coerce
    .number({ error: 'must be a port number, 0 to 65535' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(65_535, 'must be at most 65535')
    .default(4000)
    .describe('Port to listen on; 0 picks a free one, which is printed.'),
  JWT_SECRET: secret
    .optional()
    .describe(
      'Secret of at least 32 bytes that signs HS256 tokens, made by `openssl rand -hex 32`. Required unless `JWT_JWKS_URL` is set.',
    ),
  JWT_JWKS_URL: variables.httpUrl.optional().describe('Key set of the identity provider, for RS256 and ES256 tokens.'),
  GATEWAY_SECRET: secret
    .optional()
    .describe(
      'Secret of at least 32 bytes with which the gateway seals its own tokens; required beside `JWT_JWKS_URL`.',
    ),
  JWT_ISSUER: variables.filled.optional().describe('Required `iss` of tokens. Unset: any.'),
  JWT_AUDIENCE: variables.filled.default('isp-gateway').describe('Required `aud` of tokens.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be a redis or rediss URL' })
    .optional()
    .describe('Redis through which any number of instances share their state. Unset: state stays in this process.'),
  REDIS_REPLICAS: z.coerce
    .number({ error: 'must be a number of replicas, 0 to 9' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(9, 'must be at most 9')
    .optional()
    .describe('Replicas that must confirm a write before it is sent. Unset: one, once any has been seen.'),
  DATA_DIR: variables.filled
    .optional()
    .describe(
      'Folder in which a single process stores its state over restarts; a second one is refused. Not beside `REDIS_URL`.',
    ),
  COUNTRY: countryVariable().describe(
    'Country of the provider, an ISO 3166 code: currency, time zone, phone numbers, identity documents and wording follow from it.',
  ),
  ...documentVariables,
  CORS_ORIGINS: z
    .string()
    .trim()
    .default('http://localhost,http://localhost:3000,http://localhost:8080,http://localhost:8081,http://localhost:8082')
    .transform((list) => splitList(list))
    .refine(
      (origins) => origins.every(isOrigin),
      'must be a list of origins such as https://app.example, separated by commas; a port may be `*`',
    )
    .describe(
      'Browser origins that may send requests, WebSocket included; separated by commas. `http://localhost:*` is every port, which `demo` allows. 5173 is Vite’s, 4200 Angular’s.',
    ),
  EXPLORER: variables.truth
    .default('false')
    .describe(
      'Introspection, and pages to try operations: Apollo Sandbox at `/graphql`, GraphiQL at `/graphiql`. `demo` turns it on.',
    ),
  ...tenantVariables,
  ...consoleVariables,
  ...limitVariables,
  LOOKUP_MISSES_PER_MINUTE: count(1)
    .default(60)
    .describe(
      'Look-ups by document, phone, e-mail or user name without result that a caller without `personal:read` may make per minute.',
    ),
  LOOKUP_MISSES_PER_DAY: count(1).default(3_000).describe('The same per day: a bot serves strangers all day.'),
  SOCKETS_PER_SUBJECT: count(1).default(20).describe('Open WebSockets of one subject.'),
  PENDING_SOCKETS_PER_ADDRESS: count(1)
    .default(50)
    .describe('Open WebSockets of one address before they authenticate.'),
  MAX_LOOP_DELAY_MS: count(10)
    .default(200)
    .describe('Event loop delay in milliseconds above which new operations are refused.'),
  ...callPolicyVariables,
  ...webhookVariables,
  ...observabilityVariables,
  LOG_LEVEL: z
    .enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` })
    .default('info')
    .describe('pino’s levels.'),
});

/** Every variable that there is: of the gateway, then of each back end. */
export function describeConfiguration(): readonly VariableDescription[] {
  return [...describeVariables(Variables.shape), ...describeBackends()];
}

/**
 * @param tenants of a process for several ISPs: then the environment names neither back ends nor, unless it has to, secrets.
 * @throws {ConfigError} with every fault found.
 */
export function readConfig(environment: Environment, tenants: TenantSource | null = null): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { data, error } = Variables.safeParse(given);
  const { factories, issues: ofBackends } = readBackends(given);
  const issues = [...ofBackends, ...issuesOf(error)];
  if (factories.length === 0 && ofBackends.length === 0 && tenants === null) {
    issues.unshift(
      'no back end is configured: set WISPHUB_URL, WISPRO_MERCHANT or WISPRO_URL (or try `isp-gateway demo`)',
    );
  }
  if (given.REDIS_URL !== undefined && given.DATA_DIR !== undefined) {
    issues.push('DATA_DIR is set beside REDIS_URL: what outlives a request is kept in one of them');
  }
  const { issues: ofDocuments, ...documents } = readDocumentSettings(given);
  issues.push(
    ...issuesOfSecrets(given, tenants === null),
    ...issuesOfConsole(given),
    ...ofDocuments,
    ...issuesOfWebhooks(given),
  );
  if (data === undefined || issues.length > 0) throw new ConfigError(issues);
  return {
    host: data.HOST,
    port: data.PORT,
    backends: factories,
    callPolicy: readCallPolicy(data),
    jwt: {
      secret: data.JWT_SECRET ?? data.GATEWAY_SECRET ?? '',
      ...(data.JWT_JWKS_URL === undefined ? {} : { jwksUrl: data.JWT_JWKS_URL }),
      issuer: data.JWT_ISSUER,
      audience: data.JWT_AUDIENCE,
    },
    store: {
      redisUrl: data.REDIS_URL ?? null,
      redisReplicas: data.REDIS_REPLICAS ?? null,
      dataDir: data.DATA_DIR ?? null,
    },
    ...documents,
    country: data.COUNTRY,
    corsOrigins: data.CORS_ORIGINS,
    isExplorer: data.EXPLORER === 'true',
    console: readConsole(data),
    limits: {
      costPerMinute: data.COST_PER_MINUTE,
      operation: readOperationLimits(data),
      zonePings: readZonePingBudget(data),
      lookupMisses: { perMinute: data.LOOKUP_MISSES_PER_MINUTE, perDay: data.LOOKUP_MISSES_PER_DAY },
      maxLoopDelayMs: data.MAX_LOOP_DELAY_MS,
      operationsAtOnce: data.OPERATIONS_AT_ONCE,
      socketsPerSubject: data.SOCKETS_PER_SUBJECT,
      pendingSocketsPerAddress: data.PENDING_SOCKETS_PER_ADDRESS,
    },
    webhooks: readWebhooks(data),
    observability: readObservability(given),
    logLevel: data.LOG_LEVEL,
    tenants,
  };
}

/** Tokens are checked by a shared secret or by the keys of their issuer, and the gateway needs a secret of its own in either case. */
function issuesOfSecrets(
  { JWT_SECRET, JWT_JWKS_URL, GATEWAY_SECRET }: Environment,
  isNeeded: boolean,
): readonly string[] {
  if (JWT_JWKS_URL === undefined) {
    return JWT_SECRET === undefined && isNeeded
      ? ['JWT_SECRET is not set: no token could be verified (`openssl rand -hex 32` makes one)']
      : [];
  }
  if (JWT_SECRET !== undefined) return ['JWT_JWKS_URL is set beside JWT_SECRET: tokens are checked by one of them'];
  return GATEWAY_SECRET === undefined
    ? ['GATEWAY_SECRET is not set: beside JWT_JWKS_URL it signs and hashes what is the gateway’s own']
    : [];
}
