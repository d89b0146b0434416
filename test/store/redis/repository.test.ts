import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import { commandTimeoutMs } from '../../../src/store/redis/client.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { toPing, toTicket, until } from '../subject.js';

describeWith(canStartRedis(), 'a shelf in Redis', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  it('is one for all instances, and of several that replace an item one succeeds', async () => {
    const prefix = `{${randomUUID()}}`;
    const [first, second] = [await openRedis(server.url, { prefix }), await openRedis(server.url, { prefix })];
    const reported: string[] = [];
    first.store.events.subscribe('ping-task', ({ status }) => reported.push(status));
    const task = toPing('one');
    await first.store.pingTasks.put(task, ['all']);
    const ends = [first, second, first, second].map(({ store }) =>
      store.pingTasks.replace(task, { ...task, status: 'COMPLETED' }),
    );
    expect((await Promise.all(ends)).filter((isMine) => isMine)).toHaveLength(1);
    expect(await second.store.pingTasks.list('all')).toEqual([{ ...task, status: 'COMPLETED' }]);
    expect(reported).toEqual(['PENDING', 'COMPLETED']);
    await first.close();
    await second.close();
  });

  it('leaves no copy of what another instance has purged', async () => {
    const prefix = `{${randomUUID()}}`;
    const [first, second] = [await openRedis(server.url, { prefix }), await openRedis(server.url, { prefix })];
    await first.store.tickets.put(toTicket(1), ['client:client-1']);
    await first.store.tickets.list('client:client-1');
    await second.store.tickets.clear('client:client-1');
    let isNotified = false;
    first.store.events.subscribe('client-purged', () => {
      isNotified = true;
    });
    await second.store.events.purge('client-1');
    await until(() => isNotified);
    await server.kill();
    await expect(first.store.tickets.get('ticket-1')).rejects.toThrow(ServiceUnavailable);
    await expect(first.store.tickets.list('client:client-1')).rejects.toThrow(ServiceUnavailable);
    await server.start();
    await until(async () => (await first.store.tickets.get('ticket-1').catch(() => undefined)) === null);
    await first.close();
    await second.close();
  });

  it.each(['frozen', 'gone'])(
    'answers what this instance saw last while Redis is %s, and refuses what is new',
    async (how) => {
      const { store, close } = await openRedis(server.url, { timeoutMs: commandTimeoutMs });
      await store.tickets.put(toTicket(1), ['all']);
      await store.tickets.put(toTicket(2), ['all']);
      await store.tickets.list('all');
      if (how === 'frozen') server.freeze();
      else await server.kill();
      const start = performance.now();
      expect(await store.tickets.get('ticket-1')).toEqual(toTicket(1));
      expect(await store.tickets.list('all')).toEqual([toTicket(2), toTicket(1)]);
      await expect(store.tickets.get('ticket-3')).rejects.toThrow(ServiceUnavailable);
      await expect(store.tickets.list('others')).rejects.toThrow(ServiceUnavailable);
      await expect(store.tickets.put(toTicket(3), ['all'])).rejects.toThrow(ServiceUnavailable);
      await expect(store.tickets.replace(toTicket(1), toTicket(1, 'solved'))).rejects.toThrow(ServiceUnavailable);
      expect(performance.now() - start).toBeLessThan(900);
      if (how === 'frozen') server.thaw();
      else await server.start();
      await until(async () => (await store.tickets.get('ticket-9').catch(() => undefined)) === null, 2_500);
      await close();
    },
  );
});
