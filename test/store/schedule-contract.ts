import { describe, expect, it } from 'vitest';
import type { PingTask } from '../../src/model/ping-task.js';
import type { Poll } from '../../src/store/schedule.js';
import type { OpenSubject } from './contract.js';
import { closingAfterEach, toPing, until } from './subject.js';

export function describePingSchedule(openSubject: OpenSubject): void {
  describe('the ping schedule', () => {
    const open = closingAfterEach(openSubject);

    it('polls a task after its delay, again after each pause, and no more once it has ended', async () => {
      const { pingSchedule } = (await open()).store;
      const begun: { id: string; polls: number; ageMs: number }[] = [];
      pingSchedule.work(async ({ id }, { polls, ageMs }) => {
        begun.push({ id, polls, ageMs });
        return polls < 3 ? 20 : null;
      });
      await pingSchedule.enqueue(toPing('a'), 50);
      await pingSchedule.enqueue(toPing('b'), 1_000);
      await until(() => begun.some(({ id }) => id === 'b'));
      const polls = begun.filter(({ id }) => id === 'a');
      expect(polls.map((poll) => poll.polls)).toEqual([0, 1, 2, 3]);
      expect(polls[0]?.ageMs).toBeGreaterThanOrEqual(40);
      expect(polls[3]?.ageMs).toBeGreaterThanOrEqual(100);
      expect(polls[3]?.ageMs).toBeLessThan(1_000);
    });

    it('gives the task as it was planned', async () => {
      const { pingSchedule } = (await open()).store;
      const task = toPing('a', { message: 'Texto con eñe y 😀' });
      const seen: unknown[] = [];
      pingSchedule.work(async (planned) => {
        seen.push(planned);
        return null;
      });
      await pingSchedule.enqueue(task, 0);
      await until(() => seen.length === 1);
      expect(seen).toEqual([task]);
    });

    it('plans a task once, however often it is asked, and anew when it has ended', async () => {
      const { pingSchedule } = (await open()).store;
      const polled: string[] = [];
      pingSchedule.work(async ({ id }, { polls }) => {
        polled.push(`${id} ${polls}`);
        return polls < 1 ? 20 : null;
      });
      await Promise.all(Array.from({ length: 20 }, () => pingSchedule.enqueue(toPing('a'), 10)));
      await pingSchedule.enqueue(toPing('b'), 300);
      await until(() => polled.includes('b 1'));
      expect(polled).toEqual(['a 0', 'a 1', 'b 0', 'b 1']);
      await until(async () => {
        await pingSchedule.enqueue(toPing('a'), 0);
        return polled.length >= 6;
      });
      expect(polled.slice(4, 6)).toEqual(['a 0', 'a 1']);
    });

    it('polls again what threw', async () => {
      const { pingSchedule } = (await open()).store;
      let polls = 0;
      pingSchedule.work(async () => {
        polls += 1;
        if (polls < 2) throw new Error('the back end is away');
        return null;
      });
      await pingSchedule.enqueue(toPing('a'), 0);
      await until(() => polls === 2);
    });

    it('keeps what is planned before anybody polls', async () => {
      const { pingSchedule } = (await open()).store;
      await pingSchedule.enqueue(toPing('a'), 0);
      await pingSchedule.enqueue(toPing('b'), 0);
      const polled = new Set<string>();
      pingSchedule.work(async ({ id }) => {
        polled.add(id);
        return null;
      });
      await until(() => polled.size === 2);
    });

    it('has one poll of a task in flight at a time, and polls others meanwhile', async () => {
      const { pingSchedule } = (await open()).store;
      const inFlight = new Map<string, number>();
      const ended = new Set<string>();
      let most = 0;
      let mostTogether = 0;
      const poll: Poll<PingTask> = async ({ id }, { polls }) => {
        inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
        most = Math.max(most, ...inFlight.values());
        mostTogether = Math.max(mostTogether, [...inFlight.values()].filter((count) => count > 0).length);
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        inFlight.set(id, (inFlight.get(id) ?? 0) - 1);
        if (polls < 4) return 0;
        ended.add(id);
        return null;
      };
      pingSchedule.work(poll);
      const ids = Array.from({ length: 20 }, (_, index) => `task-${index}`);
      await Promise.all(ids.map((id) => pingSchedule.enqueue(toPing(id), 0)));
      await until(() => ended.size === 20);
      expect(most).toBe(1);
      expect(mostTogether).toBeGreaterThan(1);
    });

    it('waits for the poll in flight when it is told to stop, and leaves what is planned to whoever polls next', async () => {
      const { pingSchedule } = (await open()).store;
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const log: string[] = [];
      const stop = pingSchedule.work(async ({ id }) => {
        log.push(`${id} begins`);
        await gate;
        log.push(`${id} ends`);
        return 0;
      });
      await pingSchedule.enqueue(toPing('a'), 0);
      await until(() => log.length === 1);
      const stopped = stop().then(() => log.push('stopped'));
      letGo();
      await stopped;
      await pingSchedule.enqueue(toPing('b'), 0);
      pingSchedule.work(async ({ id }) => {
        log.push(`${id} elsewhere`);
        return null;
      });
      await until(() => log.length === 5);
      expect(log.slice(0, 3)).toEqual(['a begins', 'a ends', 'stopped']);
      expect(log.slice(3).sort()).toEqual(['a elsewhere', 'b elsewhere']);
    });
  });
}
