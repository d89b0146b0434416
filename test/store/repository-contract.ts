import { describe, expect, it } from 'vitest';
import type { OpenSubject } from './contract.js';
import { closingAfterEach, toPing, toTicket } from './subject.js';

const limits = { lifetimeMs: 60_000, maxItems: 5, maxPerList: 3 };

export function describeRepository(openSubject: OpenSubject): void {
  describe('a shelf', () => {
    const open = closingAfterEach(openSubject);
    const fill = async (count: number, list = 'all') => {
      const subject = await open(limits);
      for (let number = 1; number <= count; number += 1) await subject.store.tickets.put(toTicket(number), [list]);
      return subject;
    };
    const idsOf = (items: readonly { readonly id: string }[]): readonly string[] => items.map(({ id }) => id);

    it('gives back what was put, whole, and null for what was not', async () => {
      const { tickets, pingTasks } = (await open()).store;
      await tickets.put(toTicket(1, 'Texto con eñe, "comillas" y 😀'), ['all']);
      expect(await tickets.get('ticket-1')).toEqual(toTicket(1, 'Texto con eñe, "comillas" y 😀'));
      expect(await tickets.get('ticket-2')).toBeNull();
      expect(await pingTasks.get('ticket-1')).toBeNull();
    });

    it('lists newest first, each list for itself, and nothing for a name it never heard', async () => {
      const { tickets } = (await open()).store;
      await tickets.put(toTicket(1), ['all', 'client:a']);
      await tickets.put(toTicket(2), ['all', 'client:b']);
      await tickets.put(toTicket(3), ['all', 'client:a']);
      await tickets.put(toTicket(4), []);
      expect(idsOf(await tickets.list('all'))).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);
      expect(idsOf(await tickets.list('client:a'))).toEqual(['ticket-3', 'ticket-1']);
      expect(idsOf(await tickets.list('client:b'))).toEqual(['ticket-2']);
      expect(await tickets.list('client:c')).toEqual([]);
      expect(await tickets.get('ticket-4')).toEqual(toTicket(4));
    });

    it('keeps the place of an item that is put again, and shows it as it is now', async () => {
      const { tickets } = (await open()).store;
      await tickets.put(toTicket(1), ['all']);
      await tickets.put(toTicket(2), ['all']);
      await tickets.put(toTicket(1, 'solved'), ['all', 'solved']);
      expect(await tickets.list('all')).toEqual([toTicket(2), toTicket(1, 'solved')]);
      expect(await tickets.list('solved')).toEqual([toTicket(1, 'solved')]);
      await tickets.put(toTicket(2, 'solved'), []);
      expect(await tickets.list('all')).toEqual([toTicket(2, 'solved'), toTicket(1, 'solved')]);
    });

    it('keeps the order of many that were put one after another', async () => {
      const { tickets } = (await open()).store;
      const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
      for (const number of numbers) await tickets.put(toTicket(number), ['all']);
      expect(idsOf(await tickets.list('all'))).toEqual(numbers.reverse().map((number) => `ticket-${number}`));
    });

    it('drops the oldest from a list that is full, and from the shelf when that is full', async () => {
      const { store } = await fill(4);
      expect(idsOf(await store.tickets.list('all'))).toEqual(['ticket-4', 'ticket-3', 'ticket-2']);
      expect(await store.tickets.get('ticket-1')).toEqual(toTicket(1));
      for (const number of [5, 6]) await store.tickets.put(toTicket(number), ['others']);
      expect(await store.tickets.get('ticket-1')).toBeNull();
      expect(await store.tickets.get('ticket-2')).toEqual(toTicket(2));
      for (const number of [7, 8]) await store.tickets.put(toTicket(number), ['others']);
      expect(idsOf(await store.tickets.list('all'))).toEqual(['ticket-4']);
    });

    it('forgets an item some time after it was last put', async () => {
      const { store, elapse } = await fill(2);
      await elapse(limits.lifetimeMs / 2);
      await store.tickets.put(toTicket(1, 'solved'), []);
      await elapse(limits.lifetimeMs / 2 + 1);
      expect(await store.tickets.get('ticket-2')).toBeNull();
      expect(await store.tickets.list('all')).toEqual([toTicket(1, 'solved')]);
      await elapse(limits.lifetimeMs);
      expect(await store.tickets.list('all')).toEqual([]);
      await store.tickets.put(toTicket(2), ['all']);
      expect(await store.tickets.list('all')).toEqual([toTicket(2)]);
    });

    it('takes for new what it had forgotten', async () => {
      const { store, elapse } = await fill(2);
      await elapse(limits.lifetimeMs / 2);
      await store.tickets.put(toTicket(2), []);
      await elapse(limits.lifetimeMs / 2 + 1);
      for (const number of [3, 4, 5]) await store.tickets.put(toTicket(number), ['others']);
      await store.tickets.put(toTicket(1), ['all']);
      expect(idsOf(await store.tickets.list('all'))).toEqual(['ticket-1', 'ticket-2']);
      await store.tickets.put(toTicket(6), ['others']);
      expect(idsOf(await store.tickets.list('all'))).toEqual(['ticket-1']);
      await store.tickets.put(toTicket(2), ['all']);
      expect(idsOf(await store.tickets.list('all'))).toEqual(['ticket-2', 'ticket-1']);
    });

    it('takes what is in a list out of every list, and nothing else', async () => {
      const { tickets } = (await open()).store;
      await tickets.put(toTicket(1), ['all', 'client:a']);
      await tickets.put(toTicket(2), ['all', 'client:b']);
      await tickets.put(toTicket(3), ['all', 'client:a', 'others']);
      await tickets.clear('client:a');
      await tickets.clear('client:c');
      expect(await tickets.get('ticket-1')).toBeNull();
      expect(idsOf(await tickets.list('all'))).toEqual(['ticket-2']);
      expect(await tickets.list('client:a')).toEqual([]);
      expect(await tickets.list('others')).toEqual([]);
      expect(await tickets.add(toTicket(1), ['all'])).toBe(true);
      expect(idsOf(await tickets.list('all'))).toEqual(['ticket-1', 'ticket-2']);
    });

    it('replaces what is still as expected, and nothing else', async () => {
      const { store } = await fill(2);
      const { tickets } = store;
      expect(await tickets.replace(toTicket(1), toTicket(1, 'solved'))).toBe(true);
      expect(await tickets.replace(toTicket(1), toTicket(1, 'solved twice'))).toBe(false);
      expect(await tickets.replace(toTicket(9), toTicket(9, 'solved'))).toBe(false);
      expect(await tickets.list('all')).toEqual([toTicket(2), toTicket(1, 'solved')]);
      expect(await tickets.get('ticket-9')).toBeNull();
    });

    it('adds what is not there, once, and again when it was forgotten', async () => {
      const { store, elapse } = await open(limits);
      const { tickets } = store;
      const tries = Array.from({ length: 20 }, (_, index) => tickets.add(toTicket(1, `by ${index}`), ['all']));
      expect((await Promise.all(tries)).filter((isMine) => isMine)).toHaveLength(1);
      expect(await tickets.list('all')).toHaveLength(1);
      await elapse(limits.lifetimeMs + 1);
      expect(await tickets.add(toTicket(1), ['all'])).toBe(true);
      expect(await tickets.list('all')).toEqual([toTicket(1)]);
    });

    it('takes any text for an id or the name of a list', async () => {
      const { tickets } = (await open()).store;
      const texts = ['a:b', 'con espacio y eñe', '{braces}', '*', '__proto__', '\u0000', 'x'.repeat(10_000)];
      for (const text of texts) {
        expect(await tickets.get(text)).toBeNull();
        expect(await tickets.list(text)).toEqual([]);
        await tickets.put({ ...toTicket(1), id: text }, [text]);
        expect(await tickets.get(text)).toEqual({ ...toTicket(1), id: text });
        expect(await tickets.list(text)).toEqual([{ ...toTicket(1), id: text }]);
      }
    });

    it('lets one of twenty replace that try at once', async () => {
      const { tickets } = (await fill(1)).store;
      const tries = Array.from({ length: 20 }, (_, index) => tickets.replace(toTicket(1), toTicket(1, `by ${index}`)));
      expect((await Promise.all(tries)).filter((isMine) => isMine)).toHaveLength(1);
    });

    it('of ping tasks tells each put and each replacement, and no failed one', async () => {
      const { pingTasks, tickets, events } = (await open()).store;
      const reported: string[] = [];
      events.subscribe('ping-task', ({ id, status }) => reported.push(`${id} ${status}`));
      const task = toPing('one');
      await pingTasks.put(task, ['all']);
      await tickets.put(toTicket(1), ['all']);
      expect(await pingTasks.replace(task, { ...task, status: 'COMPLETED' })).toBe(true);
      expect(await pingTasks.replace(task, { ...task, status: 'FAILED' })).toBe(false);
      expect(await pingTasks.add(task, ['all'])).toBe(false);
      expect(await pingTasks.add(toPing('two'), ['all'])).toBe(true);
      expect(reported).toEqual(['one PENDING', 'one COMPLETED', 'two PENDING']);
    });
  });
}
