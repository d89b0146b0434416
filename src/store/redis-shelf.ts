import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { ServiceUnavailable } from '../model/errors.js';
import type { RedisEvents } from './redis-events.js';
import type { RedisGuard } from './redis-guard.js';
import type { Events, Shelf, ShelfLimits } from './store.js';

export interface RedisShelfOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  readonly name: string;
  readonly limits: ShelfLimits;
  /** The event by which each item put is told. Default: none. */
  readonly topic?: keyof Events;
  readonly events: Pick<RedisEvents, 'assertReading' | 'heard'>;
}

/** What is kept here of items and lists that passed through: read while Redis is away. */
const maxCopies = 2_000;

/**
 * Items are strings that expire by themselves, lists are sorted sets of their ids, and one more set of all ids bounds the whole.
 */
export function createRedisShelf<Item extends { readonly id: string }>(options: RedisShelfOptions): Shelf<Item> {
  const { redis, guard, prefix, name, limits, topic = '', events } = options;
  const base = `${prefix}:${name}`;
  const keysOf = (id: string, lists: readonly string[]): readonly string[] => [
    `${base}:item:${id}`,
    `${base}:ids`,
    `${prefix}:events`,
    ...lists.map((list) => `${base}:list:${list}`),
  ];
  const items = new LRUCache<string, Item>({ max: maxCopies });
  const lists = new LRUCache<string, readonly string[]>({ max: maxCopies });

  const put = async (item: Item, names: readonly string[], previous: string): Promise<boolean> => {
    const keys = keysOf(item.id, names);
    const { keepMs, maxItems, maxPerList } = limits;
    const values = [item.id, JSON.stringify(item), previous, topic, keepMs, maxItems, maxPerList, `${base}:item:`];
    if (topic !== '') events.assertReading();
    const eventId = await guard.run(() => redis.eval(putScript, keys.length, ...keys, ...values));
    if (eventId === null) return false;
    items.set(item.id, item);
    if (topic !== '') await events.heard(String(eventId));
    return true;
  };

  const load = async (ids: readonly string[]): Promise<readonly (Item | null)[]> => {
    if (ids.length === 0) return [];
    const found = await redis.mget(ids.map((id) => `${base}:item:${id}`));
    return found.map((text) => (text === null ? null : (JSON.parse(text) as Item)));
  };

  return {
    put: async (item, names) => {
      await put(item, names, '');
    },
    replace: (previous, next) => put(next, [], JSON.stringify(previous)),
    get: (id) =>
      orCopy(
        async () => {
          const [item = null] = await guard.run(() => load([id]));
          if (item === null) items.delete(id);
          else items.set(id, item);
          return item;
        },
        () => items.get(id),
      ),
    list: (list) =>
      orCopy(
        async () => {
          const found = await guard.run(async () => {
            const ids = await redis.zrevrange(`${base}:list:${list}`, 0, limits.maxPerList - 1);
            return (await load(ids)).filter((item) => item !== null);
          });
          for (const item of found) items.set(item.id, item);
          lists.set(
            list,
            found.map(({ id }) => id),
          );
          return found;
        },
        () => lists.get(list)?.flatMap((id) => items.get(id) ?? []),
      ),
  };
}

/** @throws {ServiceUnavailable} Redis is away, and this process has no copy. */
async function orCopy<Value>(read: () => Promise<Value>, copy: () => Value | undefined): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const kept = error instanceof ServiceUnavailable ? copy() : undefined;
    if (kept === undefined) throw error;
    return kept;
  }
}

/**
 * Puts an item, or replaces one that is still as expected, and tells it: all or nothing. Executed twice, a put is told twice and a
 * replacement once. Answers the event's id, '' where there is no topic, nil where nothing changed.
 */
const putScript = `
local itemKey, idsKey, eventsKey = KEYS[1], KEYS[2], KEYS[3]
local id, item, previous, topic, keepMs, maxItems, maxPerList, itemPrefix = unpack(ARGV)
if previous ~= '' and redis.call('GET', itemKey) ~= previous then return false end
local isNew = redis.call('EXISTS', itemKey) == 0
redis.call('SET', itemKey, item, 'PX', keepMs)

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function join(key, max)
  if isNew then redis.call('ZREM', key, id) end
  local newest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')[2]
  local place = math.max(now, (tonumber(newest) or 0) + 1)
  redis.call('ZADD', key, 'NX', string.format('%.0f', place), id)
  redis.call('PEXPIRE', key, keepMs)
  local surplus = redis.call('ZCARD', key) - max
  return surplus > 0 and redis.call('ZPOPMIN', key, surplus) or {}
end
local dropped = join(idsKey, maxItems)
for i = 1, #dropped, 2 do redis.call('DEL', itemPrefix .. dropped[i]) end
for i = 4, #KEYS do join(KEYS[i], maxPerList) end

if topic == '' then return '' end
return redis.call('XADD', eventsKey, 'MAXLEN', '~', 10000, '*', 'topic', topic, 'event', item)
`;
