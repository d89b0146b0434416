import { describe, expect, it } from 'vitest';
import type { WebhookDelivery } from '../../src/model/webhook.js';
import type { Outbox } from '../../src/store/outbox/outbox.js';
import type { OpenSubject } from './contract.js';
import { closingAfterEach } from './subject.js';

export function toWebhook(id: string, clientId: string | null = 'client-1', endpoint = 'one'): WebhookDelivery {
  return {
    id,
    event: {
      id: `event-${id}`,
      type: 'ping.completed',
      timestamp: '2026-11-20T10:00:00Z',
      clientId,
      data: { clientId, zone: null, name: 'Texto con eñe y 😀', count: 7, isDone: true },
    },
    endpoint,
    host: 'receiver.example',
    state: 'PENDING',
    attempts: 0,
    lastOutcome: null,
    createdAt: '2026-11-20T10:00:00Z',
    nextAttemptAt: '2026-11-20T10:00:00Z',
  };
}

const ended = (delivery: WebhookDelivery, state: 'DELIVERED' | 'DEAD'): WebhookDelivery => ({
  ...delivery,
  ...{ state, attempts: delivery.attempts + 1, lastOutcome: 'http_200', nextAttemptAt: null },
});

const idsOf = (deliveries: readonly WebhookDelivery[]): readonly string[] => deliveries.map(({ id }) => id);

const leaseMs = 20_000;

const takeId = async (outbox: Outbox, owner = 'a', endpoint = 'one'): Promise<string | undefined> =>
  (await outbox.take(endpoint, owner, leaseMs))?.id;

export function describeOutbox(openSubject: OpenSubject): void {
  describe('the outbox', () => {
    const open = closingAfterEach(openSubject);

    it('gives each delivery to one owner, as it was put there', async () => {
      const { outbox } = (await open()).store;
      await outbox.add(['a', 'b', 'c'].map((id) => toWebhook(id, `client-${id}`)));
      const taken = await Promise.all(Array.from({ length: 6 }, (_, index) => outbox.take('one', `${index}`, leaseMs)));
      const found = taken.filter((each) => each !== null);
      expect(found.sort((one, other) => (one.id < other.id ? -1 : 1))).toEqual(
        ['a', 'b', 'c'].map((id) => toWebhook(id, `client-${id}`)),
      );
    });

    it('takes those due longest first, and of an endpoint alone', async () => {
      const { outbox } = (await open()).store;
      for (const id of ['a', 'b']) await outbox.add([toWebhook(id, null)]);
      await outbox.add([toWebhook('c', null, 'other')]);
      expect([await takeId(outbox), await takeId(outbox), await takeId(outbox)]).toEqual(['a', 'b', undefined]);
      expect([await takeId(outbox, 'a', 'other'), await takeId(outbox, 'a', 'unknown')]).toEqual(['c', undefined]);
    });

    it('leaves a delivery that is there as it is, in whatever state', async () => {
      const { outbox } = (await open()).store;
      await outbox.add([toWebhook('a')]);
      await outbox.add([{ ...toWebhook('a'), host: 'changed.example' }, toWebhook('a')]);
      expect(await takeId(outbox)).toBe('a');
      await outbox.settle(ended(toWebhook('a'), 'DELIVERED'), 'a', 0);
      await outbox.add([toWebhook('a')]);
      expect(await takeId(outbox)).toBeUndefined();
      expect(await outbox.list('PENDING')).toEqual([]);
      expect(await outbox.get('a')).toEqual(ended(toWebhook('a'), 'DELIVERED'));
    });

    it('keeps the order of a client: none before the one ahead of it has ended', async () => {
      const { outbox } = (await open()).store;
      for (const id of ['a', 'b', 'c']) await outbox.add([toWebhook(id)]);
      await outbox.add([toWebhook('other', 'client-2')]);
      expect([await takeId(outbox), await takeId(outbox), await takeId(outbox)]).toEqual(['a', 'other', undefined]);
      await outbox.settle({ ...toWebhook('a'), attempts: 1 }, 'a', 0);
      expect(await outbox.take('one', 'a', leaseMs)).toEqual({ ...toWebhook('a'), attempts: 1 });
      await outbox.settle(ended(toWebhook('a'), 'DEAD'), 'a', 0);
      expect([await takeId(outbox), await takeId(outbox)]).toEqual(['b', undefined]);
      await outbox.settle(ended(toWebhook('b'), 'DELIVERED'), 'a', 0);
      expect(await takeId(outbox)).toBe('c');
    });

    it('waits for the next attempt, and the client’s others with it', async () => {
      const { store, elapse } = await open();
      const { outbox } = store;
      await outbox.add([toWebhook('a')]);
      await outbox.add([toWebhook('b')]);
      await takeId(outbox);
      expect(await outbox.settle({ ...toWebhook('a'), attempts: 1 }, 'a', 5_000)).toBe(true);
      expect(await takeId(outbox)).toBeUndefined();
      await elapse(4_000);
      expect(await takeId(outbox)).toBeUndefined();
      await elapse(1_100);
      expect([await takeId(outbox), await takeId(outbox)]).toEqual(['a', undefined]);
    });

    it('gives what was taken to another when the lease has ended, and then believes the first no more', async () => {
      const { store, elapse } = await open();
      const { outbox } = store;
      await outbox.add([toWebhook('a')]);
      expect(await takeId(outbox, 'dead')).toBe('a');
      await elapse(leaseMs - 1_000);
      expect(await takeId(outbox, 'next')).toBeUndefined();
      await elapse(1_100);
      expect(await takeId(outbox, 'next')).toBe('a');
      expect(await outbox.settle(ended(toWebhook('a'), 'DEAD'), 'dead', 0)).toBe(false);
      expect(await outbox.settle(ended(toWebhook('a'), 'DELIVERED'), 'next', 0)).toBe(true);
      expect(await outbox.settle(ended(toWebhook('a'), 'DEAD'), 'next', 0)).toBe(false);
      expect(await outbox.get('a')).toEqual(ended(toWebhook('a'), 'DELIVERED'));
    });

    it('lists each state, newest first', async () => {
      const { outbox } = (await open()).store;
      for (const id of ['a', 'b', 'c', 'd']) await outbox.add([toWebhook(id, null)]);
      for (const [id, state] of [
        ['a', 'DELIVERED'],
        ['b', 'DEAD'],
        ['c', 'DEAD'],
      ] as const) {
        expect(await takeId(outbox)).toBe(id);
        await outbox.settle(ended(toWebhook(id, null), state), 'a', 0);
      }
      expect(idsOf(await outbox.list('PENDING'))).toEqual(['d']);
      expect(idsOf(await outbox.list('DELIVERED'))).toEqual(['a']);
      expect(await outbox.list('DEAD')).toEqual(['c', 'b'].map((id) => ended(toWebhook(id, null), 'DEAD')));
    });

    it('replays what has ended behind what waits, and what waits for an attempt at once', async () => {
      const { outbox } = (await open()).store;
      for (const id of ['a', 'b']) await outbox.add([toWebhook(id)]);
      await takeId(outbox);
      await outbox.settle(ended(toWebhook('a'), 'DEAD'), 'a', 0);
      expect(await outbox.replay(toWebhook('a'))).toBe(true);
      expect(await outbox.list('DEAD')).toEqual([]);
      expect(await takeId(outbox)).toBe('b');
      await outbox.settle({ ...toWebhook('b'), attempts: 3 }, 'a', 60_000);
      expect(await takeId(outbox)).toBeUndefined();
      expect(await outbox.replay(toWebhook('b'))).toBe(true);
      expect(await outbox.take('one', 'a', leaseMs)).toEqual(toWebhook('b'));
      // It is being sent.
      expect(await outbox.replay(toWebhook('b'))).toBe(true);
      expect(await takeId(outbox)).toBeUndefined();
      await outbox.settle(ended(toWebhook('b'), 'DELIVERED'), 'a', 0);
      expect(await takeId(outbox)).toBe('a');
      expect(await outbox.replay(toWebhook('unknown'))).toBe(false);
      expect(await outbox.get('unknown')).toBeNull();
    });

    it('erases what is about a client, in every state, and lets others go on', async () => {
      const { outbox } = (await open()).store;
      for (const id of ['a', 'b', 'c']) await outbox.add([toWebhook(id)]);
      await takeId(outbox);
      await outbox.settle(ended(toWebhook('a'), 'DEAD'), 'a', 0);
      expect(await takeId(outbox, 'sender')).toBe('b');
      await outbox.add([toWebhook('a2', 'client-1', 'two'), toWebhook('other', 'client-2'), toWebhook('none', null)]);
      await outbox.erase('client-1');
      expect(await outbox.settle(ended(toWebhook('b'), 'DELIVERED'), 'sender', 0)).toBe(false);
      expect(await outbox.list('DEAD')).toEqual([]);
      expect(await outbox.list('DELIVERED')).toEqual([]);
      expect(idsOf(await outbox.list('PENDING'))).toEqual(['none', 'other']);
      expect(await takeId(outbox, 'a', 'two')).toBeUndefined();
      expect(await outbox.get('c')).toBeNull();
      await outbox.add([toWebhook('a')]);
      expect([await takeId(outbox), await takeId(outbox), await takeId(outbox)].sort()).toEqual(['a', 'none', 'other']);
    });

    it('is bounded: the oldest that waits becomes a dead letter, the oldest that ended goes', async () => {
      const limits = { maxPending: 3, maxEnded: 2, maxAgeMs: 3_600_000 };
      const { outbox } = (await open(undefined, limits)).store;
      for (let number = 1; number <= 7; number += 1) await outbox.add([toWebhook(`${number}`)]);
      expect(idsOf(await outbox.list('PENDING'))).toEqual(['7', '6', '5']);
      const dead = await outbox.list('DEAD');
      expect(idsOf(dead)).toEqual(['4', '3']);
      expect(dead[0]).toEqual({ ...toWebhook('4'), state: 'DEAD', lastOutcome: 'expired', nextAttemptAt: null });
      expect(await outbox.get('1')).toBeNull();
      expect(await takeId(outbox)).toBe('5');
    });

    it('is bounded in time', async () => {
      const { store, elapse } = await open(undefined, { maxPending: 10, maxEnded: 10, maxAgeMs: 60_000 });
      const { outbox } = store;
      await outbox.add([toWebhook('a')]);
      await takeId(outbox);
      await outbox.settle({ ...toWebhook('a'), attempts: 1 }, 'a', 90_000);
      await elapse(50_000);
      await outbox.add([toWebhook('b')]);
      await elapse(11_000);
      expect(await takeId(outbox)).toBe('b');
      expect(await outbox.list('DEAD')).toMatchObject([{ id: 'a', attempts: 1, lastOutcome: 'expired' }]);
      await elapse(61_000);
      await outbox.add([]);
      expect(await takeId(outbox)).toBeUndefined();
      expect(idsOf(await outbox.list('DEAD'))).toEqual(['b']);
    });
  });
}
