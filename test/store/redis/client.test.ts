import { readdirSync, readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRedis } from '../../../src/store/redis/client.js';
import { type RedisProxy, startProxy } from '../proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { until } from '../subject.js';

describe('the source', () => {
  const source = new URL('../../../src/', import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const makesConnections =
    /\bnew\s+(?:Redis|IORedis|Cluster|Valkey)\b|^import\s+(?!type\b)[^;]*\bfrom\s+'ioredis'|\.duplicate\(/m;

  it('makes connections to Redis in one place', () => {
    const found = files.filter((path) => makesConnections.test(readFileSync(new URL(path, source), 'utf8')));
    expect(found).toEqual(['store/redis/client.ts']);
  });

  it.each([
    'const redis = new Redis(url);',
    "import Redis from 'ioredis';",
    "import { type Redis, Cluster } from 'ioredis';",
    'const other = redis.duplicate();',
  ])('would be caught at %s', (line) => expect(line).toMatch(makesConnections));
});

describeWith(canStartRedis(), 'a connection to Redis', () => {
  let server: RedisServer;
  let proxy: RedisProxy;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
  });

  afterAll(() => server.close());

  beforeEach(async () => {
    proxy = await startProxy(server.port);
    redis = createRedis(proxy.url, { kind: 'requests' }, () => undefined);
    await redis.connect();
  });

  afterEach(async () => {
    redis.disconnect();
    await proxy.close();
  });

  const millisecondsOf = async (run: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };

  it('executes a command once whose answer is lost, says so in time, and works again', async () => {
    proxy.loseAnswers(1);
    const waited = await millisecondsOf(() => expect(redis.incr('counter')).rejects.toThrow());
    expect(waited).toBeLessThan(300);
    await until(async () => (await redis.get('counter').catch(() => null)) === '1');
  });

  it('gives up a command after 100 ms when Redis is frozen', async () => {
    server.freeze();
    const waited = await millisecondsOf(() => expect(redis.ping()).rejects.toThrow());
    server.thaw();
    expect(waited).toBeGreaterThan(90);
    expect(waited).toBeLessThan(300);
  });

  it('gives up at once when there is no Redis, and finds it within a second of its return', async () => {
    proxy.leadTo(null);
    await until(async () => (await millisecondsOf(() => redis.ping().catch(() => undefined))) < 5);
    await expect(redis.ping()).rejects.toThrow();
    proxy.leadTo(server.port);
    await until(async () => (await redis.ping().catch(() => null)) === 'PONG', 2_500);
  });
});
