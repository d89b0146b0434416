import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisStore } from '../../../src/store/redis/redis.js';
import { type Compiled, compileSource } from '../child-process.js';
import { describeStore } from '../contract.js';
import { runKills } from '../kill.js';
import { canStartRedis, describeWith, findRedis, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { toPing, until } from '../subject.js';

const redis = await findRedis();

afterAll(() => redis?.close());

describeWith(redis !== null, 'the store in a Redis', () => {
  const url = redis?.url ?? '';

  describeStore(
    'alone',
    (limits, outboxLimits) => openRedis(url, { outboxLimits, ...(limits === undefined ? {} : { limits }) }),
    150,
  );

  it('has leases that end by the clock of Redis', async () => {
    const { store, close } = await openRedis(url);
    const entry = { key: 'key', fingerprint: 'input', holdMs: 60_000, leaseMs: 40 };
    const reserve = (owner: string) => store.idempotency.reserve({ ...entry, owner, reference: owner });
    expect(await reserve('a')).toEqual({ kind: 'go' });
    await until(async () => (await reserve('b')).kind === 'go');
    expect(await store.idempotency.markSent('key', 'a')).toBe(false);
    expect(await store.idempotency.markSent('key', 'b')).toBe(true);
    await until(async () => (await reserve('c')).kind !== 'busy');
    expect(await reserve('c')).toEqual({ kind: 'unknown', reference: 'b' });
    await close();
  });
});

describeWith(canStartRedis(), 'the store in a Redis of its own', () => {
  it('says at the start that the credentials are refused', async () => {
    const server = await startRedis(['--save', '', '--requirepass', 'planted-redis-password']);
    await expect(createRedisStore({ url: server.url })).rejects.toThrow(/NOAUTH/);
    const wrong = server.url.replace('redis://', 'redis://:wrong@');
    await expect(createRedisStore({ url: wrong })).rejects.toThrow(/WRONGPASS/);
    const { store, close } = await openRedis(server.url.replace('redis://', 'redis://:planted-redis-password@'));
    expect(await store.tickets.list('all')).toEqual([]);
    await close();
    await server.close();
  });

  it.each(['frozen', 'gone'])('closes in time although Redis is %s', async (how) => {
    const server = await startRedis();
    const { url } = server;
    const store = await createRedisStore({ url });
    store.pingSchedule.work(async () => 10);
    await store.pingSchedule.enqueue(toPing('one'), 0);
    if (how === 'frozen') server.freeze();
    else await server.kill();
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    await server.close();
  });

  describe('whose processes are killed', () => {
    let compiled: Compiled;

    beforeAll(async () => {
      compiled = await compileSource();
    });

    afterAll(() => compiled.remove());

    it('never lets a write happen twice, nor calls one done that was not', { timeout: 120_000 }, async () => {
      const server = await startRedis(['--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec']);
      const data = mkdtempSync(join(tmpdir(), 'isp-gateway-kill-'));
      const settings = {
        ...{ kind: 'redis', directory: compiled.directory, url: server.url },
        ...{ effects: join(data, 'effects'), leaseMs: 300 },
      };
      const disturb = async (): Promise<void> => {
        await server.kill();
        await server.start();
      };
      const size = { keys: Number(process.env.KILL_KEYS ?? 600), kills: Number(process.env.KILLS ?? 10) };
      const result = await runKills({ settings, writers: 2, ...size, disturb });
      if (process.env.KILL_KEYS !== undefined) process.stdout.write(`${JSON.stringify(result)}\n`);
      expect(result.violations).toEqual([]);
      // Not because next to nothing was known.
      expect(result.unknown).toBeLessThan((size.keys * 2) / 3);
      await server.close();
      rmSync(data, { recursive: true });
    });
  });
});
