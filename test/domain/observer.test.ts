import { describe, expect, it } from 'vitest';
import { cacheBackend } from '../../src/domain/cache/cached-backend.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { noopObserver } from '../../src/domain/observer.js';
import type { ClientList, ClientRecord } from '../../src/model/client.js';
import { UpstreamError } from '../../src/model/errors.js';
import { backgroundCall } from '../../src/upstream/call.js';
import { toBackend } from './client-backend.js';
import { byDocument, byId, toRecord } from './client-record.js';
import { createSubject, down } from './subject.js';
import { createTime } from './time.js';

describe('reads of a cache are counted', () => {
  const watch = () => {
    const seen: string[] = [];
    const subject = createSubject({ observe: (outcome, ageMs) => void seen.push(`${outcome} ${ageMs}`) });
    return { ...subject, seen };
  };

  it('as a miss, then as hits with the age of what is shown', async () => {
    const { learn, read, time, seen, cache } = watch();
    await learn('one');
    time.advance(40);
    await read();
    cache.show('key');
    cache.show('another');
    expect(seen).toEqual(['miss 0', 'hit 40', 'hit 40']);
  });

  it('as joined where another read waits already', async () => {
    const { read, source, seen } = watch();
    const both = [read(), read()];
    source.answer('one');
    await Promise.all(both);
    expect(seen.toSorted()).toEqual(['joined 0', 'miss 0']);
  });

  it('as stale where the back end fails, and as a miss where nothing can be shown', async () => {
    const { learn, time, seen } = watch();
    await learn('one');
    time.advance(500);
    await learn(down);
    time.advance(5_000);
    await expect(learn(down)).rejects.toThrow(UpstreamError);
    expect(seen).toEqual(['miss 0', 'stale 500', 'miss 0']);
  });
});

describe('the clients of a back end', () => {
  const ana = toRecord(1, { name: 'ANA', document: '1020304' });
  const eva = toRecord(2, { name: 'EVA', document: '999888' });
  const start = (records: readonly ClientRecord[] = [ana, eva]) => {
    const time = createTime();
    const asked: string[] = [];
    const seen: string[] = [];
    const observer = {
      ...noopObserver,
      onCacheRead: (_: string, kind: string, outcome: string, ageMs: number) =>
        void seen.push(`${kind} ${outcome} ${ageMs}`),
    };
    let failure: Error | null = null;
    const answer = <Value>(what: string, value: Value): Value => {
      asked.push(what);
      if (failure !== null) throw failure;
      return value;
    };
    const backend = toBackend({
      clients: {
        keyKinds: ['SERVICE_ID', 'DOCUMENT'],
        find: async ({ value }) =>
          answer(value, records.find(({ key, document }) => [key.value, document].includes(value)) ?? null),
        list: async (): Promise<ClientList> => answer('list', { records, completeness: 'WHOLE' }),
      },
    });
    const cached = cacheBackend(backend, lifetimes, time.clock, observer);
    const { clientCache: cache } = cached;
    const find = async (...values: readonly number[]) =>
      (await cache.findMany(values.map(byId), backgroundCall())).map((found) =>
        found instanceof Error ? found.constructor.name : (found.value?.name ?? null),
      );
    return { time, cache, cached, find, asked, seen, fail: (error: Error) => (failure = error) };
  };

  it('are found in a list that is young, which counts as a hit of the list', async () => {
    const { time, cache, find, asked, seen } = start();
    await cache.list?.(backgroundCall());
    time.advance(1_000);
    expect(await find(1, 2, 3)).toEqual(['ANA', 'EVA', null]);
    expect(asked).toEqual(['list', '3']);
    expect(seen.filter((one) => one.startsWith('clientList'))).toEqual(['clientList miss 0', 'clientList hit 1000']);
  });

  it('who are remembered one by one are not counted as found in the list', async () => {
    const { cache, find, seen } = start();
    await find(1);
    await cache.list?.(backgroundCall());
    seen.splice(0);
    await find(1);
    expect(seen).toEqual(['client hit 0']);
  });

  it('are recalled by their document from the list alone', async () => {
    const { cache } = start();
    expect(cache.recallHolders(byDocument('1020304'))).toEqual([]);
    await cache.list?.(backgroundCall());
    expect(cache.recallHolders(byDocument('1020304'))).toEqual([ana]);
    expect(cache.recallHolders(byDocument('1'))).toEqual([]);
  });

  it('are forgotten one by one, and the list that holds them with them when they are purged', async () => {
    const { cache, cached, find, asked } = start();
    await find(1);
    await find(2);
    await cache.list?.(backgroundCall());
    asked.splice(0);
    cache.delete(ana.id);
    expect(cache.recallHolders(byDocument('1020304'))).toEqual([ana]);
    cached.purge('somebody else');
    expect(cache.recallHolders(byDocument('1020304'))).toEqual([ana]);
    cached.purge(ana.id);
    expect(cache.recallHolders(byDocument('999888'))).toEqual([]);
    expect(await find(1, 2)).toEqual(['ANA', 'EVA']);
    expect(asked).toEqual(['1']);
  });

  it('are asked for one by one where the list fails as a back end does, and not where the failure is ours', async () => {
    const many = Array.from({ length: 60 }, (_, index) => index + 1);
    const one = start();
    one.fail(new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB'));
    expect(await one.find(...many)).toEqual(many.map(() => 'UpstreamError'));
    expect(one.asked[0]).toBe('list');
    const other = start();
    other.fail(new TypeError('ours'));
    await expect(other.find(...many)).rejects.toThrow('ours');
  });
});
