import type { Country } from './country.js';

export const backends = ['WISPHUB', 'WISPRO'] as const;

/** A back end that the gateway can stand in front of. */
export type BackendName = (typeof backends)[number];

export const capabilities = [
  'CLIENT_LOOKUP',
  'CLIENT_LIST',
  'CLIENT_UPDATE',
  'IDENTITY_CHECK',
  'TICKETS',
  'ZONES',
  'PLANS',
  'PING',
  'CONTRACTS',
  'INVOICES',
  'PAYMENT_LINKS',
  'PAYMENT_PROMISES',
  'ACCOUNT',
  'PAYMENTS',
  'PAYMENT_ENTRY',
  'CLIENT_TICKETS',
  'CONTACT_DETAILS',
  'NETWORK',
] as const;

/** Something an installation can do, because one of its back ends can. */
export type Capability = (typeof capabilities)[number];

export const backendStates = ['UP', 'DEGRADED', 'DOWN', 'UNKNOWN'] as const;

/** UNKNOWN until the first call after the start. */
export type BackendState = (typeof backendStates)[number];

export interface BackendStatus {
  readonly backend: BackendName;
  /** The version of its API that the back end was found to speak, e.g. `v1`. */
  readonly dialect: string | null;
  readonly state: BackendState;
  readonly capabilities: readonly Capability[];
  /** Time of the call whose outcome last showed the state. */
  readonly checkedAt: Date | null;
}

/** Conventions that a back end leaves unsaid about its values. */
export interface Locality {
  /** Country of the provider: what its documents, numbers and words mean. */
  readonly country: Country;
  /** True when the country is set nowhere: another one may be meant. */
  readonly isCountryAssumed?: true;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** IANA name, for dates and times written without an offset. */
  readonly timeZone: string;
  /** ISO 3166 alpha-2 code, for telephone numbers without a country code. */
  readonly phoneCountry: string;
}
