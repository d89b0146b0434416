import { z } from 'zod';
import type { Locality } from '../model/backend.js';
import { isTimeZone } from '../model/calendar.js';

/** CURRENCY_, TIMEZONE_ and PHONE_COUNTRY_ of a back end. */
export function localityVariables(defaults: Locality) {
  return {
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as COP')
      .default(defaults.currency)
      .describe('Currency of amounts, which the back end does not provide: an ISO 4217 code.'),
    timeZone: z
      .string()
      .refine(isTimeZone, 'must be an IANA time zone such as America/Bogota')
      .default(defaults.timeZone)
      .describe('Time zone of its times without an offset and of its calendar days: an IANA name.'),
    phoneCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as CO')
      .default(defaults.phoneCountry)
      .describe('Country of its telephone numbers without a country code: an ISO 3166 code.'),
  };
}
