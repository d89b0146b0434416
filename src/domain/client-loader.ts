import type DataLoader from 'dataloader';
import type { ClientKey, ClientRecord } from '../model/client.js';
import type { UpstreamCall } from '../upstream/call.js';
import type { CacheEntry } from './cache/cache-entry.js';
import type { ClientCache } from './cache/client-cache.js';
import { createLoader } from './cache/loader.js';
import { isFoundBy } from './search/client-index.js';
import type { PendingWrites } from './writes/pending-writes.js';

export type ClientLoader = DataLoader<ClientKey, ClientRecord | null, string>;

/** Looks clients of one back end up, for one operation: each key once, and the same record under all its keys. */
export function createClientLoader(cache: ClientCache, pendingWrites: PendingWrites, call: UpstreamCall): ClientLoader {
  const loader: ClientLoader = createLoader(
    'clients',
    call,
    async (keys, batch) => {
      const answers = await cache.findMany(keys, batch);
      return keys.map((key, index) => {
        const answer = answers[index] ?? null;
        if (answer === null || answer instanceof Error) return answer;
        const shown = primeClient(answer, key, pendingWrites);
        if (shown !== null) loader.prime(shown.key, shown);
        return shown;
      });
    },
    ({ kind, value }) => `${kind}:${value}`,
  );
  return loader;
}

/** A record as it is shown: with own writes in it. @returns null when an own write took away what it was found by. */
export function primeClient(
  { value: record, requestedAt, isStale }: CacheEntry<ClientRecord | null>,
  key: ClientKey,
  pendingWrites: PendingWrites,
): ClientRecord | null {
  if (record === null) return null;
  const written = pendingWrites.apply(record, requestedAt);
  if (isFoundBy(record, key) && !isFoundBy(written, key)) return null;
  return isStale ? { ...written, isStale } : written;
}

export function prime(loader: ClientLoader, records: readonly ClientRecord[]): void {
  for (const record of records) loader.prime(record.key, record);
}
