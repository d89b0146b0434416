import { afterEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.js';
import { createPingWatcher } from '../../../src/domain/ping/ping-watcher.js';
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
});
