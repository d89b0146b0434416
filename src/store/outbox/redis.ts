import type { Redis } from 'ioredis';
import type { WebhookDelivery, WebhookDeliveryState } from '../../model/webhook.js';
import type { RedisGuard } from '../redis/guard.js';
import { defaultOutboxLimits, maxListed, type Outbox, type OutboxLimits, queueOf, toOverdue } from './outbox.js';
import { addScript, begin, eraseScript, listScript, replayScript, settleScript, takeScript } from './redis-script.js';

export interface RedisOutboxOptions {
  readonly redis: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  readonly limits?: OutboxLimits | undefined;
}

/**
 * Outbox that instances share, by the clock of Redis. A delivery is a hash; a queue is a list of ids; each endpoint has a sorted set of its
 * queues by the time at which their first may be taken; each state has one of its ids in their order. All keys are on one node.
 */
export function createRedisOutbox({ redis, guard, prefix, limits = defaultOutboxLimits }: RedisOutboxOptions): Outbox {
  const base = `${prefix}:outbox`;
  const { maxPending, maxEnded, maxAgeMs } = limits;
  const run = (script: string, ...values: readonly (string | number)[]): Promise<unknown> =>
    guard.run(() => redis.eval(`${begin}${script}`, 1, base, maxPending, maxEnded, maxAgeMs, ...values));

  return {
    add: async (deliveries) => {
      if (deliveries.length === 0) return;
      await run(
        addScript,
        ...deliveries.flatMap((delivery) => [
          ...[delivery.id, delivery.endpoint, queueOf(delivery)],
          ...[delivery.event.clientId ?? '', JSON.stringify(delivery)],
        ]),
      );
    },
    take: async (endpoint, owner, leaseMs) => {
      const item = await run(takeScript, endpoint, owner, leaseMs);
      return item === null ? null : (JSON.parse(String(item)) as WebhookDelivery);
    },
    settle: async (delivery, owner, delayMs) => {
      const { id, state } = delivery;
      return (await run(settleScript, id, owner, state, JSON.stringify(delivery), Math.ceil(delayMs))) === 1;
    },
    replay: async (next) => (await run(replayScript, next.id, JSON.stringify(next))) === 1,
    get: async (id) => {
      const [item, state] = await guard.run(() => redis.hmget(`${base}:item:${id}`, 'item', 'state'));
      return toDelivery(item, state);
    },
    list: async (state) => {
      const found = (await run(listScript, state, maxListed)) as readonly [string | null, string | null][];
      return found.flatMap(([item, held]) => toDelivery(item, held) ?? []);
    },
    erase: async (clientId) => {
      await run(eraseScript, clientId);
    },
  };
}

/** One that became a dead letter for want of room or time is still written as it was. */
function toDelivery(item: string | null | undefined, state: string | null | undefined): WebhookDelivery | null {
  if (item === null || item === undefined) return null;
  const delivery = JSON.parse(item) as WebhookDelivery;
  return delivery.state === (state as WebhookDeliveryState) ? delivery : toOverdue(delivery);
}
