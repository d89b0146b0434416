import DataLoader from 'dataloader';
import type { BackEnd } from '../backends/backend.js';
import type { Call } from '../http/call.js';
import type { ClientKey, ClientRecord } from '../model/client.js';
import { documentKey } from '../model/document.js';
import { toE164 } from '../model/phone.js';
import type { ClientOverlay } from './client-overlay.js';
import { settleAll } from './settle.js';

export type ClientLoader = DataLoader<ClientKey, ClientRecord | null, string>;

/**
 * The cost rule. No back end can look up several keys in one call. A list is one call whatever its length, and its back end keeps it
 * ready for minutes; a single look-up goes through to the native system each time (WispHub contract 1.3, 1.11). From this many keys on
 * the list is the cheaper question.
 */
export const listBreakEven = 4;

/**
 * Looks clients of one back end up, for one operation: each key once, many keys by way of the list. What the list lacks is asked for
 * singly, since a list can be minutes old or have lost pages.
 */
export function createClientLoader(backEnd: BackEnd, overlay: ClientOverlay, call: Call): ClientLoader {
  const { clients, locality } = backEnd;
  const keep = (record: ClientRecord): ClientRecord => {
    const shown = overlay.apply(record, locality.phoneCountry);
    loader.prime(shown.key, shown);
    return shown;
  };
  const single = async (key: ClientKey): Promise<ClientRecord | null> => {
    const record = await clients.find(key, call);
    return record === null ? null : keep(record);
  };
  const listed = async (keys: readonly ClientKey[]): Promise<readonly (ClientRecord | null)[]> => {
    if (clients.list === undefined || keys.length < listBreakEven) return keys.map(() => null);
    const { records } = await clients.list(call);
    const find = createIndex(records, new Set(keys.map(({ kind }) => kind)), locality.phoneCountry);
    return keys.map((key) => {
      const record = find(key);
      return record === null ? null : keep(record);
    });
  };
  const loader: ClientLoader = new DataLoader(
    async (keys) => {
      const known = await listed(keys).catch((): readonly null[] => []);
      return settleAll([...keys.entries()], async ([index, key]) => known[index] ?? single(key));
    },
    { cacheKeyFn: ({ kind, value }) => `${kind}:${value}` },
  );
  return loader;
}

/** Finds by any kind of key in a list that was read once. The first record with a key wins, as it does at the back end. */
function createIndex(
  records: readonly ClientRecord[],
  kinds: ReadonlySet<ClientKey['kind']>,
  country: string,
): (key: ClientKey) => ClientRecord | null {
  const index = new Map<string, ClientRecord>();
  const add = (kind: ClientKey['kind'], value: string | null, record: ClientRecord): void => {
    const name = `${kind}:${value}`;
    if (value !== null && !index.has(name)) index.set(name, record);
  };
  for (const record of records) {
    add(record.key.kind, record.key.value, record);
    if (kinds.has('DOCUMENT') && record.document !== null) add('DOCUMENT', documentKey(record.document), record);
    if (kinds.has('PHONE')) for (const { e164 } of record.phones) add('PHONE', e164, record);
  }
  return ({ kind, value }) => {
    const name = kind === 'DOCUMENT' ? documentKey(value) : kind === 'PHONE' ? toE164(value, country) : value;
    return index.get(`${kind}:${name}`) ?? null;
  };
}
