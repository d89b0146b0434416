import { z } from 'zod';
import type { Locality } from '../model/backend.js';
import { isTimeZone } from '../model/calendar.js';
import { type Country, countries, isCountry } from '../model/country.js';
import type { Environment } from './environment.js';

/** COUNTRY_, CURRENCY_, TIMEZONE_ and PHONE_COUNTRY_ of a back end. @param assumed its country when none is set. */
export function localityVariables(assumed: Country) {
  const { currency, timeZone } = countries[assumed];
  return {
    country: countryVariable().describe(
      `Country of this back end, where it differs from \`COUNTRY\`. With neither, it is taken for \`${assumed}\`.`,
    ),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as COP')
      .optional()
      .describe(
        `Currency of amounts, which the back end does not provide: an ISO 4217 code. Default: the country's, \`${currency}\` without one.`,
      ),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as America/Bogota')
      .optional()
      .describe(
        `Time zone of its times without an offset and of its calendar days: an IANA name. Default: the country's, \`${timeZone}\` without one.`,
      ),
    phoneCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as CO')
      .optional()
      .describe(
        `Country of its telephone numbers without a country code: an ISO 3166 code. Default: the country, \`${assumed}\` without one.`,
      ),
  };
}

/** A country in which the back ends are sold. */
export function countryVariable() {
  const codes = Object.keys(countries).join(', ');
  return z.string().refine(isCountry, `must be the ISO 3166 code of a country that is known: ${codes}`).optional();
}

interface LocalityData {
  readonly country?: string | undefined;
  readonly currency?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly phoneCountry?: string | undefined;
}

/** Locality as it is set, or else as it follows from the country: the back end's own, the installation's, or the one assumed. */
export function readLocality(
  { country: own, currency, timeZone, phoneCountry }: LocalityData,
  { COUNTRY }: Environment,
  assumed: Country,
): Locality {
  const set = [own, COUNTRY].find(isCountry);
  const country = set ?? assumed;
  const conventions = countries[country];
  return {
    country,
    ...(set === undefined ? { isCountryAssumed: true } : {}),
    currency: currency ?? conventions.currency,
    timeZone: timeZone ?? conventions.timeZone,
    phoneCountry: phoneCountry ?? country,
  };
}
