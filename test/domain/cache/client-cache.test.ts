import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createClientCache } from '../../../src/domain/cache/client-cache.js';
import { listThreshold } from '../../../src/domain/cache/client-lookup.js';
import { type LifetimeTable, lifetimes, noLifetimes } from '../../../src/domain/cache/lifetime.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { UpstreamError } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createClientSubject, toBackend } from '../client-backend.js';
import { byDocument, byId, byPhone, toRecord } from '../client-record.js';
import { completed, createTime } from '../time.js';

const minute = 60_000;

/** Five clients whose names tell where they were read. */
function people(where: string, count = 5) {
  return Array.from({ length: count }, (_, index) =>
    toRecord(index + 1, { name: `${where} ${index + 1}`, document: `10${index + 1}`, phone: `300123450${index + 1}` }),
  );
}

function createSubject(table: LifetimeTable = lifetimes) {
  const subject = createClientSubject(table);
  subject.known = people('single');
  subject.listed = people('list');
  return subject;
}

describe('what is asked for together', () => {
  it('is looked up one by one, each once, when it is fewer than four', async () => {
    const { find, asked } = createSubject();
    expect(await find(byId(1), byId(2), byId(9))).toEqual(['single 1', 'single 2', null]);
    expect(asked()).toEqual(['1', '2', '9']);
  });

  it('is read from the list when it is four or more, and who is not in it is looked up', async () => {
    const subject = createSubject();
    subject.known = [...subject.known, toRecord(7, { name: 'single 7' })];
    const { find, asked } = subject;
    expect(await find(byId(1), byDocument('102'), byPhone('+573001234503'), byId(7))).toEqual([
      ...['list 1', 'list 2', 'list 3', 'single 7'],
    ]);
    expect(asked()).toEqual(['list', '7']);
  });

  it('costs nothing where it is remembered, nor does it count towards the four', async () => {
    const { find, asked } = createSubject();
    await find(byId(1), byId(2), byId(3));
    expect(asked()).toHaveLength(3);
    expect(await find(byId(1), byId(2), byId(3), byId(4), byId(5))).toEqual(people('single').map(({ name }) => name));
    expect(asked()).toEqual(['4', '5']);
    await find(byId(1), byId(2), byId(3), byId(4), byId(5));
    expect(asked()).toEqual([]);
  });

  it('keeps what single look-ups have shown where it reads the others from the list', async () => {
    const { find, asked } = createSubject();
    await find(byId(1));
    expect(await find(byId(1), byId(2), byId(3), byId(4), byId(5))).toEqual([
      ...['single 1', 'list 2', 'list 3', 'list 4', 'list 5'],
    ]);
    expect(asked()).toEqual(['1', 'list']);
  });

  it('costs one list for two pages of 50, and nothing the second time', async () => {
    const subject = createClientSubject();
    subject.listed = people('list', 100);
    const keys = subject.listed.map(({ key }) => key);
    expect((await subject.find(...keys.slice(0, 50))).at(-1)).toBe('list 50');
    await subject.find(...keys.slice(50));
    subject.time.advance(lifetimes.clientList.fresh);
    await subject.find(...keys);
    expect(subject.asked()).toEqual(['list']);
  });

  it('is looked up one by one when the list cannot be had', async () => {
    const subject = createSubject();
    subject.failing = 'list';
    expect(await subject.find(byId(1), byId(2), byId(3), byId(4))).toEqual([
      ...['single 1', 'single 2', 'single 3', 'single 4'],
    ]);
    expect(subject.asked()).toEqual(['list', '1', '2', '3', '4']);
  });

  it('fails each for itself', async () => {
    const subject = createSubject();
    await subject.find(byId(1));
    subject.failing = 'all';
    expect(await subject.find(byId(1), byId(2))).toEqual(['single 1', 'UPSTREAM_UNAVAILABLE']);
  });

  it('is looked up past the cache and the list when it must be fresh, and remembered', async () => {
    const subject = createSubject();
    const keys = [byId(1), byId(2), byId(3), byId(4)];
    await subject.find(...keys);
    subject.time.advance(1);
    await subject.cache.findMany(keys, { ...backgroundCall(), isFresh: true });
    expect(subject.asked()).toEqual(['list', '1', '2', '3', '4']);
    expect(await subject.find(byId(4))).toEqual(['single 4']);
    expect(subject.asked()).toEqual([]);
  });

  it('is looked up each time with lifetimes of zero', async () => {
    const { find, asked } = createSubject(noLifetimes);
    await find(byId(1));
    await find(byId(1));
    await find(byId(1), byId(2), byId(3), byId(4));
    expect(asked()).toEqual(['1', '1', 'list']);
  });

  it('is looked up one by one where there is no list', async () => {
    const find = async () => toRecord(1);
    const cache = createClientCache(toBackend({ clients: { keyKinds: ['SERVICE_ID'], find } }), lifetimes);
    expect(cache.list).toBeUndefined();
    expect(await cache.findMany([byId(1), byId(2), byId(3), byId(4)], backgroundCall())).toHaveLength(4);
  });
});

describe('a client who was found', () => {
  it('by phone or document costs nothing by id afterwards', async () => {
    const { find, asked } = createSubject();
    await find(byPhone('+573001234501'), byDocument('102'));
    expect(await find(byId(1), byId(2))).toEqual(['single 1', 'single 2']);
    expect(asked()).toEqual(['+573001234501', '102']);
  });

  it('in a list costs nothing by any key for as long as a single look-up is good', async () => {
    const { time, find, list, asked } = createSubject();
    await list();
    time.advance(lifetimes.client.fresh - 1);
    expect(await find(byId(1), byDocument('102'), byPhone('+573001234503'))).toEqual(['list 1', 'list 2', 'list 3']);
    time.advance(1);
    expect(await find(byId(1))).toEqual(['single 1']);
    expect(asked()).toEqual(['list', '1']);
  });

  it('is looked up again when a write to them ended nobody knows how', async () => {
    const { cache, find, asked } = createSubject();
    await find(byId(1), byPhone('+573001234501'));
    cache.delete(toRecord(1).id);
    await find(byId(1), byPhone('+573001234501'));
    expect(asked()).toEqual(['1', '+573001234501', '1', '+573001234501']);
  });
});

describe('who is remembered when the back end says "not found" or nothing', () => {
  it('is shown from the list, by every key, flagged', async () => {
    const subject = createSubject();
    await subject.list();
    subject.time.advance(minute);
    subject.known = [];
    const keys = [byId(1), byDocument('102'), byPhone('+573001234503')];
    expect(await subject.find(...keys)).toEqual(['list 1 stale', 'list 2 stale', 'list 3 stale']);
    subject.time.advance(minute);
    subject.failing = 'all';
    expect(await subject.find(byId(4), byPhone('+573001234505'))).toEqual(['list 4 stale', 'list 5 stale']);
    subject.time.advance(8 * minute);
    expect(await subject.find(byId(5))).toEqual(['UPSTREAM_UNAVAILABLE']);
  });

  it('is shown from the list without asking for each, when they are many', async () => {
    const subject = createSubject();
    await subject.list();
    subject.time.advance(6 * minute);
    subject.failing = 'all';
    subject.asked();
    expect(await subject.find(byId(1), byId(2), byId(3), byId(4))).toEqual([
      ...['list 1 stale', 'list 2 stale', 'list 3 stale', 'list 4 stale'],
    ]);
    expect(subject.asked()).toEqual(['list']);
  });
});

describe('a list', () => {
  it('is read once for all who want it, until it is old, and then behind their backs', async () => {
    const { time, list, asked } = createSubject();
    await Promise.all([list(), list(), list()]);
    time.advance(lifetimes.clientList.fresh);
    await list();
    expect(asked()).toEqual(['list']);
    time.advance(1);
    await Promise.all([list(), list()]);
    expect(asked()).toEqual(['list']);
  });

  it('that lost more than a tenth of its rows does not replace a whole one for ten minutes, and that is flagged', async () => {
    const subject = createSubject();
    const { time, list } = subject;
    const whole = people('whole', 20);
    subject.listed = whole;
    await list();
    subject.listed = people('short', 17);
    time.advance(lifetimes.clientList.revalidate);
    expect(await list()).toEqual([...whole.map(({ name }) => name), 'stale']);
    time.advance(lifetimes.clientList.ifError - lifetimes.clientList.revalidate - 1);
    await list();
    await completed();
    expect((await list()).at(-1)).toBe('stale');
    time.advance(2);
    expect(await list()).toHaveLength(17);
  });

  it('that lost a tenth replaces the one before', async () => {
    const subject = createSubject();
    subject.listed = people('whole', 20);
    await subject.list();
    subject.listed = people('other', 18);
    subject.time.advance(lifetimes.clientList.revalidate);
    expect(await subject.list()).toEqual(subject.listed.map(({ name }) => name));
  });

  it('that is known to lack somebody does not replace a whole one, and the next whole one does at once', async () => {
    const subject = createSubject();
    const { time, list } = subject;
    await list();
    subject.completeness = 'PARTIAL';
    subject.listed = people('other');
    time.advance(lifetimes.clientList.revalidate);
    expect((await list()).slice(-2)).toEqual(['list 5', 'stale']);
    subject.completeness = 'WHOLE';
    time.advance(lifetimes.clientList.absent + 1);
    await list();
    await completed();
    expect((await list()).at(-1)).toBe('other 5');
  });

  it('that lacks somebody is shown where there is no other, and asked for again soon: the later one replaces it', async () => {
    const subject = createSubject();
    const { time, list, asked } = subject;
    subject.completeness = 'PARTIAL';
    expect(await list()).toHaveLength(5);
    time.advance(lifetimes.clientList.absent);
    await list();
    expect(asked()).toEqual(['list']);
    subject.listed = people('later', 2);
    time.advance(1);
    expect(await list()).toEqual(['later 1', 'later 2']);
  });
});

describe('the keys of the cache', () => {
  it('tell no phone and no document', async () => {
    const keys: string[] = [];
    const listen = (message: unknown): void => void keys.push(String((message as { readonly key?: unknown }).key));
    subscribe('lru-cache:metrics', listen);
    await createSubject().find(byId(1), byPhone('+573001234501'), byDocument('10987654'));
    unsubscribe('lru-cache:metrics', listen);
    expect(keys).toContain('SERVICE_ID:1');
    expect(keys.join()).not.toMatch(/3001234501|10987654/);
  });
});

describe('a crowd of operations that look up one client each', () => {
  /** A back end whose look-ups take until they are let go. */
  const createCrowd = (listed: readonly ClientRecord[] | null) => {
    const lookUps = new Map<string, () => void>();
    const left: string[] = [];
    let lists = 0;
    const down = new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
    const clients: Backend['clients'] = {
      keyKinds: ['SERVICE_ID'],
      find: ({ value }, { signal }) =>
        new Promise((resolve, reject) => {
          lookUps.set(value, () => resolve(toRecord(Number(value), { name: `single ${value}` })));
          signal?.addEventListener('abort', () => {
            left.push(value);
            reject(down);
          });
        }),
      list: async () => {
        lists += 1;
        if (listed === null) throw down;
        return { records: listed, completeness: 'WHOLE' };
      },
    };
    const cache = createClientCache(toBackend({ clients }), lifetimes);
    const find = async (id: number): Promise<string | null | undefined> => {
      const [answer] = await cache.findMany([byId(id)], backgroundCall());
      return answer instanceof Error ? answer.message : answer?.value?.name;
    };
    return { find, lookUps, left, lists: () => lists };
  };
  const ids = Array.from({ length: listThreshold + 10 }, (_, index) => index + 1);
  const late = ids.slice(listThreshold);

  it('is answered by one list beyond what a back end is asked at once, and leaves the queue', async () => {
    const crowd = createCrowd(people('list', ids.length));
    const answers = ids.map((id) => crowd.find(id));
    expect(await Promise.all(answers.slice(listThreshold))).toEqual(late.map((id) => `list ${id}`));
    expect([crowd.lists(), crowd.left]).toEqual([1, late.map(String)]);
    for (const letGo of crowd.lookUps.values()) letGo();
    expect(await Promise.all(answers.slice(0, listThreshold))).toEqual(
      ids.slice(0, listThreshold).map((id) => `single ${id}`),
    );
  });

  it.each([
    ['does not show them', people('list', 5)],
    ['fails', null],
  ])('waits for its own look-ups where the list %s', async (_, listed) => {
    const crowd = createCrowd(listed);
    const answers = ids.map((id) => crowd.find(id));
    await completed();
    for (const letGo of crowd.lookUps.values()) letGo();
    expect(await Promise.all(answers)).toEqual(ids.map((id) => `single ${id}`));
    expect(crowd.left).toEqual([]);
  });
});

describe('a list that its adapter holds', () => {
  /** A back end whose list was asked for so many milliseconds ago. */
  const createHeld = (ageMs: number, breakEven: number) => {
    const asked: string[] = [];
    const records = people('list', 12);
    const time = createTime();
    const backend = toBackend({
      clients: {
        keyKinds: ['SERVICE_ID'],
        find: async ({ value }) => {
          asked.push(value);
          return records.find(({ key }) => key.value === value) ?? null;
        },
        list: async () => {
          asked.push('list');
          return { records, completeness: 'WHOLE', readAt: performance.now() - ageMs };
        },
        held: { ageMs, breakEven, forget: () => asked.push('forget') },
      },
    });
    const cache = createClientCache(backend, lifetimes, time.clock);
    const find = (count: number) =>
      cache.findMany(
        records.slice(0, count).map(({ key }) => key),
        backgroundCall(),
      );
    return { cache, time, find, asked: () => asked.splice(0) };
  };

  it('is asked for where that takes fewer calls than to look up each', async () => {
    const { find, asked } = createHeld(0, 11);
    await find(10);
    expect(asked()).toHaveLength(10);
    expect(createHeld(0, 11).asked()).toEqual([]);
    const other = createHeld(0, 11);
    await other.find(11);
    expect(other.asked()).toEqual(['list']);
    const held = createHeld(0, 0);
    await held.find(4);
    expect(held.asked()).toEqual(['list']);
  });

  it('is as old as it says, and so is good for the rest of its time alone', async () => {
    const { cache, time, asked } = createHeld(lifetimes.clientList.fresh / 2, 0);
    const age = async () => time.clock() - ((await cache.list?.(backgroundCall()))?.requestedAt ?? 0);
    expect(await age()).toBeCloseTo(lifetimes.clientList.fresh / 2, -2);
    time.advance(lifetimes.clientList.fresh / 2 - 1_000);
    await age();
    expect(asked()).toEqual(['list']);
    time.advance(1_001);
    await age();
    expect(asked()).toEqual(['list']);
    expect(cache.listAgeMs).toBe(lifetimes.clientList.fresh / 2);
  });

  it('is forgotten when nothing of a client is to be remembered', () => {
    const { cache, asked } = createHeld(0, 0);
    cache.purge(toRecord(1).id);
    expect(asked()).toEqual(['forget']);
  });
});
