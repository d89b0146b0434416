import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RateLimiters, RateLimitResult } from '../../../src/store/rate-limiter.js';
import { commandTimeoutMs, createRedis } from '../../../src/store/redis/client.js';
import { allowed } from '../limiter-contract.js';
import { type RedisProxy, startProxy } from '../proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { until } from '../subject.js';

const prefix = '{limits}';

describeWith(canStartRedis(), 'limits that instances share', () => {
  let server: RedisServer;
  let proxy: RedisProxy;
  let redis: Redis;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    proxy = await startProxy(server.port);
    redis = createRedis(server.url, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
    await redis.connect();
    closers.push(
      async () => redis.disconnect(),
      () => proxy.close(),
    );
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const open = async (url: string, timeoutMs = 5_000): Promise<RateLimiters> => {
    const { store, close } = await openRedis(url, { prefix, timeoutMs }, server.url);
    closers.push(close);
    return store.limiters;
  };
  const both = async (): Promise<readonly [RateLimiters, RateLimiters]> => [
    await open(server.url),
    await open(server.url),
  ];
  const keys = (): Promise<string[]> => redis.keys(`${prefix}:limit:*`);
  const times = <Answer>(count: number, run: (n: number) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => run(n)));
  /** Since it was asked for the last time. */
  const commandsOf = async (): Promise<number> => {
    const stats = await redis.info('commandstats');
    await redis.config('RESETSTAT');
    return [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0);
  };

  describe('and are exact', () => {
    const limit = { name: 'tries', points: 5, duration: 60 };

    it('allow of all together exactly as many, also at once, and know a key by its hash alone', async () => {
      const limiters = (await both()).map((each) => each.exact(limit, 2));
      const taken = await times(100, async (n) => limiters[n % 2]?.take('+573001234567') as Promise<RateLimitResult>);
      expect(allowed(taken)).toBe(5);
      expect(await keys()).toEqual([expect.stringMatching(/^\{limits\}:limit:tries:[\w-]{43}$/)]);
    });

    it.each(['frozen', 'gone'])(
      'allow fewer at each instance while Redis is %s, and nobody waits for it long',
      async (how) => {
        const limiter = (await open(server.url, commandTimeoutMs)).exact(limit, 2);
        await limiter.take('known');
        if (how === 'frozen') server.freeze();
        else await server.kill();
        const start = performance.now();
        const unknown: RateLimitResult[] = [];
        for (let n = 0; n < 50; n += 1) unknown.push(await limiter.take('unknown'));
        const known = await times(3, () => limiter.take('known'));
        expect([allowed(unknown), allowed(known)]).toEqual([2, 1]);
        // Three that waited for its answer, and no more.
        expect(performance.now() - start).toBeLessThan(3_000);
        if (how === 'frozen') server.thaw();
        else await server.start();
        await until(async () => (await limiter.take('unknown')).isAllowed);
      },
    );

    it('count once what was counted although the answer was lost', async () => {
      const limiter = (await open(proxy.url, commandTimeoutMs)).exact(limit, 2);
      await limiter.take('warm');
      proxy.loseAnswers(1);
      expect(await limiter.take('lost')).toMatchObject({ isAllowed: true });
      const counts = await Promise.all((await keys()).map((key) => redis.get(key)));
      expect(counts).toEqual(['1', '1']);
    });
  });

  describe('and are told afterwards', () => {
    const limit = { name: 'cost', points: 1_000, duration: 60 };
    const tolerance = 100;

    it('allow of all together as many, and of each instance no more above that than is tolerated and one taking', async () => {
      const limiters = (await both()).map((each) => each.approximate(limit, tolerance));
      let sum = 0;
      for (let round = 0; round < 100; round += 1) {
        const taken = await times(20, async (n) => limiters[n % 2]?.take('key', 7) as Promise<RateLimitResult>);
        sum += allowed(taken) * 7;
      }
      expect(sum).toBeGreaterThan(limit.points - 7);
      expect(sum).toBeLessThanOrEqual(limit.points + 2 * (tolerance + 7));
    });

    it('are known at the other instance within moments, also of who takes little', async () => {
      const [one, other] = (await both()).map((each) => each.approximate(limit, tolerance));
      await one?.take('key', 30);
      await until(async () => ((await other?.take('key'))?.points ?? limit.points) < limit.points - 30);
    });

    it('cost Redis a command for each half of what is tolerated, not for each taking', async () => {
      const limiter = (await open(server.url)).approximate(limit, tolerance);
      await commandsOf();
      for (let n = 0; n < 400; n += 1) await limiter.take('key');
      expect(await commandsOf()).toBeLessThanOrEqual(12);
    });

    it.each(['frozen', 'gone'])(
      'allow as many at each instance while Redis is %s, and nobody waits for it long',
      async (how) => {
        const limiter = (await open(server.url, commandTimeoutMs)).approximate(limit, tolerance);
        await limiter.take('key');
        if (how === 'frozen') server.freeze();
        else await server.kill();
        const start = performance.now();
        let sum = 0;
        for (let n = 0; n < 300; n += 1) if ((await limiter.take('key', 5)).isAllowed) sum += 5;
        expect(sum).toBe(995);
        expect(performance.now() - start).toBeLessThan(3_000);
        if (how === 'frozen') server.thaw();
        else await server.start();
      },
    );
  });
});
