import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { createRedis } from '../../src/store/redis/client.js';
import { createRedisStore, type RedisStoreOptions } from '../../src/store/redis/redis.js';
import type { Subject } from './contract.js';
import { succeeds, until } from './subject.js';

/**
 * A store over a Redis that others may use too: it keeps to a prefix of its own, and leaves nothing behind.
 * Commands may take as long as a busy machine makes them, where the test does not say otherwise.
 * @param surely where that Redis answers although `url` may not. Default: `url`.
 */
export async function openRedis(
  url: string,
  options: Partial<RedisStoreOptions> = {},
  surely: string = url,
): Promise<Subject> {
  const prefix = options.prefix ?? `{test-${randomUUID()}}`;
  const store = await createRedisStore({ url, prefix, timeoutMs: 5_000, ...options });
  const redis = createRedis(surely, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
  await redis.connect();
  return {
    store,
    elapse: async (ms) => {
      await redis.eval(ageScript, 0, `${prefix}:*`, ms);
    },
    close: async () => {
      await store.close();
      // It may just have come back.
      await until(() => succeeds(redis.ping()));
      await removeAll(redis, prefix);
      redis.disconnect();
    },
  };
}

async function removeAll(redis: Redis, prefix: string): Promise<void> {
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
}

/** The same as if so much time had passed: all that a store keeps of time is when keys expire, when leases end, and the scores of its outbox. */
const ageScript = `
local ms = tonumber(ARGV[2])
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  if string.find(key, ':outbox:', 1, true) and redis.call('TYPE', key).ok == 'zset' then
    for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do
      redis.call('ZINCRBY', key, string.format('%.0f', -1000 * ms), member)
    end
  end
  local left = redis.call('PTTL', key)
  if left >= 0 and left <= ms then
    redis.call('DEL', key)
  elseif left > 0 then
    redis.call('PEXPIRE', key, string.format('%.0f', left - ms))
    if redis.call('TYPE', key).ok == 'hash' and redis.call('HEXISTS', key, 'leaseEnds') == 1 then
      redis.call('HINCRBY', key, 'leaseEnds', '-' .. ARGV[2])
    end
  end
end
`;
