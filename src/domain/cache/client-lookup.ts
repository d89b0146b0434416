import type { ClientPort } from '../../backends/backend.js';
import type { ClientKey, ClientList, ClientRecord } from '../../model/client.js';
import type { ClientIndex } from '../../model/client-index.js';
import type { UpstreamCall } from '../../upstream/call.js';
import { isFoundBy } from '../search/client-index.js';
import type { Cache } from './cache.js';
import type { CacheEntry } from './cache-entry.js';
import { nameOf } from './client-key.js';

/**
 * The cost rule of `listBreakEven` across operations: with so many single look-ups in flight, all slots that a back end has for them are
 * taken. The list is then requested beside those that wait, and clients found in it leave the queue.
 */
export const listThreshold = 32;

export interface LookupOptions {
  readonly clients: Pick<ClientPort, 'find'>;
  readonly singles: Cache<ClientRecord | null>;
  readonly lists: Cache<ClientList>;
  readonly indexOf: (list: ClientList) => ClientIndex;
  /** Absent: the back end has no list, or it is not cached. */
  readonly readList?: ((call: UpstreamCall) => Promise<CacheEntry<ClientList>>) | undefined;
}

export interface ClientLookup {
  /** @returns undefined when the list lacks the key, or there is no list. */
  findIn(list: CacheEntry<ClientList> | undefined, key: ClientKey): CacheEntry<ClientRecord> | undefined;
  lookUp(key: ClientKey, call: UpstreamCall): Promise<CacheEntry<ClientRecord | null>>;
}

/** Single look-ups of clients, each key once at a time. */
export function createClientLookup({ clients, singles, lists, indexOf, readList }: LookupOptions): ClientLookup {
  const findIn = (cached: CacheEntry<ClientList> | undefined, key: ClientKey): CacheEntry<ClientRecord> | undefined => {
    const [record] = cached === undefined ? [] : indexOf(cached.value)(key);
    return cached === undefined || record === undefined ? undefined : { ...cached, value: record };
  };
  const findOne = async (key: ClientKey, call: UpstreamCall): Promise<CacheEntry<ClientRecord | null>> => {
    const load = (shared: UpstreamCall) => clients.find(key, shared);
    const cached = await singles.read(nameOf(key), call, load, () => findIn(lists.recall('all'), key));
    const { value: record, isStale } = cached;
    if (record === null) return cached;
    if (isStale && nameOf(record.key) !== nameOf(key)) return confirm({ ...cached, value: record }, key, call);
    // Found by document or phone: a later look-up by id is answered from the cache.
    if (!isStale && call.budget === undefined) singles.put(nameOf(record.key), cached);
    return cached;
  };
  /** A client no longer found by a key is looked up by its own key: that shows a change, or that it is gone. */
  const confirm = async (
    cached: CacheEntry<ClientRecord>,
    key: ClientKey,
    call: UpstreamCall,
  ): Promise<CacheEntry<ClientRecord | null>> => {
    const current = await findOne(cached.value.key, call).catch(() => cached);
    if (current.value === null || current.isStale) return cached;
    const hasChanged = isFoundBy(cached.value, key) && !isFoundBy(current.value, key);
    return hasChanged ? { ...current, value: null } : current;
  };

  /** Keys in flight by number of callers: callers that share a look-up count once. */
  const looking = new Map<string, number>();
  const lookUp = async (key: ClientKey, call: UpstreamCall): Promise<CacheEntry<ClientRecord | null>> => {
    const name = nameOf(key);
    looking.set(name, (looking.get(name) ?? 0) + 1);
    try {
      const list =
        call.isFresh !== true && call.budget === undefined && looking.size > listThreshold
          ? readList?.(call)
          : undefined;
      return await (list === undefined ? findOne(key, call) : findInCrowd(key, call, list));
    } finally {
      const others = (looking.get(name) ?? 1) - 1;
      if (others === 0) looking.delete(name);
      else looking.set(name, others);
    }
  };
  const findInCrowd = async (key: ClientKey, call: UpstreamCall, list: Promise<CacheEntry<ClientList>>) => {
    const leaving = new AbortController();
    const signal = call.signal === undefined ? leaving.signal : AbortSignal.any([call.signal, leaving.signal]);
    const single = findOne(key, { ...call, signal });
    const listed = list.then((cached) => findIn(cached, key) ?? single);
    try {
      return await Promise.any([single, listed]);
    } catch {
      return await single;
    } finally {
      leaving.abort();
    }
  };

  return { findIn, lookUp };
}
