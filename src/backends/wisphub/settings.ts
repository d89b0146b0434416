import { z } from 'zod';
import type { Locality } from '../../model/backend.js';
import type { PromisePolicy } from '../../model/payment-promise.js';
import {
  describeVariables,
  type Environment,
  issuesOf,
  missing,
  type SettingsReading,
  variables,
} from '../environment.js';
import { localityVariables, readLocality } from '../locality.js';
import type { DialectName } from './protocol/dialect.js';
import type { Credentials } from './protocol/session.js';

export interface WispHubSettings {
  /** Without `/api`. */
  readonly baseUrl: string;
  /** `auto`: found out at the first call, and again when the installation shows that it has been replaced. */
  readonly dialect: 'auto' | DialectName;
  /** For v1. */
  readonly credentials?: Credentials;
  /** For v2, and for WispHub's own API. */
  readonly apiKey?: string;
  /** Open tickets at which a zone is full, by WispHub's own API: the middleware has a number of its own. */
  readonly maxTicketsPerZone: number;
  /** Of WispHub's own API alone: the middleware takes no promises. */
  readonly promisePolicy: PromisePolicy;
  /** Way to pay, by name or number, of a payment that names none, by WispHub's own API. */
  readonly paymentMethod?: string;
  readonly locality: Locality;
}

const assumedCountry = 'CO';

const locality = localityVariables(assumedCountry);

const Variables = z.object({
  WISPHUB_URL: variables.httpUrl
    .optional()
    .describe('Base URL of the WispHub API, without `/api`. Unset: WispHub is off.'),
  WISPHUB_DIALECT: z
    .enum(['auto', 'v1', 'v2', 'native'], { error: 'must be auto, v1, v2 or native' })
    .default('auto')
    .describe(
      'API version: `v1` or `v2` of the middleware, or `native`, the API of WispHub itself. `auto`: detected at the first call, and again after a redeployment.',
    ),
  WISPHUB_USERNAME: variables.filled.optional().describe('With the password, the login of dialect v1.'),
  WISPHUB_PASSWORD: variables.filled.optional().describe('Secret.'),
  WISPHUB_API_KEY: variables.filled.optional().describe('Secret: the credential of the dialects v2 and native.'),
  WISPHUB_ZONE_TICKETS: z.coerce
    .number({ error: 'must be a whole number from 1 to 1000' })
    .int({ error: 'must be a whole number from 1 to 1000' })
    .min(1, { error: 'must be a whole number from 1 to 1000' })
    .max(1_000, { error: 'must be a whole number from 1 to 1000' })
    .default(3)
    .describe('Dialect native: new tickets at which a zone takes no more. The middleware has a number of its own.'),
  WISPHUB_PROMISE_MAX_DAYS: variables.promiseDays.describe(
    'Dialect native: maximum days until the end of a promise to pay, 1 to 365.',
  ),
  WISPHUB_PROMISE_ONLY_SUSPENDED: variables.truth
    .default('true')
    .describe('Dialect native: refuses a promise for a service that is not suspended.'),
  WISPHUB_PAYMENT_METHOD: variables.filled
    .optional()
    .describe(
      'Dialect native: name or number of the payment method (`formas-de-pago`) of a registered payment that names none. Unset: each must name one.',
    ),
  COUNTRY_WISPHUB: locality.country,
  CURRENCY_WISPHUB: locality.currency,
  TIMEZONE_WISPHUB: locality.timeZone,
  PHONE_COUNTRY_WISPHUB: locality.phoneCountry,
});

export const wispHubVariables = describeVariables(Variables.shape);

const login = ['WISPHUB_USERNAME', 'WISPHUB_PASSWORD'] as const;

/** WISPHUB_* of the environment. Off without WISPHUB_URL. */
export function readWispHubSettings(environment: Environment): SettingsReading<WispHubSettings> {
  const { data, error } = Variables.safeParse(environment);
  const issues = [
    ...issuesOf(error),
    ...(environment.WISPHUB_URL === undefined ? [] : missingCredentials(environment)),
  ];
  if (issues.length > 0 || data?.WISPHUB_URL === undefined) return { settings: null, issues };
  const { WISPHUB_PAYMENT_METHOD: paymentMethod } = data;
  const { WISPHUB_USERNAME: username, WISPHUB_PASSWORD: password, WISPHUB_API_KEY: apiKey } = data;
  const settings = {
    baseUrl: data.WISPHUB_URL,
    dialect: data.WISPHUB_DIALECT,
    maxTicketsPerZone: data.WISPHUB_ZONE_TICKETS,
    promisePolicy: {
      maxDays: data.WISPHUB_PROMISE_MAX_DAYS,
      ...(environment.PROMISE_BUSINESS_DAYS === 'true' ? { countsBusinessDays: true } : {}),
      onlySuspended: data.WISPHUB_PROMISE_ONLY_SUSPENDED === 'true',
    },
    ...(username === undefined || password === undefined ? {} : { credentials: { username, password } }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(paymentMethod === undefined ? {} : { paymentMethod }),
    locality: readLocality(
      {
        country: data.COUNTRY_WISPHUB,
        currency: data.CURRENCY_WISPHUB,
        timeZone: data.TIMEZONE_WISPHUB,
        phoneCountry: data.PHONE_COUNTRY_WISPHUB,
      },
      environment,
      assumedCountry,
    ),
  };
  return { settings, issues };
}

/** Each dialect has credentials of its own kind (contract 2.1): those of the one that is forced, or of either; half a login is of no use. */
function missingCredentials(environment: Environment): readonly string[] {
  const { WISPHUB_DIALECT: dialect } = environment;
  const given = login.find((name) => environment[name] !== undefined);
  const ofLogin = given ?? (dialect === 'v1' ? 'WISPHUB_DIALECT=v1' : null);
  const issues = [
    ...(ofLogin === null ? [] : missing(environment, ofLogin, login)),
    ...(dialect === 'v2' || dialect === 'native'
      ? missing(environment, `WISPHUB_DIALECT=${dialect}`, ['WISPHUB_API_KEY'])
      : []),
  ];
  return issues.length > 0 || given !== undefined || environment.WISPHUB_API_KEY !== undefined
    ? issues
    : [
        'WISPHUB_URL needs WISPHUB_USERNAME and WISPHUB_PASSWORD (dialect v1), or WISPHUB_API_KEY (dialects v2 and native)',
      ];
}
