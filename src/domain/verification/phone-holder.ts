import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import { isNameConflict } from '../../model/client-name.js';
import { Ambiguous, UpstreamError } from '../../model/errors.js';
import { backgroundCall, type Call, pause } from '../../upstream/call.js';
import type { Kept } from '../cache/cache-entry.js';
import type { CachedBackend } from '../cache/cached-backend.js';
import type { FoundClient } from '../client-by.js';
import { isSamePerson } from '../client-person.js';
import { isFoundBy } from '../search/client-index.js';
import type { Services } from '../services.js';

/** Milliseconds for which the list is waited for. It is read on for whoever asks next. */
const listWaitMs = 1_500;

/**
 * Whose a phone number is. The back end's look-up tells the first who has it, and nothing of the others: those are in the list, which is
 * kept for everybody who asks. Own writes come last. Who has the number unconfirmed does not count.
 * @param found whom the back end finds. @param written whom own writes gave the number.
 * @throws {Ambiguous} it is several people's.
 */
export async function findHolder(
  key: ClientKey,
  {
    found,
    written,
  }: { readonly found: Promise<ClientRecord | null>; readonly written: Promise<readonly (ClientRecord | null)[]> },
  backend: CachedBackend,
  { overlay, unconfirmedPhones }: Pick<Services, 'overlay' | 'unconfirmedPhones'>,
  call: Call,
): Promise<FoundClient> {
  const [first, list, later] = await Promise.all([found, readList(backend, call), written]);
  const kept = list instanceof UpstreamError || list === null ? undefined : list;
  const listed = kept === undefined ? [] : holdersIn(kept, key, backend, overlay);
  const holders = new Map<string, ClientRecord>();
  for (const record of [first, ...listed, ...later]) {
    if (record !== null && !holders.has(record.id) && (record === first || isFoundBy(record, key))) {
      holders.set(record.id, record);
    }
  }
  const marked = await Promise.all([...holders.keys()].map((id) => unconfirmedPhones.has(id, key.value)));
  const [client = null, ...others] = [...holders.values()].filter((_, index) => marked[index] === false);
  if (client !== null && !others.every((other) => isSamePerson(other, client))) throw new Ambiguous();
  const isCut = kept?.value.completeness === 'PARTIAL';
  const flaw = isCut ? new UpstreamError('UPSTREAM_BAD_RESPONSE', backend.name) : list;
  return { client, flaw: client !== null && flaw instanceof UpstreamError ? flaw : null };
}

/**
 * Whom a document is looked up by, unless the remembered list has it under several names: then it tells nobody from another. No list is
 * read for it.
 * @throws {Ambiguous} it is several people's.
 */
export function ofOneName(
  key: ClientKey,
  client: ClientRecord | null,
  { clientCache }: CachedBackend,
  { overlay }: Pick<Services, 'overlay'>,
): ClientRecord | null {
  if (client === null || key.kind !== 'DOCUMENT') return client;
  const others = clientCache.recallHolders(key).map((other) => overlay.apply(other, Number.NEGATIVE_INFINITY));
  if (others.some((other) => isFoundBy(other, key) && isNameConflict(other, client))) throw new Ambiguous();
  return client;
}

function holdersIn(
  { value, askedAt, isStale }: Kept<ClientList>,
  key: ClientKey,
  { clientCache }: CachedBackend,
  overlay: Services['overlay'],
): readonly ClientRecord[] {
  return clientCache.holdersIn(value, key).map((record) => {
    const shown = overlay.apply(record, askedAt);
    return isStale ? { ...shown, isStale } : shown;
  });
}

/** @returns null: there is none. */
async function readList(
  { name, clientCache }: CachedBackend,
  call: Call,
): Promise<Kept<ClientList> | UpstreamError | null> {
  if (clientCache.list === undefined) return null;
  const list = clientCache.list(backgroundCall(undefined, call.trace)).catch((error: unknown) => {
    if (error instanceof UpstreamError) return error;
    throw error;
  });
  const waited = pause(listWaitMs, call).then(() => new UpstreamError('UPSTREAM_TIMEOUT', name));
  return Promise.race([list, waited]);
}
