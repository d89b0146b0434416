import { LRUCache } from 'lru-cache';
import type { Backend } from '../../backends/backend.js';
import { atMost } from '../../model/at-most.js';
import type { PingFigures, PingReading, PingTask } from '../../model/ping-task.js';
import type { Poll } from '../../store/schedule.js';
import type { Store } from '../../store/store.js';
import { backgroundCall } from '../../upstream/call.js';
import { type DomainObserver, noopObserver } from '../observer.js';
import { pingCompleted } from '../webhook/occurrence.js';
import type { Webhooks } from '../webhook/webhooks.js';

/** Milliseconds. */
export interface PingTimings {
  /** From the start of a task to its first poll. */
  readonly firstPoll: number;
  /** The longest pause between two polls. */
  readonly maxPause: number;
  /** From the start of a task to giving it up. */
  readonly deadline: number;
}

/** Polls each pending ping task, with or without subscribers, and stores its result, which publishes it. */
export interface PingWatcher {
  /**
   * Keeps a task that was just started, and has it polled. Never fails: what cannot be kept now is tried again until its deadline,
   * for the ping runs whether we know of it or not.
   */
  watch(task: PingTask): Promise<void>;
  /** Takes no further part in polling. Tasks stay PENDING in the store. */
  close(): void;
}

/** First after 1 s, then backing off to every 3 s, given up after 90 s: a healthy ping takes a few seconds (WispHub contract 1.9). */
const defaultTimings: PingTimings = { firstPoll: 1_000, maxPause: 3_000, deadline: 90_000 };

const backOff = 1.5;

/** Clients, more than are purged while a ping runs. */
const maxPurged = 10_000;

/** No single poll may hold a task up longer. */
const pollBudgetMs = 5_000;

export function createPingWatcher(
  backends: readonly Backend[],
  store: Store,
  timings: PingTimings = defaultTimings,
  observer: DomainObserver = noopObserver,
  webhooks: Pick<Webhooks, 'publish'> = { publish: async () => undefined },
): PingWatcher {
  const retries = new Map<string, NodeJS.Timeout>();
  // A ping of theirs that still runs must not bring them back when it ends.
  const purged = new LRUCache<string, true>({ ...atMost(maxPurged), ttl: 2 * timings.deadline });
  const stopListening = store.events.subscribe('client-purged', ({ clientId }) => purged.set(clientId, true));
  const isPurged = ({ clientId }: PingTask): boolean => purged.has(clientId);
  const announce = async (task: PingTask): Promise<void> => {
    if (!isPurged(task)) await webhooks.publish(pingCompleted(task));
  };
  const stop = store.pingSchedule.work(createPoll(backends, store, timings, { isPurged, announce, observer }));

  const watch = async (task: PingTask): Promise<void> => {
    try {
      await store.pingTasks.add(task, listsOf(task));
      await store.pingSchedule.enqueue(task, timings.firstPoll);
      retries.delete(task.id);
    } catch {
      if (Date.now() - Date.parse(task.requestedAt) > timings.deadline) return void retries.delete(task.id);
      retries.set(
        task.id,
        setTimeout(() => void watch(task), timings.maxPause),
      );
    }
  };

  /** Tasks of an earlier process of this installation, where the schedule has not outlived it. */
  const resume = async (): Promise<void> => {
    for (const task of await store.pingTasks.list('all')) {
      if (task.status === 'PENDING') await watch(task);
      // It may have died before it announced the end. Where the schedule has outlived it, another poll does.
      else if (store.kind === 'file' && isRecent(task)) await announce(task).catch(() => undefined);
    }
  };
  resume().catch(() => undefined);

  return {
    watch,
    close: () => {
      for (const retry of retries.values()) clearTimeout(retry);
      stopListening();
      void stop();
    },
  };
}

/** What a poll brings about. */
interface PollEffects {
  /** True when a task that is not there was taken away, and not only lost. */
  isPurged(task: PingTask): boolean;
  /** Publishes the end of a task. @throws {ServiceUnavailable} the task is polled again. */
  announce(task: PingTask): Promise<void>;
  readonly observer: DomainObserver;
}

function createPoll(
  backends: readonly Backend[],
  store: Store,
  timings: PingTimings,
  { isPurged, announce, observer }: PollEffects,
): Poll<PingTask> {
  return async (planned, { polls, ageMs }) => {
    const stored = await store.pingTasks.get(planned.id);
    if (stored === null && isPurged(planned)) return null;
    if (stored !== null && stored.status !== 'PENDING') {
      // The instance that saw the end may have died before it announced it: announced twice, it is one event.
      await announce(stored);
      return null;
    }
    const pauseMs = Math.min(timings.firstPoll * backOff ** (polls + 1), timings.maxPause);
    const reading = await readTask(backends, planned);
    observer.onPingPoll(reading.kind);
    const end = toEnd(reading, ageMs + pauseMs >= timings.deadline);
    if (end === null) return pauseMs;
    const finished: PingTask = { ...planned, ...end, completedAt: new Date().toISOString() };
    // A second poll of an ended task publishes nothing.
    const isFirst =
      stored === null
        ? await store.pingTasks.add(finished, listsOf(finished))
        : await store.pingTasks.replace(stored, finished);
    if (isFirst) {
      observer.onPingEnd(finished.status);
      await announce(finished);
    }
    return isFirst || stored !== null ? null : pauseMs;
  };
}

/** True for a task that ended within the last hour: what ended earlier was announced, or is no news. */
function isRecent({ completedAt }: PingTask): boolean {
  return completedAt !== null && Date.now() - Date.parse(completedAt) < 3_600_000;
}

/** The names under which a task is found. */
function listsOf({ clientId }: PingTask): readonly string[] {
  return ['all', `client:${clientId}`];
}

/** @returns null when the task goes on. */
function toEnd(
  reading: PingReading,
  isLast: boolean,
): (Pick<PingTask, 'status' | 'connection' | 'message'> & Partial<PingFigures>) | null {
  switch (reading.kind) {
    case 'completed': {
      const { kind: _, ...found } = reading;
      return { status: 'COMPLETED', ...found };
    }
    case 'failed':
      return { status: 'FAILED', connection: null, message: reading.message };
    case 'pending':
      return isLast ? { status: 'TIMED_OUT', connection: null, message: null } : null;
  }
}

/** A poll that fails says nothing of the ping: it goes on until the deadline. */
async function readTask(backends: readonly Backend[], task: PingTask): Promise<PingReading> {
  const pings = backends.find(({ name }) => name === task.backend)?.pings;
  if (pings === undefined) return { kind: 'failed', message: null };
  return pings.read(task.taskId, backgroundCall(pollBudgetMs)).catch(() => ({ kind: 'pending' }));
}
