import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createClientCache } from '../../../src/domain/cache/client-cache.js';
import { lifetimes } from '../../../src/domain/cache/lifetime.js';
import { type ClientQuery, searchClients } from '../../../src/domain/search/client-search.js';
import { createPendingWrites } from '../../../src/domain/writes/pending-writes.js';
import type { ClientRecord, Completeness } from '../../../src/model/client.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { toRecord } from '../client-record.js';

const locality = { country: 'CO', currency: 'COP', timeZone: 'America/Bogota', phoneCountry: 'CO' } as const;
const owed = { amount: '10.00', currency: 'COP' };

function createSearch(records: readonly ClientRecord[], completeness: Completeness = 'UNPROVEN') {
  const backend = {
    name: 'WISPHUB',
    locality,
    clients: { keyKinds: ['SERVICE_ID'], find: async () => null, list: async () => ({ records, completeness }) },
  } as unknown as Backend;
  const { list, ...cache } = createClientCache(backend, lifetimes);
  if (list === undefined) throw new Error('it has a list');
  const writes = createPendingWrites(createMemoryStore(), [backend]);
  return async (query: Partial<ClientQuery>) => {
    const page = await searchClients({ ...cache, list }, backend, writes, { first: 100, ...query }, backgroundCall());
    return { ...page, ids: page.nodes.map(({ serviceId }) => serviceId) };
  };
}

beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-11T04:30:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

describe('a filter', () => {
  const search = createSearch([
    toRecord(4, { status: 'SUSPENDED', zoneId: 2, technicianId: 7, city: 'Malambo', planName: 'Fibra 20' }),
    toRecord(1, { status: 'ACTIVE', zoneId: 1, technicianId: 7, city: 'SABANAGRANDE', planName: '7MB Plus' }),
    toRecord(12, { status: 'ACTIVE', zoneId: 2, city: 'Sabanagrande', document: '1.000.111', phone: '3001112233' }),
  ]);

  it.each<[Partial<NonNullable<ClientQuery['filter']>>, readonly number[]]>([
    [{}, [1, 4, 12]],
    [{ status: ['SUSPENDED'] }, [4]],
    [{ status: ['SUSPENDED', 'ACTIVE'] }, [1, 4, 12]],
    [{ zoneId: 2 }, [4, 12]],
    [{ technicianId: 7 }, [1, 4]],
    [{ city: 'sabanagrande' }, [1, 12]],
    [{ planName: '7mb plus' }, [1]],
    [{ planName: '7mb' }, []],
    [{ document: '1000111' }, [12]],
    [{ phone: '+573001112233' }, [12]],
    [{ phone: '300 111 2233', zoneId: 1 }, []],
  ])('%j finds %j, in the order of the ids', async (filter, ids) => {
    expect((await search({ filter })).ids).toEqual(ids);
  });

  it.each([[{ document: ' ' }], [{ phone: 'x' }]])('%j can match nothing, and is refused', async (filter) => {
    await expect(search({ filter })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

it('a client is overdue who owes and whose cut-off day is over, or not known, where the ISP is', async () => {
  const search = createSearch([
    toRecord(1, { outstandingBalance: owed, cutOffDate: '2026-03-09' }),
    toRecord(2, { outstandingBalance: owed, cutOffDate: '2026-03-10' }),
    toRecord(3, { outstandingBalance: owed, cutOffDate: '2026-03-11' }),
    toRecord(4, { outstandingBalance: owed }),
    toRecord(5, { outstandingBalance: { ...owed, amount: '0.00' }, cutOffDate: '2026-03-01' }),
    toRecord(6, { outstandingBalance: { ...owed, amount: '-10.00' }, cutOffDate: '2026-03-01' }),
    toRecord(7, { cutOffDate: '2026-03-01' }),
  ]);
  expect((await search({ filter: { overdueOnly: true } })).ids).toEqual([1, 4]);
  expect((await search({ filter: { overdueOnly: false } })).ids).toHaveLength(7);
});

describe('a page', () => {
  const many = Array.from({ length: 45 }, (_, index) => toRecord(index + 1, { name: 'ANA PEREZ', address: 'Calle 9' }));

  it('counts what was found, and in all only where the list is whole', async () => {
    expect(await createSearch(many)({ first: 10 })).toMatchObject({ foundCount: 45, totalCount: null });
    expect(await createSearch(many, 'WHOLE')({ first: 10 })).toMatchObject({ foundCount: 45, totalCount: 45 });
    expect(await createSearch(many, 'WHOLE')({ first: 10, filter: { zoneId: 1 } })).toMatchObject({ totalCount: 0 });
  });

  it('of a search has 20 at most for a caller who is shown nobody whole, of a list as many as asked for', async () => {
    const search = createSearch(many);
    expect((await search({ search: 'ana perez', isMasked: true })).ids).toHaveLength(20);
    expect((await search({ search: 'ana perez' })).ids).toHaveLength(45);
    expect((await search({ isMasked: true })).ids).toHaveLength(45);
    expect((await search({ search: 'calle 9' })).ids).toHaveLength(45);
    expect((await search({ search: 'calle 9', isMasked: true })).ids).toHaveLength(0);
  });
});
