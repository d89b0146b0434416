import type { Backend } from '../../src/backends/backend.js';
import { cacheBackend } from '../../src/domain/cache/cached-backend.js';
import type { ClientCache } from '../../src/domain/cache/client-cache.js';
import type { LifetimeTable } from '../../src/domain/cache/lifetime.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import type { ClientKey, ClientRecord, Completeness } from '../../src/model/client.js';
import { UpstreamError } from '../../src/model/errors.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { createTime, type Time } from './time.js';

const status = () => ({ backend: 'WISPHUB', dialect: null, state: 'UP', capabilities: [], checkedAt: null }) as const;

/** A back end with nothing but what is given. */
export function toBackend(parts: Partial<Backend>): Backend {
  return {
    name: 'WISPHUB',
    locality: { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' },
    clients: { keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'], find: async () => null },
    status,
    breakers: () => ({ read: 'closed', list: 'closed', write: 'closed' }),
    concurrency: () => ({ read: 32, list: 8, write: 8 }),
    close: () => undefined,
    ...parts,
  };
}

/** Clients of a back end that answers at once, behind the cache. */
export interface ClientSubject {
  readonly time: Time;
  readonly cache: ClientCache;
  /** Whom the back end's look-ups know, and its list; null: it does not list. */
  known: readonly ClientRecord[];
  listed: readonly ClientRecord[] | null;
  /** Whether the list is whole. */
  completeness: Completeness;
  /** Which calls fail. */
  failing: 'none' | 'list' | 'all';
  /** What the back end was asked since last time: `list`, or the value of a key. */
  asked(): readonly string[];
  /** By each key: the name shown, with `stale` after it where it is flagged, null, or the code of the error. */
  find(...keys: readonly ClientKey[]): Promise<readonly (string | null)[]>;
  /** The names of a list, with `stale` at the end where it is flagged. */
  list(): Promise<readonly string[]>;
}

export function createClientSubject(table: LifetimeTable = lifetimes): ClientSubject {
  const time = createTime();
  const asked: string[] = [];
  const down = new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
  const has = (record: ClientRecord, { kind, value }: ClientKey): boolean =>
    (kind === 'SERVICE_ID' && record.key.value === value) ||
    (kind === 'DOCUMENT' && record.document === value) ||
    (kind === 'PHONE' && record.phones.some(({ e164 }) => e164 === value));
  const backend = toBackend({
    clients: {
      keyKinds: ['SERVICE_ID', 'DOCUMENT', 'PHONE'],
      find: async (key) => {
        asked.push(key.value);
        if (subject.failing === 'all') throw down;
        return subject.known.find((record) => has(record, key)) ?? null;
      },
      list: async () => {
        asked.push('list');
        if (subject.failing !== 'none' || subject.listed === null) throw down;
        return { records: subject.listed, completeness: subject.completeness };
      },
    },
  });
  const { clientCache: cache } = cacheBackend(backend, table, time.clock);
  const subject: ClientSubject = {
    time,
    cache,
    known: [],
    listed: [],
    completeness: 'WHOLE',
    failing: 'none',
    asked: () => asked.splice(0),
    find: async (...keys) => {
      const answers = await cache.findMany(keys, backgroundCall());
      return answers.map((answer) => {
        if (answer instanceof Error) return answer instanceof UpstreamError ? answer.code : String(answer);
        if (answer.value === null) return null;
        return `${answer.value.name}${answer.isStale ? ' stale' : ''}`;
      });
    },
    list: async () => {
      const cached = await cache.list?.(backgroundCall());
      if (cached === undefined) throw new Error('no list');
      const names = cached.value.records.map(({ name }) => name ?? '');
      return cached.isStale ? [...names, 'stale'] : names;
    },
  };
  return subject;
}
