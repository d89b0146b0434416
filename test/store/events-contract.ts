import { describe, expect, it } from 'vitest';
import type { OpenSubject } from './contract.js';
import { closingAfterEach, toPing } from './subject.js';

export function describeEvents(openSubject: OpenSubject): void {
  describe('the event bus', () => {
    const open = closingAfterEach(openSubject);
    const written = { id: 'write-1', clientId: 'client-1', change: { phone: '+573001234567' } };

    it('tells every listener of a topic before it answers, and none of another', async () => {
      const { events } = (await open()).store;
      const received: string[] = [];
      for (const name of ['first', 'second']) {
        events.subscribe('client-written', ({ clientId }) => received.push(`${name} ${clientId}`));
      }
      events.subscribe('ping-task', () => received.push('a ping'));
      await events.publish('client-written', written);
      expect(received.sort()).toEqual(['first client-1', 'second client-1']);
    });

    it('keeps the order of a publisher, whole events', async () => {
      const { events } = (await open()).store;
      const received: unknown[] = [];
      const tasks = Array.from({ length: 200 }, (_, index) =>
        toPing(`${index}`, { requestedAt: '2026-11-20T10:00:00Z' }),
      );
      events.subscribe('ping-task', (task) => received.push(task));
      await Promise.all(tasks.map((task) => events.publish('ping-task', task)));
      expect(received).toEqual(tasks);
    });

    it('tells no more to who has stopped listening, and goes on telling the others', async () => {
      const { events } = (await open()).store;
      const received: string[] = [];
      const listener = (): void => void received.push('one');
      const stop = events.subscribe('ping-task', listener);
      const stopAgain = events.subscribe('ping-task', listener);
      await events.publish('ping-task', toPing('a'));
      stop();
      stop();
      await events.publish('ping-task', toPing('b'));
      expect(received).toEqual(['one', 'one', 'one']);
      stopAgain();
      await events.publish('ping-task', toPing('c'));
      expect(received).toHaveLength(3);
    });

    it('tells of a purge before it answers', async () => {
      const { events } = (await open()).store;
      const received: string[] = [];
      events.subscribe('client-purged', ({ clientId }) => received.push(clientId));
      await events.publish('client-written', written);
      await events.purge('client-1');
      expect(received).toEqual(['client-1']);
    });

    it('tells what is kept of a write, in the same step, for a quarter of an hour', async () => {
      const { store, elapse } = await open();
      const received: unknown[] = [];
      store.events.subscribe('client-written', (write) => received.push(write));
      const writes = [written, { ...written, id: 'write-2' }];
      for (const write of writes) await store.clientWrites.put(write, ['all']);
      expect(received).toEqual(writes);
      await elapse(899_000);
      expect(await store.clientWrites.list('all')).toEqual(writes.toReversed());
      await elapse(1_001);
      expect(await store.clientWrites.list('all')).toEqual([]);
    });

    it('does not mind that nobody listens', async () => {
      const { events } = (await open()).store;
      await expect(events.publish('client-written', written)).resolves.toBeUndefined();
    });
  });
}
