import type { BackEnd } from '../backends/backend.js';
import type { Call } from '../http/call.js';
import { dayIn } from '../model/calendar.js';
import type { ClientRecord, Completeness, ServiceStatus } from '../model/client.js';
import { documentKey, toDocument } from '../model/document.js';
import { BadUserInput } from '../model/errors.js';
import type { Freshness } from '../model/freshness.js';
import { type Page, type PageRequest, toPage } from '../model/page.js';
import { fold } from '../model/text.js';
import type { ClientCache } from './client-cache.js';
import { compareKeys } from './client-index.js';
import type { ClientOverlay } from './client-overlay.js';
import { freshnessOf } from './client-source.js';

/** Which clients are wanted: all conditions hold. */
export interface ClientFilter {
  readonly status?: readonly ServiceStatus[] | undefined;
  readonly zoneId?: number | undefined;
  readonly city?: string | undefined;
  readonly planName?: string | undefined;
  readonly technicianId?: number | undefined;
  readonly document?: string | undefined;
  readonly overdueOnly?: boolean | undefined;
}

export interface ClientQuery extends PageRequest {
  /** Part of a name, address, document or phone; three characters at least, case and accents aside. */
  readonly search?: string | undefined;
  /** True: what is shown to the caller masked is found whole alone, or a search would tell it piece by piece. Default false. */
  readonly isMasked?: boolean | undefined;
  readonly filter?: ClientFilter | undefined;
}

export interface ClientPage extends Page<ClientRecord> {
  /** How many match among those whom the back end listed. */
  readonly foundCount: number;
  readonly completeness: Completeness;
  readonly freshness: Freshness | null;
}

/** A shorter search would list half of the customers. */
const minSearchLength = 3;

/** The longest page of a search for somebody who is not shown whom they have found. */
const maxMasked = 20;

/**
 * Searches the list, which is one call whatever is asked: the back end's own search reads the same list, but misses accents (WispHub
 * contract 1.4). Ordered by key, so that cursors hold while clients come and go.
 * @throws {BadUserInput} a search too short, or a filter that can match nothing by its form; no back end was asked.
 */
export async function searchClients(
  cache: ClientCache & { readonly list: NonNullable<ClientCache['list']> },
  { name, locality }: BackEnd,
  overlay: ClientOverlay,
  query: ClientQuery,
  call: Call,
): Promise<ClientPage> {
  const matches = createFilter(query, () => dayIn(locality.timeZone, new Date()));
  toPage([], query, String, compareKeys);
  const { value, askedAt, isStale } = await cache.list(call);
  const all = overlay.applyAll(cache.inOrder(value), askedAt);
  const found = matches === null ? all : all.filter(matches);
  const isCut = query.isMasked === true && query.search !== undefined;
  const request = isCut ? { ...query, first: Math.min(query.first, maxMasked) } : query;
  const page = toPage(
    found,
    request,
    ({ key }) => key.value,
    compareKeys,
    (record) => (isStale ? { ...record, isStale } : record),
  );
  return Object.assign(page, {
    totalCount: value.completeness === 'WHOLE' ? page.totalCount : null,
    foundCount: found.length,
    completeness: value.completeness,
    freshness: freshnessOf(name, value.records[0]?.fetchedAt ?? Date.now(), isStale),
  });
}

/** @returns null when every record is wanted. */
function createFilter(
  { search, isMasked, filter = {} }: ClientQuery,
  findToday: () => string,
): ((record: ClientRecord) => boolean) | null {
  const conditions: ((record: ClientRecord) => boolean)[] = [];
  const { status, zoneId, city, planName, technicianId, document, overdueOnly } = filter;
  if (search !== undefined) conditions.push(createSearch(search, isMasked === true));
  if (status !== undefined) conditions.push((record) => status.includes(record.status));
  if (zoneId !== undefined) conditions.push((record) => record.zoneId === zoneId);
  if (technicianId !== undefined) conditions.push((record) => record.technicianId === technicianId);
  if (city !== undefined) conditions.push(sameText(city, ({ city }) => city));
  if (planName !== undefined) conditions.push(sameText(planName, ({ planName }) => planName));
  if (overdueOnly === true) {
    const today = findToday();
    conditions.push((record) => isOverdue(record, today));
  }
  if (document !== undefined) {
    const wanted = toDocument(document);
    if (wanted === null) throw new BadUserInput('filter.document');
    conditions.push((record) => record.document !== null && documentKey(record.document) === documentKey(wanted));
  }
  return conditions.length === 0 ? null : (record) => conditions.every((holds) => holds(record));
}

function createSearch(search: string, isMasked: boolean): (record: ClientRecord) => boolean {
  const wanted = fold(search);
  const digits = search.replace(/\D/g, '');
  if (wanted.replace(/[^\p{L}\p{N}]/gu, '').length < minSearchLength || wanted.length > 100)
    throw new BadUserInput('search');
  if (isMasked) {
    return ({ name, document, phones }) =>
      fold(name ?? '').includes(wanted) ||
      (document !== null && documentKey(document) === documentKey(search)) ||
      (digits !== '' &&
        phones.some(({ raw, e164 }) => [raw, e164].some((text) => text?.replace(/\D/g, '') === digits)));
  }
  return ({ name, address, document, phones }) =>
    [name, address, document].some((part) => part !== null && fold(part).includes(wanted)) ||
    (digits.length >= minSearchLength && phones.some(({ raw, e164 }) => (e164 ?? raw).includes(digits)));
}

function sameText(wanted: string, read: (record: ClientRecord) => string | null): (record: ClientRecord) => boolean {
  const folded = fold(wanted);
  return (record) => fold(read(record) ?? '') === folded;
}

/** Owes from before, and the day on which the service is cut has passed, or is not known. */
function isOverdue({ outstandingBalance, cutOffDate }: ClientRecord, today: string): boolean {
  const owes = outstandingBalance !== null && Number(outstandingBalance.amount) > 0;
  return owes && (cutOffDate === null || cutOffDate < today);
}
