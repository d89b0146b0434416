import type { BackEnd } from '../backends/backend.js';
import { backgroundCall } from '../http/call.js';
import type { PingReading, PingTask } from '../model/ping-task.js';
import type { Store } from '../store/store.js';

/** Milliseconds. */
export interface PingTimings {
  /** From the start of a task to its first poll. */
  readonly firstPoll: number;
  /** The longest pause between two polls. */
  readonly maxPause: number;
  /** From the start of a task to giving it up. */
  readonly deadline: number;
}

/** Polls each pending ping task, whoever waits for it or nobody, and tells the store what came of it. */
export interface PingWatcher {
  watch(task: PingTask): void;
  /** How many tasks are being polled. */
  readonly size: number;
  /** Stops polling. Tasks stay PENDING in the store. */
  close(): void;
}

/** First after 1 s, then backing off to every 3 s, given up after 90 s: a healthy ping takes a few seconds (WispHub contract 1.9). */
const defaultTimings: PingTimings = { firstPoll: 1_000, maxPause: 3_000, deadline: 90_000 };

const backOff = 1.5;

/** No single poll may hold a task up longer. */
const pollBudgetMs = 5_000;

export function createPingWatcher(
  backEnds: readonly BackEnd[],
  store: Store,
  timings: PingTimings = defaultTimings,
): PingWatcher {
  const timers = new Map<string, NodeJS.Timeout>();
  let isClosed = false;

  const finish = async (task: PingTask, end: Pick<PingTask, 'status' | 'connection' | 'message'>): Promise<void> => {
    timers.delete(task.id);
    const finished: PingTask = { ...task, ...end, completedAt: new Date().toISOString() };
    await savePingTask(store, finished);
  };

  const poll = async (task: PingTask, pauseMs: number, endsAt: number): Promise<void> => {
    const reading = await readTask(backEnds, task);
    if (isClosed) return;
    if (reading.kind === 'completed') {
      return finish(task, { status: 'COMPLETED', connection: reading.connection, message: reading.message });
    }
    if (reading.kind === 'failed')
      return finish(task, { status: 'FAILED', connection: null, message: reading.message });
    if (performance.now() + pauseMs >= endsAt)
      return finish(task, { status: 'TIMED_OUT', connection: null, message: null });
    schedule(task, pauseMs, Math.min(pauseMs * backOff, timings.maxPause), endsAt);
  };

  const schedule = (task: PingTask, inMs: number, nextPauseMs: number, endsAt: number): void => {
    const timer = setTimeout(() => {
      poll(task, nextPauseMs, endsAt).catch(() => schedule(task, nextPauseMs, nextPauseMs, endsAt));
    }, inMs);
    timers.set(task.id, timer);
  };

  return {
    watch: (task) => {
      if (isClosed || task.status !== 'PENDING' || timers.has(task.id)) return;
      const age = Math.max(0, Date.now() - Date.parse(task.requestedAt));
      const endsAt = performance.now() + timings.deadline - age;
      schedule(task, timings.firstPoll, Math.min(timings.firstPoll * backOff, timings.maxPause), endsAt);
    },
    get size() {
      return timers.size;
    },
    close: () => {
      isClosed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Keeps a task under every name by which it is listed, and tells whoever listens. */
export async function savePingTask(store: Store, task: PingTask): Promise<void> {
  await store.pingTasks.put(task, ['all', `client:${task.clientId}`]);
  await store.events.publish('ping-task', task);
}

/** A poll that fails says nothing of the ping: it goes on until the deadline. */
async function readTask(backEnds: readonly BackEnd[], task: PingTask): Promise<PingReading> {
  const pings = backEnds.find(({ name }) => name === task.backend)?.pings;
  if (pings === undefined) return { kind: 'failed', message: null };
  return pings.read(task.taskId, backgroundCall(pollBudgetMs)).catch(() => ({ kind: 'pending' }));
}
