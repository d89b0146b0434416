import type { Poll, Schedulable, Schedule } from '../ping-schedule.js';

interface Plan<Item> {
  readonly item: Item;
  /** Time of planning, by the process's monotonic clock. */
  readonly since: number;
  polls: number;
  /** Undefined while a poll is in flight, and before `work` is called. */
  timer: NodeJS.Timeout | undefined;
}

/** Delay after a poll that threw. */
export const retryMs = 1_000;

/** Schedule of this process alone: what is under way is planned again at its next start. */
export function createMemorySchedule<Item extends Schedulable>(): Schedule<Item> & { close(): Promise<void> } {
  const plans = new Map<string, Plan<Item>>();
  const inFlight = new Map<string, Promise<void>>();
  let poll: Poll<Item> | undefined;

  const wait = (plan: Plan<Item>, delayMs: number): void => {
    plan.timer = setTimeout(() => start(plan), delayMs);
  };
  const start = (plan: Plan<Item>): void => {
    plan.timer = undefined;
    if (poll === undefined) return;
    inFlight.set(plan.item.id, runOnce(poll, plan));
  };
  const runOnce = async (current: Poll<Item>, plan: Plan<Item>): Promise<void> => {
    const progress = { polls: plan.polls, ageMs: performance.now() - plan.since };
    plan.polls += 1;
    const pauseMs = await current(plan.item, progress).catch(() => retryMs);
    inFlight.delete(plan.item.id);
    if (!plans.has(plan.item.id)) return;
    if (pauseMs === null) plans.delete(plan.item.id);
    else wait(plan, pauseMs);
  };
  const stop = async (): Promise<void> => {
    poll = undefined;
    await Promise.allSettled(inFlight.values());
  };

  return {
    enqueue: async (item, delayMs) => {
      if (plans.has(item.id)) return;
      const plan: Plan<Item> = { item, since: performance.now() - age(item), polls: 0, timer: undefined };
      plans.set(item.id, plan);
      wait(plan, delayMs);
    },
    work: (next) => {
      poll = next;
      for (const plan of plans.values()) {
        if (plan.timer === undefined && !inFlight.has(plan.item.id)) wait(plan, 0);
      }
      return stop;
    },
    close: async () => {
      for (const { timer } of plans.values()) clearTimeout(timer);
      plans.clear();
      await stop();
    },
  };
}

/** Milliseconds since it was asked for: an item of before a restart is not young again. */
function age({ requestedAt }: Schedulable): number {
  return Math.max(0, Date.now() - Date.parse(requestedAt));
}
