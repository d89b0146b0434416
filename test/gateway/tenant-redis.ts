import { Redis } from 'ioredis';
import type { Marking } from './tenant-mark.js';

/** What a Redis that several tenants share is sent and holds. */
export interface RedisWatch {
  /** Commands so far. */
  commands(): number;
  /** Commands that are of several tenants or of none, or carry a mark of another, and how many. */
  wrong(): readonly (readonly [string, number])[];
  readAll(): ReturnType<typeof readAll>;
  close(): void;
}

export async function watchRedis(url: string, ids: readonly string[], marking: Marking): Promise<RedisWatch> {
  const reader = new Redis(url);
  // Quiet before it is listened to: the library takes a command that arrives too early for a broken reply.
  await reader.ping();
  const monitor = await reader.monitor();
  const found = new Map<string, number>();
  let commands = 0;
  monitor.on('monitor', (_: string, command: readonly string[]) => {
    commands += 1;
    for (const each of findWrong(command, ids, marking)) found.set(each, (found.get(each) ?? 0) + 1);
  });
  return {
    commands: () => commands,
    wrong: () => [...found],
    readAll: () => readAll(reader, ids, marking),
    close: () => {
      monitor.disconnect();
      reader.disconnect();
    },
  };
}

function findWrong(command: readonly string[], ids: readonly string[], marking: Marking): readonly string[] {
  const whole = command.join(' ');
  const named = new Set(
    [...whole.matchAll(/\{isp-gateway(?::([a-z0-9-]+))?\}/g)].map(([, tenant = 'no tenant']) => tenant),
  );
  const [tenant] = named;
  const isOfOne = named.size === 1 && ids.includes(tenant ?? '');
  const foreign = tenant === undefined ? [] : marking.findForeign(whole, tenant);
  const isPlain =
    tenant === undefined && /^(?:info|client|ping|hello|select|monitor|wait|time|script)$/i.test(command[0] ?? '');
  return [...(isOfOne || isPlain ? [] : [`${command[0]} of ${[...named].join(' and ') || 'none'}`]), ...foreign];
}

/** Everything that Redis holds. */
async function readAll(reader: Redis, ids: readonly string[], marking: Marking) {
  const keys = await reader.keys('*');
  const wrong: string[] = [];
  for (const key of keys) {
    const [, tenant = 'no tenant'] = /^\{isp-gateway:([a-z0-9-]+)\}/.exec(key) ?? [];
    if (!ids.includes(tenant)) wrong.push(`${key} of ${tenant}`);
    const content = `${key} ${JSON.stringify(await contentOf(reader, key))}`;
    wrong.push(...marking.findForeign(content, tenant).map((mark) => `${mark} in ${key}`));
  }
  const owners = [...new Set(keys.map((key) => /^\{isp-gateway:([a-z0-9-]+)\}/.exec(key)?.[1]))].sort();
  return { keys: keys.length, owners, wrong };
}

async function contentOf(reader: Redis, key: string): Promise<unknown> {
  switch (await reader.type(key)) {
    case 'string':
      return reader.get(key);
    case 'hash':
      return reader.hgetall(key);
    case 'list':
      return reader.lrange(key, 0, -1);
    case 'set':
      return reader.smembers(key);
    case 'zset':
      return reader.zrange(key, 0, -1);
    case 'stream':
      return reader.xrange(key, '-', '+');
    default:
      return null;
  }
}
