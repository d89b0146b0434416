import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cacheBackend } from '../../../src/domain/cache/cached-backend.js';
import { noLifetimes } from '../../../src/domain/cache/lifetime.js';
import { createOutageWatcher } from '../../../src/domain/outage/outage-watcher.js';
import type { ClientRecord } from '../../../src/model/client.js';
import { ServiceUnavailable, UpstreamError } from '../../../src/model/errors.js';
import type { Outage } from '../../../src/model/outage.js';
import type { ConnectionState } from '../../../src/model/ping-task.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import { toPing } from '../../store/subject.js';
import { toBackend } from '../client-backend.js';
import { toRecord } from '../client-record.js';
import { playDay } from './simulation.js';

const seed = process.env.SEED === undefined ? null : Number(process.env.SEED);
const steps = Number(process.env.STEPS ?? 1_000);

it('raises nothing that is not there, and in time what is: 20,000 pings of twenty days', {
  timeout: 120_000,
}, async () => {
  const total = { steps: 0, raised: 0, ended: 0, failures: 0 };
  for (let day = 0; day < 20; day += 1) {
    const tally = await playDay(day, 1_000);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += tally[name];
  }
  expect(total.steps).toBeGreaterThanOrEqual(20_000);
  expect(total.raised).toBeGreaterThan(5);
  expect(total.ended).toBeGreaterThan(2);
});

if (seed !== null) {
  it('replays a day', { timeout: 120_000 }, async () => {
    await expect(playDay(seed, steps)).resolves.toMatchObject({ steps: expect.any(Number) });
  });
}

/** Twenty clients of one zone and tower, whose flag and pings a test sets. */
function open(instances = 1) {
  const store = createMemoryStore();
  const heard: string[] = [];
  let last = 0;
  const network = { flag: null as boolean | null, isAway: false };
  const records = (): readonly ClientRecord[] =>
    Array.from({ length: 20 }, (_, index) => {
      const tower = { elementId: 3, name: 'Loma', hasOutage: network.flag, outageDescription: 'Sin luz' };
      const place = { zoneName: 'Norte', technicianName: null, router: null, tower };
      return toRecord(index + 1, { zoneId: 7, network: place, status: index < 15 ? 'ACTIVE' : 'SUSPENDED' });
    });
  const list = async () => {
    if (network.isAway) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
    return { records: records(), completeness: 'WHOLE' } as const;
  };
  const backend = toBackend({
    ...{ pings: {} as never, network: true as const },
    clients: { keyKinds: ['SERVICE_ID'], find: async () => null, list },
  });
  const onOutage = (change: string, { scope, source }: Outage): void => void heard.push(`${change} ${scope} ${source}`);
  const watchers = Array.from({ length: instances }, () =>
    createOutageWatcher([cacheBackend(backend, noLifetimes)], store, { lookMs: 0, onOutage }),
  );
  const ping = async (connection: ConnectionState | null, ...clients: readonly number[]): Promise<void> => {
    for (const client of clients) {
      // No two results are of the same millisecond: what is new is told by the time.
      while (Date.now() <= last) await setImmediate();
      last = Date.now();
      const completedAt = new Date(last).toISOString();
      const clientId = toRecord(client).id;
      const task = {
        clientId,
        connection,
        completedAt,
        status: connection === null ? 'TIMED_OUT' : 'COMPLETED',
      } as const;
      await store.pingTasks.put(toPing(`${client} ${Math.random()}`, task), ['all']);
      for (const watcher of watchers) await watcher.settled();
    }
  };
  return { store, heard, network, ping, look: () => Promise.all(watchers.map((watcher) => watcher.look())) };
}

describe('an outage by pings', () => {
  it('is raised by five clients without an answer, once whoever looks, and named after the zone that has the same clients', async () => {
    const { heard, ping, store } = open(3);
    await ping('NO_INTERNET', 1, 2, 3);
    expect(heard).toEqual([]);
    await ping('NO_INTERNET', 4, 5, 6);
    expect(heard).toEqual(['raised ZONE PINGS']);
    expect(await store.outages.list('all')).toMatchObject([
      { scope: 'ZONE', elementId: 7, elementName: 'Norte', tested: 6, down: 6, up: 0, affectedCount: 15, ordinal: 1 },
    ]);
  });

  it.each<[string, ConnectionState | null, readonly number[]]>([
    ['an antenna answers', 'ANTENNA_ONLY', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['some packets arrive', 'INTERMITTENT', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['the ping has no result', null, [1, 2, 3, 4, 5, 6, 7, 8]],
    ['the back end says something unknown', 'UNKNOWN', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['the services are suspended', 'NO_INTERNET', [16, 17, 18, 19, 20]],
    ['it is one client, over and over', 'NO_INTERNET', [1, 1, 1, 1, 1, 1, 1]],
  ])('is not raised when %s', async (_, connection, clients) => {
    const { heard, ping } = open();
    await ping(connection, ...clients);
    expect(heard).toEqual([]);
  });

  it('ends when three answer and half of those pinged since, and is raised again by new results alone', async () => {
    const { heard, ping, store } = open();
    await ping('NO_INTERNET', 1, 2, 3, 4, 5);
    await ping('STABLE', 1, 2);
    await ping('NO_INTERNET', 6, 7, 8, 9);
    await ping('STABLE', 3);
    expect(heard).toEqual(['raised ZONE PINGS']);
    await ping('STABLE', 4);
    expect(heard.slice(1)).toEqual(['ended ZONE PINGS']);
    await ping('NO_INTERNET', 1, 2, 3, 4);
    expect(heard.slice(2)).toEqual([]);
    await ping('NO_INTERNET', 5);
    expect(heard.slice(2)).toEqual(['raised ZONE PINGS']);
    expect((await store.outages.list('all')).map(({ ordinal, ending }) => [ordinal, ending])).toEqual([
      [2, null],
      [1, 'ANSWERS'],
    ]);
  });
});

describe('an outage by the flag of the back end', () => {
  it('is raised with its words, and ends when the flag is gone, not when it cannot be seen', async () => {
    const { heard, network, store, look } = open(2);
    network.flag = true;
    await look();
    expect(heard).toEqual(['raised TOWER BACK_END']);
    expect(await store.outages.list('all')).toMatchObject([
      { elementId: 3, elementName: 'Loma', description: 'Sin luz', tested: 0, testedAt: null, affectedCount: 15 },
    ]);
    network.flag = null;
    await look();
    network.isAway = true;
    await look();
    expect(heard).toHaveLength(1);
    network.isAway = false;
    network.flag = false;
    await look();
    expect(heard.slice(1)).toEqual(['ended TOWER BACK_END']);
    expect(await store.outages.list('all')).toMatchObject([{ state: 'ENDED', ending: 'FLAG_GONE' }]);
  });
});

it('is ready once it knows what was pinged before it began, however often it must ask', async () => {
  const store = createMemoryStore();
  const completedAt = new Date().toISOString();
  await store.pingTasks.put(toPing('before', { connection: 'STABLE', status: 'COMPLETED', completedAt }), ['all']);
  let isAway = true;
  const list: typeof store.pingTasks.list = async (name) => {
    if (isAway) throw new ServiceUnavailable();
    return store.pingTasks.list(name);
  };
  const pings = {} as never;
  const clients = {
    keyKinds: ['SERVICE_ID'] as const,
    find: async () => null,
    list: async () => ({ records: [], completeness: 'WHOLE' }) as const,
  };
  const backend = cacheBackend(toBackend({ pings, clients }), noLifetimes);
  const watcher = createOutageWatcher([backend], { ...store, pingTasks: { ...store.pingTasks, list } }, { lookMs: 0 });
  await expect(watcher.ready()).rejects.toThrow(ServiceUnavailable);
  expect(watcher.results.size).toBe(0);
  isAway = false;
  await watcher.ready();
  expect(watcher.results.get('client-1')?.line).toBe('UP');
  watcher.close();
  await store.close();
});
