import type { Backend } from '../../backends/backend.js';
import type { BackendName, Locality } from '../../model/backend.js';
import { dayIn } from '../../model/calendar.js';
import type { ClientRecord, Completeness } from '../../model/client.js';
import { documentKey, toDocument } from '../../model/document.js';
import { BadUserInput, NotSupported } from '../../model/errors.js';
import type { Freshness } from '../../model/freshness.js';
import { documentForm, phoneForm } from '../../model/input-form.js';
import { type Page, type PageRequest, toPage } from '../../model/page.js';
import { hasLine, toE164 } from '../../model/phone.js';
import type { ServiceStatus } from '../../model/service-status.js';
import { forEachInSlices } from '../../model/slice.js';
import { fold } from '../../model/text.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { ClientCache } from '../cache/client-cache.js';
import { freshnessOf } from '../client-source.js';
import type { PendingWrites } from '../writes/pending-writes.js';
import { compareKeys } from './client-index.js';
import { type ClientTexts, readSearch, type SearchQuery, toSearchText } from './client-text.js';

/** Filter of clients: all conditions must hold. */
export interface ClientFilter {
  readonly status?: readonly ServiceStatus[] | undefined;
  readonly zoneId?: number | undefined;
  readonly city?: string | undefined;
  readonly planName?: string | undefined;
  readonly technicianId?: number | undefined;
  readonly document?: string | undefined;
  readonly phone?: string | undefined;
  readonly overdueOnly?: boolean | undefined;
}

export interface ClientQuery extends PageRequest {
  /** Part of a name, address, document or phone; three characters at least, case and accents aside. */
  readonly search?: string | undefined;
  /** True: what is shown to the caller masked is found whole alone, or a search would tell it piece by piece. Default false. */
  readonly isMasked?: boolean | undefined;
  readonly filter?: ClientFilter | undefined;
  /** Whose clients. Default: those of the first back end that lists them. */
  readonly backend?: BackendName | undefined;
}

export interface ClientPage extends Page<ClientRecord> {
  /** Number of matches among the listed clients. */
  readonly foundCount: number;
  readonly completeness: Completeness;
  readonly freshness: Freshness | null;
}

/** The longest page of a search for somebody who is not shown whom they have found. */
export const maxMasked = 20;

/**
 * Searches the list, which is one call whatever is asked: the back end's own search reads the same list, but misses accents (WispHub
 * contract 1.4). Ordered by key, so that cursors hold while clients come and go.
 * @throws {BadUserInput} a search too short, or a filter that can match nothing by its form; no back end was asked.
 * @throws {NotSupported} debtors are asked for, and the list does not tell who owes; the same.
 */
export async function searchClients(
  cache: ClientCache & { readonly list: NonNullable<ClientCache['list']> },
  { name, locality, clients }: Backend,
  pendingWrites: PendingWrites,
  query: ClientQuery,
  call: UpstreamCall,
): Promise<ClientPage> {
  if (query.filter?.overdueOnly === true && clients.listsWithoutBalance === true) throw new NotSupported();
  const wanted =
    query.search === undefined ? null : readSearch(query.search, query.isMasked === true, locality.country);
  const fits = createFilter(query, locality);
  toPage([], query, String, compareKeys);
  const { value, requestedAt, isStale } = await cache.list(call);
  const written = pendingWrites.writtenIds();
  const show = (record: ClientRecord): ClientRecord =>
    written.has(record.id) ? pendingWrites.apply(record, requestedAt) : record;
  const select = async (): Promise<readonly ClientRecord[]> => {
    const found: ClientRecord[] = [];
    const add = (shown: ClientRecord): void => {
      if (fits === null || fits(shown)) found.push(shown);
    };
    if (wanted === null) await forEachInSlices(cache.inOrder(value), (record) => add(show(record)), lookedAtOnce);
    else await eachFound(await cache.textsOf(value), wanted, written, show, add);
    return found;
  };
  // A page of everybody, as they are listed, looks at none of the others.
  const isAsListed = wanted === null && fits === null && written.size === 0;
  const found = isAsListed ? cache.inOrder(value) : await select();
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

/** Comparing takes less than reading: so many records are a millisecond or two. */
const lookedAtOnce = 2_000;

/** Runs for each client in whom a text is found. The index knows the list alone, so that whom an own write has changed is looked at as well. */
async function eachFound(
  { records, texts, positions, candidates }: ClientTexts,
  { parts, matches }: SearchQuery,
  written: ReadonlySet<string>,
  show: (record: ClientRecord) => ClientRecord,
  run: (shown: ClientRecord) => void,
): Promise<void> {
  const found = new Set(candidates(parts));
  const changed = [...written].map((id) => positions.get(id)).filter((position) => position !== undefined);
  const isMore = changed.some((position) => !found.has(position));
  const all = isMore ? [...new Set([...found, ...changed])].sort((one, other) => one - other) : found;
  await forEachInSlices(
    all,
    (position) => {
      const record = records[position];
      if (record === undefined) return;
      const shown = show(record);
      const text = shown === record ? (texts[position] ?? '') : toSearchText(shown);
      if (matches(text)) run(shown);
    },
    lookedAtOnce,
  );
}

/** @returns null when everybody fits. */
function createFilter(
  { filter = {} }: ClientQuery,
  { country, timeZone, phoneCountry }: Locality,
): ((record: ClientRecord) => boolean) | null {
  const conditions: ((record: ClientRecord) => boolean)[] = [];
  const { status, zoneId, city, planName, technicianId, document, phone, overdueOnly } = filter;
  if (status !== undefined) {
    const wanted = new Set(status);
    conditions.push((record) => wanted.has(record.status));
  }
  if (zoneId !== undefined) conditions.push((record) => record.zoneId === zoneId);
  if (technicianId !== undefined) conditions.push((record) => record.technicianId === technicianId);
  if (city !== undefined) conditions.push(sameText(city, ({ city }) => city));
  if (planName !== undefined) conditions.push(sameText(planName, ({ planName }) => planName));
  if (overdueOnly === true) {
    const today = dayIn(timeZone, new Date());
    conditions.push((record) => isOverdue(record, today));
  }
  if (document !== undefined) {
    const wanted = toDocument(document);
    if (wanted === null) throw new BadUserInput('filter.document', { expected: documentForm });
    const key = documentKey(wanted, country);
    conditions.push((record) => record.document !== null && documentKey(record.document, country) === key);
  }
  if (phone !== undefined) {
    const wanted = toE164(phone, phoneCountry);
    if (wanted === null) throw new BadUserInput('filter.phone', { expected: phoneForm });
    conditions.push(({ phones }) => hasLine(phones, wanted));
  }
  return conditions.length === 0 ? null : (record) => conditions.every((holds) => holds(record));
}

/** Many clients share a town or a plan: each way of writing it is folded once. */
function sameText(wanted: string, read: (record: ClientRecord) => string | null): (record: ClientRecord) => boolean {
  const folded = fold(wanted);
  const known = new Map<string, boolean>();
  return (record) => {
    const text = read(record) ?? '';
    const isSame = known.get(text) ?? fold(text) === folded;
    known.set(text, isSame);
    return isSame;
  };
}

/** Owes from before, and the day on which the service is cut has passed, or is not known. */
function isOverdue({ outstandingBalance, cutOffDate }: ClientRecord, today: string): boolean {
  const owes = outstandingBalance !== null && Number(outstandingBalance.amount) > 0;
  return owes && (cutOffDate === null || cutOffDate < today);
}
