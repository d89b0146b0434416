import type { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import type { IdempotencyEntry, IdempotencyStore } from '../../../src/store/idempotency-store.js';
import { commandTimeoutMs, createRedis } from '../../../src/store/redis/client.js';
import type { Subject } from '../contract.js';
import { startProxy } from '../proxy.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../redis-server.js';
import { openRedis } from '../redis-subject.js';
import { succeeds, until } from '../subject.js';

const entryOf = (owner: string, key = 'key'): IdempotencyEntry => ({
  key,
  owner,
  fingerprint: 'input',
  reference: owner,
  leaseMs: 20_000,
  holdMs: 600_000,
});

describeWith(canStartRedis(), 'the write ledger in Redis', () => {
  const closers: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  const closing = <Thing extends { close(): Promise<void> }>(thing: Thing): Thing => {
    closers.push(() => thing.close());
    return thing;
  };
  const start = async (...options: readonly string[]): Promise<RedisServer> =>
    closing(await startRedis(['--save', '', '--repl-diskless-sync-delay', '0', ...options]));
  const replicaOf = async (server: RedisServer): Promise<RedisServer> => {
    const replica = await start('--replicaof', '127.0.0.1', `${server.port}`);
    await until(async () => (await command(server, (redis) => redis.info('replication'))).includes('state=online'));
    return replica;
  };
  const open = async (url: string, replicas: number | null = null): Promise<Subject> =>
    closing(await openRedis(url, { replicas, prefix: '{test}', timeoutMs: commandTimeoutMs }));

  it('lets one of fifty go that ask two instances at once', async () => {
    const { url } = await start();
    const idempotencyStores = [await open(url), await open(url)].map(({ store }) => store.idempotency);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => idempotencyStores[index % 2]?.reserve(entryOf(`owner ${index}`))),
    );
    expect(answers.filter((answer) => answer?.kind === 'go')).toHaveLength(1);
    expect(answers.filter((answer) => answer?.kind === 'busy')).toHaveLength(49);
  });

  it.each([1, null])('lets nothing be sent that no replica holds, and frees it (replicas: %s)', async (replicas) => {
    const primary = await start();
    const replica = await replicaOf(primary);
    const { idempotency } = (await open(primary.url, replicas)).store;
    await until(() => isSent(idempotency, 'first'));
    await until(() => succeeds(idempotency.reserve(entryOf('b'))));
    replica.freeze();
    await expect(idempotency.markSent('key', 'b')).rejects.toThrow(ServiceUnavailable);
    await until(async () => (await idempotency.reserve(entryOf('c')).catch(() => null))?.kind === 'go');
    await replica.kill();
    await expect(idempotency.markSent('key', 'c')).rejects.toThrow(ServiceUnavailable);
  });

  it('remembers after a failover all that was sent, and lets nothing be sent that the old primary alone would hold', async () => {
    const primary = await start();
    const replica = await replicaOf(primary);
    await replicaOf(replica);
    const proxy = closing(await startProxy(primary.port));
    const { idempotency } = (await open(proxy.url)).store;
    const keys = Array.from({ length: 200 }, (_, index) => `before ${index}`);
    for (const key of keys) await until(() => isSent(idempotency, key));
    await command(replica, (redis) => redis.replicaof('NO', 'ONE'));
    await until(async () => !(await isSent(idempotency, 'split')));
    for (let key = 0; key < 5; key += 1) expect(await isSent(idempotency, `split ${key}`)).toBe(false);
    proxy.leadTo(replica.port);
    await primary.kill();
    await until(() => isSent(idempotency, 'after'));
    const answers = await Promise.all(keys.map((key) => idempotency.reserve(entryOf('b', key))));
    expect(answers).toEqual(keys.map(() => ({ kind: 'busy' })));
  });
});

async function isSent(idempotency: IdempotencyStore, key: string): Promise<boolean> {
  return succeeds(
    idempotency.reserve(entryOf('a', key)).then(async ({ kind }) => {
      if (kind !== 'go' || !(await idempotency.markSent(key, 'a'))) throw new Error(kind);
    }),
  );
}

async function command<Value>(server: RedisServer, run: (redis: Redis) => Promise<Value>): Promise<Value> {
  const redis = createRedis(server.url, { kind: 'requests' }, () => undefined);
  await redis.connect();
  try {
    return await run(redis);
  } finally {
    redis.disconnect();
  }
}
