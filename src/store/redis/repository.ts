import type { Redis } from 'ioredis';
import type { Events } from '../event-bus.js';
import type { Repository, RepositoryLimits } from '../repository.js';
import { publishFunction, type RedisEvents } from './event-bus.js';
import type { RedisGuard } from './guard.js';

export interface RedisRepositoryOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  readonly name: string;
  readonly limits: RepositoryLimits;
  /**
   * Event published for each item put. With it nothing is read before this instance receives events, so that a read misses no later event.
   * @default none
   */
  readonly topic?: keyof Events;
  readonly events: Pick<RedisEvents, 'assertReading' | 'received'>;
}

/**
 * Items are hashes that expire by themselves, with the names of their lists; lists are sorted sets of ids, and one more set of all ids
 * bounds the whole. All keys are on one node, also those that a script finds by itself.
 */
export function createRedisRepository<Item extends { readonly id: string }>(
  options: RedisRepositoryOptions,
): Repository<Item> {
  const { redis, guard, prefix, name, limits, topic = '', events } = options;
  const base = `${prefix}:${name}`;
  const keyOf = (id: string): string => `${base}:item:${id}`;
  const toItem = (text: string): Item => JSON.parse(text) as Item;

  const assertHearing = (): void => {
    if (topic !== '') events.assertReading();
  };

  /** @param expected what must be there: an item in JSON, or whatever there is, or nothing. */
  const put = async (item: Item, names: readonly string[], expected: string): Promise<boolean> => {
    const { lifetimeMs, maxItems, maxPerList } = limits;
    const keys = [keyOf(item.id), `${base}:ids`, `${prefix}:events`];
    const content = [item.id, JSON.stringify(item), JSON.stringify(names), expected, topic];
    assertHearing();
    const eventId = await guard.run(() =>
      redis.eval(putScript, keys.length, ...keys, ...content, base, lifetimeMs, maxItems, maxPerList),
    );
    if (eventId !== null && topic !== '') await events.received(String(eventId));
    return eventId !== null;
  };

  return {
    put: async (item, names) => {
      await put(item, names, 'anything');
    },
    add: (item, names) => put(item, names, 'nothing'),
    replace: (previous, next) => put(next, [], JSON.stringify(previous)),
    get: async (id) => {
      assertHearing();
      const text = await guard.run(() => redis.hget(keyOf(id), 'item'));
      return text === null ? null : toItem(text);
    },
    list: async (list) => {
      assertHearing();
      const texts = await guard.run(() => redis.eval(listScript, 1, `${base}:list:${list}`, base));
      return (texts as readonly string[]).map(toItem);
    },
    clear: async (list) => {
      await guard.run(() => redis.eval(clearScript, 2, `${base}:list:${list}`, `${base}:ids`, base));
    },
  };
}

/**
 * Puts an item if the stored one is as expected, and publishes it, atomically. Executed twice, a put is published twice, an add or a
 * replacement once. Returns the event's id, '' without a topic, nil where nothing changed.
 */
const putScript = `${publishFunction}
local itemKey, idsKey, eventsKey = KEYS[1], KEYS[2], KEYS[3]
local id, item, names, expected, topic, base, keepMs, maxItems, maxPerList = unpack(ARGV)
local held = redis.call('HMGET', itemKey, 'item', 'lists')
if expected ~= 'anything' and (held[1] or 'nothing') ~= expected then return false end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function join(key, max)
  if not held[1] then redis.call('ZREM', key, id) end
  local newest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')[2]
  local place = math.max(now, (tonumber(newest) or 0) + 1)
  redis.call('ZADD', key, 'NX', string.format('%.0f', place), id)
  redis.call('PEXPIRE', key, keepMs)
  local surplus = redis.call('ZCARD', key) - max
  return surplus > 0 and redis.call('ZPOPMIN', key, surplus) or {}
end
local lists, isIn = cjson.decode(held[2] or '[]'), {}
for _, name in ipairs(lists) do
  isIn[name] = true
  redis.call('PEXPIRE', base .. ':list:' .. name, keepMs)
end
for _, name in ipairs(cjson.decode(names)) do
  join(base .. ':list:' .. name, maxPerList)
  if not isIn[name] then table.insert(lists, name) end
end
redis.call('HSET', itemKey, 'item', item, 'lists', #lists > 0 and cjson.encode(lists) or '[]')
redis.call('PEXPIRE', itemKey, keepMs)
local dropped = join(idsKey, maxItems)
for i = 1, #dropped, 2 do redis.call('DEL', base .. ':item:' .. dropped[i]) end

if topic == '' then return '' end
return tell(eventsKey, topic, item)
`;

const listScript = `
local items = {}
for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
  local item = redis.call('HGET', ARGV[1] .. ':item:' .. id, 'item')
  if item then table.insert(items, item) end
end
return items
`;

const clearScript = `
local listKey, idsKey, base = KEYS[1], KEYS[2], ARGV[1]
for _, id in ipairs(redis.call('ZRANGE', listKey, 0, -1)) do
  local itemKey = base .. ':item:' .. id
  for _, name in ipairs(cjson.decode(redis.call('HGET', itemKey, 'lists') or '[]')) do
    redis.call('ZREM', base .. ':list:' .. name, id)
  end
  redis.call('ZREM', idsKey, id)
  redis.call('DEL', itemKey)
end
redis.call('DEL', listKey)
`;
