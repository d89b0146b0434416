import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import { isNameConflict } from '../../model/client-name.js';
import { Ambiguous, UpstreamError } from '../../model/errors.js';
import { backgroundCall, pause, type UpstreamCall } from '../../upstream/call.js';
import type { CacheEntry } from '../cache/cache-entry.js';
import type { CachedBackend } from '../cache/cached-backend.js';
import type { FoundClient } from '../client-by.js';
import { isSamePerson } from '../client-person.js';
import { isFoundBy } from '../search/client-index.js';
import type { Services } from '../services.js';

/** Milliseconds for which the list is awaited. Its load goes on for the next caller. */
const listWaitMs = 1_500;

/**
 * Owner of a phone number or e-mail address. The back end's look-up returns the first holder only: the others stand in the cached list.
 * Pending writes are applied last. Records with the number unconfirmed do not count.
 * @param found record that the back end finds. @param written records to which pending writes gave it.
 * @throws {Ambiguous} several people have it.
 */
export async function findHolder(
  key: ClientKey,
  {
    found,
    written,
  }: { readonly found: Promise<ClientRecord | null>; readonly written: Promise<readonly (ClientRecord | null)[]> },
  backend: CachedBackend,
  { pendingWrites, unconfirmedPhones }: Pick<Services, 'pendingWrites' | 'unconfirmedPhones'>,
  call: UpstreamCall,
): Promise<FoundClient> {
  const [first, list, later] = await Promise.all([found, readList(backend, call), written]);
  const cached = list instanceof UpstreamError || list === null ? undefined : list;
  const listed = cached === undefined ? [] : holdersIn(cached, key, backend, pendingWrites);
  const holders = new Map<string, ClientRecord>();
  for (const record of [first, ...listed, ...later]) {
    if (record !== null && !holders.has(record.id) && (record === first || isFoundBy(record, key))) {
      holders.set(record.id, record);
    }
  }
  const isMarked = async (id: string): Promise<boolean> => key.kind === 'PHONE' && unconfirmedPhones.has(id, key.value);
  const marked = await Promise.all([...holders.keys()].map(isMarked));
  const [client = null, ...others] = [...holders.values()].filter((_, index) => marked[index] === false);
  if (client !== null && !others.every((other) => isSamePerson(other, client, [backend]))) throw new Ambiguous();
  const isCut = cached?.value.completeness === 'PARTIAL';
  const issue = isCut ? new UpstreamError('UPSTREAM_BAD_RESPONSE', backend.name) : list;
  return { client, issue: client !== null && issue instanceof UpstreamError ? issue : null };
}

/**
 * Owner of a document, unless the cached list has it under several names: then it identifies none of them. No list is read for it.
 * @throws {Ambiguous} several people have it.
 */
export function haveOneName(
  key: ClientKey,
  client: ClientRecord | null,
  { clientCache }: CachedBackend,
  { pendingWrites }: Pick<Services, 'pendingWrites'>,
): ClientRecord | null {
  if (client === null || key.kind !== 'DOCUMENT') return client;
  const others = clientCache.recallHolders(key).map((other) => pendingWrites.apply(other, Number.NEGATIVE_INFINITY));
  if (others.some((other) => isFoundBy(other, key) && isNameConflict(other, client))) throw new Ambiguous();
  return client;
}

function holdersIn(
  { value, requestedAt, isStale }: CacheEntry<ClientList>,
  key: ClientKey,
  { clientCache }: CachedBackend,
  pendingWrites: Services['pendingWrites'],
): readonly ClientRecord[] {
  return clientCache.holdersIn(value, key).map((record) => {
    const shown = pendingWrites.apply(record, requestedAt);
    return isStale ? { ...shown, isStale } : shown;
  });
}

/** @returns null: there is none. */
async function readList(
  { name, clientCache }: CachedBackend,
  call: UpstreamCall,
): Promise<CacheEntry<ClientList> | UpstreamError | null> {
  if (clientCache.list === undefined) return null;
  const list = clientCache.list(backgroundCall(undefined, call.trace)).catch((error: unknown) => {
    if (error instanceof UpstreamError) return error;
    throw error;
  });
  const waited = pause(listWaitMs, call).then(() => new UpstreamError('UPSTREAM_TIMEOUT', name));
  return Promise.race([list, waited]);
}
