import type { BackendName } from './backend.js';
import type { Contract } from './contract.js';
import type { Coordinates } from './coordinates.js';
import type { Country } from './country.js';
import type { ExternalId } from './id.js';
import type { Money } from './money.js';
import type { NetworkElement } from './network-element.js';
import type { Phone } from './phone.js';
import type { ServiceStatus } from './service-status.js';

export const clientKeyKinds = [
  'SERVICE_ID',
  'CLIENT_ID',
  'COD',
  'DNI',
  'CUIT',
  'DOCUMENT',
  'PHONE',
  'EMAIL',
  'USERNAME',
] as const;

/**
 * Kinds of key that identify a client. `SERVICE_ID` and `CLIENT_ID` are a back end's own keys; `COD` is the ISP's customer number;
 * `DOCUMENT` is any identity document, of which `DNI` and `CUIT` are kinds; a `PHONE` is E.164; a
 * `USERNAME` is that of the subscriber's login or line.
 */
export type ClientKeyKind = (typeof clientKeyKinds)[number];

export interface ClientKey {
  readonly kind: ClientKeyKind;
  readonly value: string;
}

/** One back end's record of a subscriber. Null: it has no value, or cannot know it. */
export interface ClientRecord {
  /** Global id, which names this record. */
  readonly id: string;
  readonly backend: BackendName;
  /** The key by which this back end finds the same record again. */
  readonly key: ClientKey;
  readonly externalIds: readonly ExternalId[];
  readonly serviceId: number | null;
  readonly name: string | null;
  readonly document: string | null;
  /** Country of the back end, whose document it is if nothing else is said. */
  readonly documentCountry: Country;
  readonly phones: readonly Phone[];
  readonly email: string | null;
  /** Of the subscriber's login or line: a key of the back end, never shown. */
  readonly username?: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly locality: string | null;
  readonly province: string | null;
  readonly country: string | null;
  readonly location: Coordinates | null;
  readonly status: ServiceStatus;
  /** The back end's own word for `status`. */
  readonly upstreamStatus: string | null;
  /** Positive: owes. Negative: credit. */
  readonly outstandingBalance: Money | null;
  /** Calendar day, YYYY-MM-DD. */
  readonly cutOffDate: string | null;
  readonly planName: string | null;
  readonly planPrice: Money | null;
  readonly zoneId: number | null;
  readonly technicianId: number | null;
  readonly antennaIp: string | null;
  readonly lanInterface: string | null;
  /** Absent where the back end tells neither names nor outages. */
  readonly network?: ClientNetwork | undefined;
  readonly contracts: readonly Contract[];
  /** Time at which the back end returned the record, in milliseconds since 1970. */
  readonly fetchedAt: number;
  /**
   * Milliseconds by which the record may be older than that, since the back end answers from a cache of its own.
   * @default 0
   */
  readonly lagMs?: number | undefined;
  /** True when it is shown only because the back end could not be asked, or is not believed. */
  readonly isStale?: boolean;
}

/** Names of what a client's service depends on. */
export interface ClientNetwork {
  readonly zoneName: string | null;
  readonly technicianName: string | null;
  readonly router: NetworkElement | null;
  readonly tower: NetworkElement | null;
}

export const completenesses = ['WHOLE', 'UNPROVEN', 'PARTIAL'] as const;

/** Completeness of a list: proven, without a sign to the contrary but without proof either, or with records known to be missing. */
export type Completeness = (typeof completenesses)[number];

/** Every client of a back end, as far as it gave them. */
export interface ClientList {
  readonly records: readonly ClientRecord[];
  readonly completeness: Completeness;
  /**
   * When the back end was asked for it, in milliseconds of `performance.now()`.
   * @default when its reader asked
   */
  readonly readAt?: number;
}

/** Changes to a client. An absent field stays as it is. */
export interface ClientChange {
  readonly phone?: string;
  readonly document?: string;
}

/** Claims by which a person proves who they are: at least three of the four. */
export interface IdentityFacts {
  readonly name?: string | undefined;
  readonly document?: string | undefined;
  readonly address?: string | undefined;
  readonly planName?: string | undefined;
  /** Decimal string. */
  readonly planPrice?: string | undefined;
}
