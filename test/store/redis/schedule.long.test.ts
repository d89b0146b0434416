import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RedisStoreOptions } from '../../../src/store/redis/redis.js';
import type { Store } from '../../../src/store/store.js';
import { type Child, type Compiled, compileSource, startChild } from '../child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { succeeds, toPing, until } from '../subject.js';

/** Short, so that what a dead instance held is taken over soon. */
const pollLeaseMs = 400;

describeWith(canStartRedis(), 'the ping schedule over several instances', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  const closers: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const open = async (options: Partial<RedisStoreOptions> = {}): Promise<Store> => {
    const { store, close } = await openRedis(server.url, options);
    closers.push(close);
    return store;
  };
  const idsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `task-${index}`);
  const plan = async (store: Store, ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const task = toPing(id);
      await until(() => succeeds(store.pingTasks.put(task, ['all'])));
      await until(() => succeeds(store.pingSchedule.enqueue(task, 10)));
    }
  };

  it('has one poll of a task in flight over all of them, and shares the work', async () => {
    const prefix = `{${randomUUID()}}`;
    const stores = [await open({ prefix }), await open({ prefix })] as const;
    const inFlight = new Set<string>();
    const byInstance = [0, 0];
    const ended: string[] = [];
    let overlaps = 0;
    for (const [instance, { pingSchedule }] of stores.entries()) {
      pingSchedule.work(async ({ id }, { polls }) => {
        if (inFlight.has(id)) overlaps += 1;
        inFlight.add(id);
        byInstance[instance] = (byInstance[instance] ?? 0) + 1;
        for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        inFlight.delete(id);
        if (polls < 3) return 5;
        ended.push(id);
        return null;
      });
    }
    await plan(stores[0], idsOf(100));
    await until(() => ended.length === 100);
    expect(new Set(ended).size).toBe(100);
    expect(overlaps).toBe(0);
    expect(Math.min(...byInstance)).toBeGreaterThan(0);
  });

  it('goes on after Redis was frozen for longer than a lease', async () => {
    const store = await open({ pollLeaseMs });
    const ended = new Set<string>();
    store.pingSchedule.work(async ({ id }, { polls }) => {
      if (polls < 3) return 20;
      ended.add(id);
      return null;
    });
    await plan(store, idsOf(20));
    server.freeze();
    const frozen = performance.now();
    await until(() => performance.now() - frozen > 2 * pollLeaseMs);
    server.thaw();
    await until(() => ended.size === 20, 10_000);
  });

  describe('that are killed', () => {
    let compiled: Compiled;

    beforeAll(async () => {
      compiled = await compileSource();
    });

    afterAll(() => compiled.remove());

    it('completes every task, and tells each completion once', { timeout: 60_000 }, async () => {
      const prefix = `{${randomUUID()}}`;
      const store = await open({ prefix });
      const reported = new Map<string, number>();
      store.events.subscribe('ping-task', ({ id, status }) => {
        if (status === 'COMPLETED') reported.set(id, (reported.get(id) ?? 0) + 1);
      });
      const settings = { directory: compiled.directory, url: server.url, prefix, pollLeaseMs };
      const start = async (): Promise<Child> => {
        const child = await startChild('ping-worker.mjs', settings);
        closers.push(() => child.kill());
        return child;
      };
      let [first, second] = await Promise.all([start(), start()]);
      const planned = plan(store, idsOf(500));
      for (let kills = 0; kills < 4; kills += 1) {
        const enough = Math.min(499, (kills + 1) * 80);
        await until(() => reported.size >= enough, 20_000);
        await first.kill();
        [first, second] = [second, await start()];
      }
      await planned;
      await until(() => reported.size === 500, 30_000);
      const tasks = await Promise.all(idsOf(500).map((id) => store.pingTasks.get(id)));
      expect(tasks.every((task) => task?.status === 'COMPLETED')).toBe(true);
      expect([...reported.values()].filter((times) => times !== 1)).toEqual([]);
    });
  });
});
