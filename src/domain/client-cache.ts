import type { BackEnd } from '../backends/backend.js';
import type { Call } from '../http/call.js';
import type { ClientKey, ClientList, ClientRecord } from '../model/client.js';
import { createCache, type Kept } from './cache.js';
import { createClientIndexes } from './client-index.js';
import type { LifetimeTable } from './lifetime.js';
import { settleAll } from './settle.js';

/** The clients of one back end, as they are remembered or asked for. */
export interface ClientCache {
  /** For each key its client, null, or why it could not be told. */
  findMany(keys: readonly ClientKey[], call: Call): Promise<readonly (ClientRecord | null | Error)[]>;
  /** Absent: the back end has no list. */
  readonly list?: (call: Call) => Promise<ClientList & { readonly isStale: boolean }>;
  /** How many clients are remembered. */
  readonly size: number;
}

/**
 * The cost rule. No back end can look up several keys in one call. A list is one call whatever its length, and its back end keeps it
 * ready for minutes; a single look-up goes through to the native system each time (WispHub contract 1.3, 1.11). So of the keys that are
 * asked for together, those that are remembered cost nothing; from this many others on, the list is the cheaper question.
 */
export const listBreakEven = 4;

/** Enough for an ISP of 60,000 clients by several keys each; one costs about a kilobyte. */
const maxClients = 120_000;

/** A list that lost this share of its rows has lost pages, which a native failure leaves out in silence (WispHub contract 1.12). */
const lossShare = 0.1;

/** How long a list lags behind what a single look-up has shown, at most: it must not put older news in its place. Milliseconds. */
const listLagMs = 300_000;

export function createClientCache({ clients, locality }: BackEnd, lifetimes: LifetimeTable): ClientCache {
  const singles = createCache<ClientRecord | null>({ lifetime: lifetimes.client, max: maxClients });
  const lists = createCache<ClientList>({
    lifetime: lifetimes.clientList,
    max: 1,
    isAbsent: ({ isComplete }) => !isComplete,
    isDoubtful: hasLost,
  });
  const indexOf = createClientIndexes(locality.phoneCountry);
  const { list } = clients;

  const readList = async (load: NonNullable<typeof list>, call: Call): Promise<Kept<ClientList>> =>
    lists.read('all', call, async (shared) => {
      const askedAt = performance.now() - listLagMs;
      const answer = await load(shared);
      for (const record of answer.records) singles.put(nameOf(record.key), record, askedAt);
      return answer;
    });

  const findOne = async (key: ClientKey, call: Call): Promise<ClientRecord | null> => {
    const { value, askedAt, isStale } = await singles.read(nameOf(key), call, (shared) => clients.find(key, shared));
    // Found by document or phone: the next who asks by id need not ask again.
    if (value !== null && !isStale) singles.put(nameOf(value.key), value, askedAt);
    return value !== null && isStale ? { ...value, isStale } : value;
  };

  /** What the list knows of keys that are many enough; nothing when it cannot be had: each is then asked for singly. */
  const findListed = async (keys: readonly ClientKey[], call: Call): Promise<readonly (ClientRecord | null)[]> => {
    const unknown = keys.filter((key) => singles.peek(nameOf(key)) === undefined);
    if (list === undefined || unknown.length < listBreakEven || call.isFresh === true) return [];
    const { value, isStale } = await readList(list, call);
    const find = indexOf(value);
    return isStale ? [] : keys.map((key) => singles.peek(nameOf(key))?.value ?? find(key));
  };

  return {
    findMany: async (keys, call) => {
      const listed = await findListed(keys, call).catch((): readonly null[] => []);
      return settleAll([...keys.entries()], async ([index, key]) => listed[index] ?? findOne(key, call));
    },
    ...(list === undefined
      ? {}
      : {
          list: async (call: Call) => {
            const { value, isStale } = await readList(list, call);
            return { ...value, isStale };
          },
        }),
    get size() {
      return singles.size;
    },
  };
}

function hasLost(list: ClientList, old: ClientList): boolean {
  return !list.isComplete || list.records.length < old.records.length * (1 - lossShare);
}

function nameOf({ kind, value }: ClientKey): string {
  return `${kind}:${value}`;
}
