import { z } from 'zod';
import type { Locality } from '../../../model/backend.js';
import type { ClientRecord } from '../../../model/client.js';
import { toDocument } from '../../../model/document.js';
import { decodeId, encodeId } from '../../../model/id.js';
import type { Money } from '../../../model/money.js';
import type { Warn } from '../../backend.js';
import { onlyOne, readPhones, toExternalIds } from '../client.js';
import { ContractRow, combineStatuses, toContract } from '../contract.js';
import type { Row } from '../protocol/answer.js';
import { isUuid } from '../protocol/search.js';
import { field, readRows, toEmail, toInteger, toText } from '../protocol/value.js';
import type { CloudPlan } from './plan.js';

/**
 * A row of clients (cloud contract 2.2): these keys alone are read, so that `password` and `link_mobile_login` end here (T11). `state` is
 * the province (T6).
 */
export const CloudClientRow = z.object({
  id: field(toText).pipe(z.string().refine(isUuid)),
  public_id: field(toInteger),
  custom_id: field(toText),
  name: field(toText),
  national_identification_number: field(toText),
  taxpayer_identification_number: field(toText),
  phone: field(toText),
  phone_mobile: field(toText),
  email: field(toEmail),
  address: field(toText),
  city: field(toText),
  state: field(toText),
});

export type CloudClientRow = z.output<typeof CloudClientRow>;

/** The id by which the API knows a client. Null: the record is the integration's own, without one (cloud contract 5). */
export function cloudIdOf({ id }: Pick<ClientRecord, 'id'>): string | null {
  const key = decodeId(id)?.key[0] ?? '';
  return isUuid(key) ? key : null;
}

/** Everything else that a record is made of. */
export interface ClientParts {
  readonly contracts: readonly ContractRow[];
  readonly plans: ReadonlyMap<string, CloudPlan>;
  /** Null: not known. A list has none, since each is a call. */
  readonly balance: Money | null;
}

/** The same record, under the same ids, as the integration's where both know the client (cloud contract 5, 9). */
export function toCloudClient(theirs: CloudClientRow, parts: ClientParts, locality: Locality): ClientRecord {
  const contracts = parts.contracts.map((row) => toContract(row, theirs.id, new Map()));
  const [only] = contracts.length === 1 ? contracts : [];
  const document = theirs.national_identification_number ?? theirs.taxpayer_identification_number;
  const plan = only?.planId === undefined || only.planId === null ? undefined : parts.plans.get(only.planId);
  return {
    id: encodeId('Client', 'WISPRO', theirs.id),
    backend: 'WISPRO',
    key: { kind: 'CLIENT_ID', value: theirs.id },
    externalIds: toExternalIds(theirs.id, contracts),
    serviceId: null,
    name: theirs.name,
    document: document === null ? null : (toDocument(document) ?? document),
    documentCountry: locality.country,
    phones: readPhones(theirs, locality.phoneCountry),
    email: theirs.email,
    address: theirs.address,
    city: theirs.city,
    locality: null,
    province: theirs.state,
    country: onlyOne(parts.contracts.map((contract) => contract.address_country)),
    location: only?.location ?? null,
    status: combineStatuses(contracts),
    upstreamStatus: only?.upstreamStatus ?? null,
    outstandingBalance: parts.balance,
    cutOffDate: null,
    planName: plan?.name ?? null,
    planPrice: plan?.price ?? null,
    zoneId: null,
    technicianId: null,
    antennaIp: null,
    lanInterface: null,
    contracts,
    fetchedAt: Date.now(),
  };
}

export function readContracts(rows: readonly Row[], warn: Warn): readonly ContractRow[] {
  const { rows: contracts, dropped } = readRows(ContractRow, rows);
  if (dropped > 0) warn('contracts that cannot be read', dropped);
  return contracts;
}
