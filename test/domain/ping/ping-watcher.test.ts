import { afterEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { noopObserver } from '../../../src/domain/observer.js';
import { createPingWatcher } from '../../../src/domain/ping/ping-watcher.js';
import type { Occurrence } from '../../../src/domain/webhook/event.js';
import { ServiceUnavailable } from '../../../src/model/errors.js';
import type { PingReading } from '../../../src/model/ping-task.js';
import { createMemoryStore } from '../../../src/store/memory/memory.js';
import type { Store } from '../../../src/store/store.js';
import { toPing, until } from '../../store/subject.js';
import { toBackend } from '../client-backend.js';

const timings = { firstPoll: 5, maxPause: 10, deadline: 300 };
const completed: PingReading = { kind: 'completed', connection: 'STABLE', message: null };

/** Answers what it is told to, last one over and over. */
function answering(...readings: readonly (PingReading | Error)[]): {
  readonly backend: Backend;
  readonly polls: string[];
} {
  const polls: string[] = [];
  const pings = {
    read: async (taskId: string): Promise<PingReading> => {
      const reading = readings[Math.min(polls.push(taskId), readings.length) - 1];
      if (reading === undefined || reading instanceof Error) throw reading;
      return reading;
    },
  };
  return { backend: toBackend({ pings: { ...pings, start: async () => ({ kind: 'refused' }) } }), polls };
}

describe('the ping watcher', () => {
  const closers: (() => unknown)[] = [];

  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  const open = (...readings: readonly (PingReading | Error)[]) => {
    const store = createMemoryStore();
    const { backend, polls } = answering(...readings);
    const reported: string[] = [];
    store.events.subscribe('ping-task', ({ id, status }) => reported.push(`${id} ${status}`));
    closers.push(() => store.close());
    const watchOver = (over: Store = store) => {
      const watcher = createPingWatcher([backend], over, timings);
      closers.unshift(() => watcher.close());
      return watcher;
    };
    return { store, polls, reported, watchOver };
  };

  it('tells a task twice: when it begins and when it ends, however often it is asked to watch it', async () => {
    const { store, reported, watchOver } = open({ kind: 'pending' }, new Error('away'), completed);
    const watcher = watchOver();
    const task = toPing('one');
    await Promise.all([watcher.watch(task), watcher.watch(task)]);
    await until(async () => (await store.pingTasks.get('one'))?.status === 'COMPLETED');
    await watcher.watch(task);
    await until(() => reported.length > 1);
    expect(reported).toEqual(['one PENDING', 'one COMPLETED']);
    expect(await store.pingTasks.list('client:client-1')).toHaveLength(1);
  });

  it('keeps a task once the store is back that could not be kept when it began', async () => {
    const { store, reported, watchOver } = open(completed);
    let failures = 3;
    const unsteady: Store = {
      ...store,
      pingTasks: {
        ...store.pingTasks,
        add: async (...given) => {
          failures -= 1;
          if (failures >= 0) throw new ServiceUnavailable();
          return store.pingTasks.add(...given);
        },
      },
    };
    await watchOver(unsteady).watch(toPing('one'));
    expect(await store.pingTasks.get('one')).toBeNull();
    await until(() => reported.length === 2);
    expect(reported).toEqual(['one PENDING', 'one COMPLETED']);
  });

  it('goes on with what an earlier process left pending, and with nothing else', async () => {
    const { store, polls, reported, watchOver } = open(completed);
    await store.pingTasks.put(toPing('left'), ['all']);
    await store.pingTasks.put(toPing('ended', { status: 'FAILED' }), ['all']);
    watchOver();
    await until(() => reported.includes('left COMPLETED'));
    expect(polls).toEqual(['native-left']);
  });

  it('gives up a task that is older than its deadline after one more look', async () => {
    const { store, polls, watchOver } = open({ kind: 'pending' });
    const requestedAt = new Date(Date.now() - 10_000).toISOString();
    await store.pingTasks.put(toPing('old', { requestedAt }), ['all']);
    watchOver();
    await until(async () => (await store.pingTasks.get('old'))?.status === 'TIMED_OUT');
    expect(polls).toHaveLength(1);
  });

  /** A watcher whose announcements are collected. @param fail called before each. */
  const watchAnnounced = (store: Store, fail: () => void = () => undefined) => {
    const announced: string[] = [];
    const { backend } = answering(completed);
    const publish = async ({ type, key, data }: Occurrence): Promise<void> => {
      fail();
      announced.push(`${type} ${key} ${data.status}`);
    };
    const watcher = createPingWatcher([backend], store, timings, noopObserver, { publish });
    closers.unshift(() => watcher.close());
    return { watcher, announced };
  };

  it('announces an end, again if it could not', async () => {
    const { store } = open();
    let attempts = 0;
    const { watcher, announced } = watchAnnounced(store, () => {
      attempts += 1;
      if (attempts === 1) throw new ServiceUnavailable();
    });
    await watcher.watch(toPing('one'));
    await until(() => announced.length > 0);
    expect(announced).toEqual(['ping.completed one COMPLETED']);
    expect(attempts).toBe(2);
  });

  it('announces the end that another instance has stored and not announced, as it is stored', async () => {
    const { store } = open();
    await store.pingTasks.add(toPing('one', { status: 'TIMED_OUT' }), ['all']);
    const { announced } = watchAnnounced(store);
    await store.pingSchedule.enqueue(toPing('one'), 0);
    await until(() => announced.length > 0);
    expect(announced).toEqual(['ping.completed one TIMED_OUT']);
  });

  it('announces no end of a client who was purged', async () => {
    const { store } = open();
    const { watcher, announced } = watchAnnounced(store);
    await store.events.purge('client-1');
    await watcher.watch(toPing('one'));
    await watcher.watch(toPing('two', { clientId: 'client-2' }));
    await until(() => announced.length > 0);
    await until(async () => (await store.pingTasks.get('one'))?.status === 'COMPLETED');
    expect(announced).toEqual(['ping.completed two COMPLETED']);
  });

  it('announces at the start what ended shortly before, where the schedule has not outlived the process', async () => {
    const ago = (ms: number) => ({
      status: 'COMPLETED' as const,
      completedAt: new Date(Date.now() - ms).toISOString(),
    });
    for (const [kind, expected] of [
      ['file', ['ping.completed recent COMPLETED']],
      ['redis', []],
    ] as const) {
      const { store } = open();
      await store.pingTasks.add(toPing('long ago', ago(3_700_000)), ['all']);
      await store.pingTasks.add(toPing('recent', ago(5_000)), ['all']);
      await store.pingTasks.add(toPing('pending'), ['all']);
      const { announced } = watchAnnounced({ ...store, kind });
      await until(async () => (await store.pingTasks.get('pending'))?.status === 'COMPLETED');
      await until(() => announced.includes('ping.completed pending COMPLETED'));
      expect(announced.filter((each) => !each.includes('pending'))).toEqual(expected);
    }
  });
});
