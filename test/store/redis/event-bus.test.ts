import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import { commandTimeoutMs, createRedis } from '../../../src/store/redis/client.js';
import type { Store } from '../../../src/store/store.js';
import { type RedisProxy, startProxy } from '../proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { toPing, until } from '../subject.js';

describeWith(canStartRedis(), 'events between instances', () => {
  let server: RedisServer;
  let proxy: RedisProxy;
  let prefix: string;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    prefix = `{${randomUUID()}}`;
    proxy = await startProxy(server.port);
    closers.push(() => proxy.close());
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const open = async (url: string, timeoutMs: number = commandTimeoutMs): Promise<Store> => {
    const { store, close } = await openRedis(url, { prefix, timeoutMs }, server.url);
    closers.push(close);
    return store;
  };
  const hearing = ({ events }: Store): string[] => {
    const received: string[] = [];
    events.subscribe('ping-task', ({ id }) => received.push(id));
    return received;
  };
  const publish = ({ events }: Store, id: string): Promise<void> => events.publish('ping-task', toPing(id));

  it('are heard by all of them, once and in one order', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => open(server.url, 5_000)));
    const received = stores.map(hearing);
    await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        for (const [number, store] of stores.entries()) await publish(store, `${number} ${index}`);
      }),
    );
    await until(() => received.every(({ length }) => length === 300));
    expect(new Set(received[0]).size).toBe(300);
    expect(received[1]).toEqual(received[0]);
    expect(received[2]).toEqual(received[0]);
  });

  it('reach an instance that was cut off when it is back, each once', async () => {
    const cutOff = await open(proxy.url, 5_000);
    const other = await open(server.url, 5_000);
    const received = hearing(cutOff);
    await publish(other, 'before');
    await until(() => received.length === 1);
    proxy.leadTo(null);
    for (let number = 0; number < 50; number += 1) await publish(other, `meanwhile ${number}`);
    proxy.leadTo(server.port);
    await until(() => received.length >= 51);
    await publish(other, 'after');
    await until(() => received.includes('after'));
    expect(received).toEqual(['before', ...Array.from({ length: 50 }, (_, number) => `meanwhile ${number}`), 'after']);
  });

  it('reach everybody when a frozen Redis goes on, each once', async () => {
    const stores = [await open(server.url), await open(server.url)];
    const received = stores.map(hearing);
    const [first, second] = stores;
    if (first === undefined || second === undefined) throw new Error('two are needed');
    server.freeze();
    await publish(first, 'frozen');
    server.thaw();
    expect(received).toEqual([['frozen'], []]);
    await until(() => received[1]?.length === 1);
    await until(async () => {
      await publish(second, 'after');
      return received[0]?.includes('after') === true;
    });
    expect(received[1]?.filter((id) => id === 'frozen')).toHaveLength(1);
  });

  it('are kept for a quarter of an hour', async () => {
    const store = await open(server.url);
    await publish(store, 'one');
    const redis = createRedis(server.url, { kind: 'requests' }, () => undefined);
    await redis.connect();
    expect(await redis.ttl(`${prefix}:events`)).toBeGreaterThan(890);
    expect(await redis.ttl(`${prefix}:events`)).toBeLessThanOrEqual(900);
    redis.disconnect();
  });

  it('are taken back by a purge: an instance that was cut off hears that it happened, and nothing of before', async () => {
    const cutOff = await open(proxy.url, 5_000);
    const other = await open(server.url, 5_000);
    const received: string[] = [];
    cutOff.events.subscribe('client-written', ({ clientId }) => received.push(`${clientId} written`));
    cutOff.events.subscribe('client-purged', ({ clientId }) => received.push(`${clientId} purged`));
    const write = (clientId: string) =>
      other.events.publish('client-written', { id: 'write-1', clientId, change: { phone: '+573005550123' } });
    await write('seen');
    await until(() => received.length === 1);
    proxy.leadTo(null);
    for (let batch = 0; batch < 15; batch += 1) {
      await Promise.all(Array.from({ length: 100 }, (_, number) => publish(other, `filler ${batch} ${number}`)));
    }
    await write('hers');
    await write('hers too');
    await other.events.purge('hers');
    proxy.leadTo(server.port);
    await until(() => received.includes('hers purged'));
    expect(received).toEqual(['seen written', 'hers too written', 'hers purged']);
    proxy.leadTo(null);
    await expect(cutOff.events.purge('hers')).rejects.toThrow(ServiceUnavailable);
  });

  it('are heard again after Redis lost all it had', async () => {
    const store = await open(server.url);
    const received = hearing(store);
    await publish(store, 'before');
    await server.kill();
    await publish(store, 'away');
    expect(received).toEqual(['before', 'away']);
    await server.start();
    await until(() =>
      store.tickets.list('all').then(
        () => true,
        () => false,
      ),
    );
    await publish(store, 'after');
    await until(() => received.includes('after'));
    expect(received).toEqual(['before', 'away', 'after']);
  });

  it('are heard by an instance that began while there was no Redis', async () => {
    proxy.leadTo(null);
    const store = await open(proxy.url);
    const received = hearing(store);
    await publish(store, 'away');
    proxy.leadTo(server.port);
    await until(async () => {
      await store.pingTasks.put(toPing('after'), []).catch(() => undefined);
      return received.includes('after');
    });
    expect(received).toEqual(['away', 'after']);
  });
});
