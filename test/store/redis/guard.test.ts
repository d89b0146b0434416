import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import { createRedis } from '../../../src/store/redis/client.js';
import { createRedisGuard, type RedisGuard } from '../../../src/store/redis/guard.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { until } from '../subject.js';

describeWith(canStartRedis(), 'the guard before Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  let guard: RedisGuard;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    redis = createRedis(server.url, { kind: 'requests' }, () => undefined);
    await redis.connect();
    guard = createRedisGuard(redis);
  });

  afterEach(() => {
    guard.close();
    redis.disconnect();
  });

  const timed = async (): Promise<{ readonly ms: number; readonly error: unknown }> => {
    const start = performance.now();
    const error = await guard
      .run(() => redis.ping())
      .then(
        () => null,
        (caught: unknown) => caught,
      );
    return { ms: performance.now() - start, error };
  };

  it('lets a frozen Redis cost its timeout three times, then nothing, and none when it is back', async () => {
    server.freeze();
    const slow = [await timed(), await timed(), await timed()];
    const fast = [];
    for (let call = 0; call < 100; call += 1) fast.push(await timed());
    server.thaw();
    expect([...slow, ...fast].every(({ error }) => error instanceof ServiceUnavailable)).toBe(true);
    expect(Math.max(...slow.map(({ ms }) => ms))).toBeLessThan(300);
    expect(fast.filter(({ ms }) => ms > 5).length).toBeLessThanOrEqual(5);
    await until(async () => (await timed()).error === null, 2_500);
  });

  it('says the same of a Redis that is gone, and finds it when it is back', async () => {
    await server.kill();
    for (let call = 0; call < 5; call += 1) expect((await timed()).error).toBeInstanceOf(ServiceUnavailable);
    await server.start();
    await until(async () => (await timed()).error === null, 2_500);
  });

  it('does not take refusals for absence', async () => {
    await redis.set('text', 'a');
    for (let call = 0; call < 5; call += 1) {
      await expect(guard.run(() => redis.incr('text'))).rejects.toThrow(ServiceUnavailable);
    }
    expect(await guard.run(() => redis.get('text'))).toBe('a');
  });

  it('keeps the cause for the log', async () => {
    const cause = new Error('the cause');
    await expect(guard.run(() => Promise.reject(cause))).rejects.toMatchObject({ cause });
  });
});
