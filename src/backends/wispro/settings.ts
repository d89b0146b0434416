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

export interface WisproSettings {
  /** Without `/api`: `merchantUrl(merchant)`, or an address of the ISP's own. */
  readonly baseUrl: string;
  /** The integration's secret, which travels in every query string. Changing it changes the ids of clients without a contract. */
  readonly token: string;
  readonly locality: Locality;
  /** Contract key for promises; never both, because the other could be another client's (contract W4). */
  readonly promiseKey: 'id' | 'public_id';
  readonly promisePolicy: PromisePolicy;
  /**
   * Repeat a document search without result with the usual punctuation (contract section 2).
   * @default true
   */
  readonly documentVariants?: boolean;
}

/**
 * The address of a merchant's integration.
 * @returns null when the name is no DNS label, and so could lead elsewhere (contract section 9, 4).
 */
export function merchantUrl(merchant: string): string | null {
  const isLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(merchant);
  return isLabel ? `https://${merchant}.suricata-wispro.com.ar` : null;
}

const assumedCountry = 'AR';

const locality = localityVariables(assumedCountry);

const Variables = z.object({
  WISPRO_MERCHANT: z
    .string()
    .refine(
      (merchant) => merchantUrl(merchant) !== null,
      'must be the merchant as it stands in the address: a DNS label',
    )
    .optional()
    .describe(
      'The subdomain of the integration, `https://{merchant}.suricata-wispro.com.ar`. Unset with `WISPRO_URL`: off.',
    ),
  WISPRO_URL: variables.httpUrl
    .optional()
    .describe('Base URL of the integration, without `/api`. Takes precedence over the merchant.'),
  WISPRO_TOKEN: variables.filled.optional().describe('Secret: the token of the integration.'),
  WISPRO_PROMISE_KEY: z
    .enum(['id', 'public_id'], { error: 'must be id or public_id' })
    .default('id')
    .describe('Contract key of promises to pay. Never both: the other could belong to another client.'),
  WISPRO_PROMISE_MAX_DAYS: z.coerce
    .number({ error: 'must be a number of days, 1 to 365' })
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(365, 'must be at most 365')
    .default(15)
    .describe('Maximum days until the end of a promise to pay, 1 to 365.'),
  PROMISE_BUSINESS_DAYS: variables.truth
    .default('false')
    .describe(
      'Counts `WISPRO_PROMISE_MAX_DAYS` in business days: without Saturdays, Sundays and the public holidays of the country. Takes 25 MB of memory more.',
    ),
  WISPRO_PROMISE_ONLY_SUSPENDED: variables.truth
    .default('true')
    .describe('Refuses a promise for a service that is not suspended.'),
  COUNTRY_WISPRO: locality.country,
  CURRENCY_WISPRO: locality.currency,
  TIMEZONE_WISPRO: locality.timeZone,
  PHONE_COUNTRY_WISPRO: locality.phoneCountry,
});

export const wisproVariables = describeVariables(Variables.shape);

/** WISPRO_* of the environment. Off without WISPRO_MERCHANT and WISPRO_URL; the latter wins. */
export function readWisproSettings(environment: Environment): SettingsReading<WisproSettings> {
  const { data, error } = Variables.safeParse(environment);
  const name = ['WISPRO_URL', 'WISPRO_MERCHANT'].find((variable) => environment[variable] !== undefined);
  const issues = [...issuesOf(error), ...(name === undefined ? [] : missing(environment, name, ['WISPRO_TOKEN']))];
  const baseUrl = data?.WISPRO_URL ?? merchantUrl(data?.WISPRO_MERCHANT ?? '');
  if (issues.length > 0 || data === undefined || baseUrl === null) return { settings: null, issues };
  const settings: WisproSettings = {
    baseUrl,
    token: data.WISPRO_TOKEN ?? '',
    promiseKey: data.WISPRO_PROMISE_KEY,
    promisePolicy: {
      maxDays: data.WISPRO_PROMISE_MAX_DAYS,
      ...(data.PROMISE_BUSINESS_DAYS === 'true' ? { countsBusinessDays: true } : {}),
      onlySuspended: data.WISPRO_PROMISE_ONLY_SUSPENDED === 'true',
    },
    locality: readLocality(
      {
        country: data.COUNTRY_WISPRO,
        currency: data.CURRENCY_WISPRO,
        timeZone: data.TIMEZONE_WISPRO,
        phoneCountry: data.PHONE_COUNTRY_WISPRO,
      },
      environment,
      assumedCountry,
    ),
  };
  return { settings, issues };
}
