import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { ServiceUnavailable } from '../../model/errors.js';
import { createMemoryEvents } from '../memory/events.js';
import type { EventBus, Events } from '../store.js';
import { withTimeout } from '../time-limit.js';
import type { RedisGuard } from './guard.js';

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

/** Milliseconds for which the reader blocks. */
export const readBlockMs = 1_000;

/** Seconds for which an event is stored for instances that are cut off: no longer, since it may name a phone number. */
const keepSeconds = 900;

/** For scripts: tells an event, and answers its id. */
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
const retryMs = 100;

/**
 * A stream that every instance reads at its own place. Unlike a channel of Redis it keeps what an instance could not hear while it was
 * cut off, and all instances hear the same order.
 */
export async function createRedisEvents(options: RedisEventsOptions): Promise<RedisEvents> {
  const { redis, reader, guard, prefix } = options;
  const stream = `${prefix}:events`;
  const local = createMemoryEvents();
  const waiting = new Map<string, () => void>();
  const closing = new AbortController();
  let slot: string | undefined;
  let isPlaced = false;

  const notify = async (id: string, fields: readonly string[]): Promise<void> => {
    const [, topic, , event] = fields;
    slot = id;
    if (topic !== undefined && event !== undefined) await local.publish(topic as keyof Events, JSON.parse(event));
  };
  const endWaiting = (): void => {
    for (const [eventId, end] of waiting) {
      if (slot === undefined || isBefore(slot, eventId)) continue;
      waiting.delete(eventId);
      end();
    }
  };
  const findSlot = async (): Promise<void> => {
    const last = await newest(reader, stream);
    // Another server after a failover may be behind: what it tells next would look old.
    if (slot === undefined || isBefore(last, slot)) slot = last;
    isPlaced = true;
  };
  // A command sent over a lost connection would never be answered.
  let giveUp = (): void => undefined;
  reader.on('close', () => giveUp());
  const read = (from: string): Promise<readonly (readonly [id: string, fields: readonly string[]])[]> =>
    new Promise((resolve, reject) => {
      giveUp = () => reject(new Error('The connection was lost'));
      reader
        .xread('COUNT', 1_000, 'BLOCK', readBlockMs, 'STREAMS', stream, from)
        .then((answer) => resolve(answer?.[0]?.[1] ?? []), reject);
    });
  const readOn = async (): Promise<void> => {
    if (!isPlaced) await findSlot();
    for (const [id, fields] of await read(slot ?? '$')) await notify(id, fields);
    endWaiting();
  };
  const follow = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await readOn().catch(async () => {
        isPlaced = false;
        await setTimeout(retryMs, undefined, { signal: closing.signal }).catch(() => undefined);
      });
    }
  };

  const assertReading = (): void => {
    if (slot === undefined) throw new ServiceUnavailable();
  };
  const received = async (eventId: string): Promise<void> => {
    const hearing = new Promise<void>((resolve) => {
      waiting.set(eventId, resolve);
    });
    endWaiting();
    await withTimeout(listenMs, hearing).catch(() => undefined);
  };

  /** Page by page: no single command holds Redis up. */
  const takeBack = async (clientId: string, from = '-'): Promise<void> => {
    const page = await guard.run(() => redis.xrange(stream, from, '+', 'COUNT', pageSize));
    const named = page.filter(([, [, , , event]]) => event?.includes(`"clientId":${JSON.stringify(clientId)}`));
    if (named.length > 0) await guard.run(() => redis.xdel(stream, ...named.map(([id]) => id)));
    const last = page.length < pageSize ? undefined : page.at(-1);
    if (last !== undefined) await takeBack(clientId, `(${last[0]}`);
  };

  // The first place is found before anybody can tell anything, where Redis answers.
  await findSlot().catch(() => undefined);
  const following = follow();
  return {
    publish: async (topic, event) => {
      try {
        assertReading();
        const id = await guard.run(() => redis.eval(publishScript, 1, stream, topic, JSON.stringify(event)));
        await received(String(id));
      } catch {
        await local.publish(topic, event);
      }
    },
    subscribe: local.subscribe,
    purge: async (clientId) => {
      assertReading();
      await takeBack(clientId);
      const event = JSON.stringify({ clientId });
      await received(String(await guard.run(() => redis.eval(publishScript, 1, stream, 'client-purged', event))));
    },
    assertReading,
    received,
    close: async () => {
      closing.abort();
      reader.disconnect();
      await following;
    },
  };
}

async function newest(reader: Redis, stream: string): Promise<string> {
  const [last] = await reader.xrevrange(stream, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/** Ids are `milliseconds-sequence`. */
function isBefore(left: string, right: string): boolean {
  const [leftMs = 0, leftSequence = 0] = left.split('-').map(Number);
  const [rightMs = 0, rightSequence = 0] = right.split('-').map(Number);
  return leftMs < rightMs || (leftMs === rightMs && leftSequence < rightSequence);
}
