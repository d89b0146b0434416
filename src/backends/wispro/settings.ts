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

/** Wispro at one provider: by the integration, by its own API, or by both. One of them at least. */
export interface WisproSettings {
  readonly locality: Locality;
  readonly promisePolicy: PromisePolicy;
  readonly suricata?: SuricataSettings | undefined;
  readonly api?: CloudSettings | undefined;
  /** The only one that is ever sent a promise where there are both: one sent to each would be two (cloud contract 5). */
  readonly promisesBy?: 'suricata' | 'api' | undefined;
}

/** Settings of both. */
export type SharedSettings = Pick<WisproSettings, 'locality' | 'promisePolicy'>;

export interface CloudSettings {
  /** Without `/api/v1`. */
  readonly baseUrl: string;
  /** The bare key, which can write far more than the gateway does. */
  readonly token: string;
}

export interface SuricataSettings {
  /** Without `/api`: `merchantUrl(merchant)`, or an address of the ISP's own. */
  readonly baseUrl: string;
  /** The integration's secret, which travels in every query string. Changing it changes the ids of clients without a contract. */
  readonly token: string;
  /** Contract key for promises; never both, because the other could be another client's (contract W4). */
  readonly promiseKey: 'id' | 'public_id';
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
  WISPRO_API_TOKEN: variables.filled
    .optional()
    .describe("Secret: the key of Wispro's own API, beside the integration or instead of it. Unset: not asked."),
  WISPRO_API_URL: variables.httpUrl
    .default('https://www.cloud.wispro.co')
    .describe("Address of Wispro's own API, without `/api/v1`."),
  WISPRO_PROMISES_BY: z
    .enum(['suricata', 'api'], { error: 'must be suricata or api' })
    .default('suricata')
    .describe('Where promises to pay are sent when both are configured. Never both: they would be two.'),
  WISPRO_PROMISE_KEY: z
    .enum(['id', 'public_id'], { error: 'must be id or public_id' })
    .default('id')
    .describe('Contract key of promises to pay. Never both: the other could belong to another client.'),
  WISPRO_PROMISE_MAX_DAYS: variables.promiseDays.describe('Maximum days until the end of a promise to pay, 1 to 365.'),
  PROMISE_BUSINESS_DAYS: variables.truth
    .default('false')
    .describe(
      'Counts `WISPRO_PROMISE_MAX_DAYS` and `WISPHUB_PROMISE_MAX_DAYS` in business days: without Saturdays, Sundays and the public holidays of the country. Takes 25 MB of memory more.',
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

type Values = z.output<typeof Variables>;

/** WISPRO_* of the environment. Off without WISPRO_MERCHANT, WISPRO_URL and WISPRO_API_TOKEN. */
export function readWisproSettings(environment: Environment): SettingsReading<WisproSettings> {
  const { data, error } = Variables.safeParse(environment);
  const name = ['WISPRO_URL', 'WISPRO_MERCHANT'].find((variable) => environment[variable] !== undefined);
  const issues = [
    ...issuesOf(error),
    ...(name === undefined ? [] : missing(environment, name, ['WISPRO_TOKEN'])),
    ...(environment.WISPRO_API_URL === undefined ? [] : missing(environment, 'WISPRO_API_URL', ['WISPRO_API_TOKEN'])),
  ];
  if (issues.length > 0 || data === undefined) return { settings: null, issues };
  const [suricata, api] = [toSuricata(data), toApi(data)];
  if (suricata === undefined && api === undefined) return { settings: null, issues };
  const settings: WisproSettings = {
    suricata,
    api,
    promisesBy: data.WISPRO_PROMISES_BY,
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

/** The address takes precedence over the merchant. */
function toSuricata(data: Values): SuricataSettings | undefined {
  const baseUrl = data.WISPRO_URL ?? merchantUrl(data.WISPRO_MERCHANT ?? '');
  if (baseUrl === null) return undefined;
  return { baseUrl, token: data.WISPRO_TOKEN ?? '', promiseKey: data.WISPRO_PROMISE_KEY };
}

/** An address that ends in `/api/v1` is taken as well (cloud contract 1.1). */
function toApi(data: Values): CloudSettings | undefined {
  const { WISPRO_API_TOKEN: token, WISPRO_API_URL: url } = data;
  return token === undefined ? undefined : { baseUrl: url.replace(/\/(?:api\/v1\/?)?$/, ''), token };
}
