import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../model/errors.js';
import type { EventBus, Events } from '../event-bus.js';
import { createMemoryEvents } from '../memory/event-bus.js';
import type { RedisGuard } from './guard.js';
import { StreamReader } from './stream-reader.js';

export interface RedisEventsOptions {
  readonly redis: Redis;
  /** Its own connection: it blocks. */
  readonly reader: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
}

export interface RedisEvents extends EventBus {
  /** @throws {ServiceUnavailable} this instance does not read yet, and would not hear its own events. */
  assertReading(): void;
  /** Waits until this instance has received an event, 100 ms at most: it is stored, so it will arrive. */
  received(eventId: string): Promise<void>;
  close(): Promise<void>;
}

/** Seconds for which an event is stored for instances that are cut off: no longer, since it may name a phone number. */
const keepSeconds = 900;

/** For scripts: publishes an event and returns its id. */
export const publishFunction = `
local function tell(stream, topic, event)
  local oldest = (redis.call('TIME')[1] - ${keepSeconds}) * 1000
  local id = redis.call('XADD', stream, 'MINID', '=', string.format('%.0f', oldest), '*', 'topic', topic, 'event', event)
  redis.call('EXPIRE', stream, ${keepSeconds})
  return id
end
`;

const publishScript = `${publishFunction}
return tell(KEYS[1], ARGV[1], ARGV[2])
`;

const listenMs = 100;
const pageSize = 1_000;

/**
 * A stream that every instance reads at its own place. Unlike a channel of Redis it keeps what an instance could not hear while it was
 * cut off, and all instances hear the same order.
 */
export async function createRedisEvents(options: RedisEventsOptions): Promise<RedisEvents> {
  const { redis, guard, prefix } = options;
  const stream = `${prefix}:events`;
  const local = createMemoryEvents();
  const reader = new StreamReader(options.reader, stream, async ([, [, topic, , event]]) => {
    if (topic !== undefined && event !== undefined) await local.publish(topic as keyof Events, JSON.parse(event));
  });
  const assertReading = (): void => {
    if (!reader.isReading) throw new ServiceUnavailable();
  };
  const received = (id: string): Promise<void> => reader.received(id, listenMs);
  const publish = async (topic: string, event: string): Promise<void> =>
    received(String(await guard.run(() => redis.eval(publishScript, 1, stream, topic, event))));

  /** Page by page: no single command holds Redis up. */
  const takeBack = async (clientId: string, from = '-'): Promise<void> => {
    const page = await guard.run(() => redis.xrange(stream, from, '+', 'COUNT', pageSize));
    const named = page.filter(([, [, , , event]]) => event?.includes(`"clientId":${JSON.stringify(clientId)}`));
    if (named.length > 0) await guard.run(() => redis.xdel(stream, ...named.map(([id]) => id)));
    const last = page.length < pageSize ? undefined : page.at(-1);
    if (last !== undefined) await takeBack(clientId, `(${last[0]}`);
  };

  // The first position is known before this instance publishes, where Redis answers.
  await reader.start();
  return {
    publish: async (topic, event) => {
      try {
        assertReading();
        await publish(topic, JSON.stringify(event));
      } catch {
        await local.publish(topic, event);
      }
    },
    subscribe: local.subscribe,
    purge: async (clientId) => {
      assertReading();
      await takeBack(clientId);
      await publish('client-purged', JSON.stringify({ clientId }));
    },
    assertReading,
    received,
    close: () => reader.close(),
  };
}
