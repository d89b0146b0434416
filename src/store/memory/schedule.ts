import type { Poll, Schedule, Scheduled } from '../schedule.js';

interface Plan<Task> {
  readonly task: Task;
  /** Time of planning, by the process's monotonic clock. */
  readonly since: number;
  polls: number;
  /** Undefined while a poll is in flight, and before `work` is called. */
  timer: NodeJS.Timeout | undefined;
}

/** Delay after a poll that threw. */
export const retryMs = 1_000;

export type MemorySchedule<Task extends Scheduled> = Schedule<Task> & { close(): Promise<void> };

/** Schedule of this process alone: pending tasks are planned again at its next start. */
export function createMemorySchedule<Task extends Scheduled>(): MemorySchedule<Task> {
  const plans = new Map<string, Plan<Task>>();
  const inFlight = new Map<string, Promise<void>>();
  let poll: Poll<Task> | undefined;

  const wait = (plan: Plan<Task>, delayMs: number): void => {
    plan.timer = setTimeout(() => start(plan), delayMs);
  };
  const start = (plan: Plan<Task>): void => {
    plan.timer = undefined;
    if (poll === undefined) return;
    inFlight.set(plan.task.id, runOnce(poll, plan));
  };
  const runOnce = async (current: Poll<Task>, plan: Plan<Task>): Promise<void> => {
    const progress = { polls: plan.polls, ageMs: performance.now() - plan.since };
    plan.polls += 1;
    const pauseMs = await current(plan.task, progress).catch(() => retryMs);
    inFlight.delete(plan.task.id);
    if (!plans.has(plan.task.id)) return;
    if (pauseMs === null) plans.delete(plan.task.id);
    else wait(plan, pauseMs);
  };
  const stop = async (current: Poll<Task> | undefined): Promise<void> => {
    // Another one may have taken over.
    if (poll === current) poll = undefined;
    await Promise.allSettled(inFlight.values());
  };

  return {
    enqueue: async (task, delayMs) => {
      if (plans.has(task.id)) return;
      const plan: Plan<Task> = { task, since: performance.now() - age(task), polls: 0, timer: undefined };
      plans.set(task.id, plan);
      wait(plan, delayMs);
    },
    work: (next) => {
      poll = next;
      for (const plan of plans.values()) {
        if (plan.timer === undefined && !inFlight.has(plan.task.id)) wait(plan, 0);
      }
      return () => stop(next);
    },
    close: async () => {
      for (const { timer } of plans.values()) clearTimeout(timer);
      plans.clear();
      await stop(poll);
    },
  };
}

/** Milliseconds since it was asked for: a task of before a restart is not young again. */
function age({ requestedAt }: Scheduled): number {
  return Math.max(0, Date.now() - Date.parse(requestedAt));
}
