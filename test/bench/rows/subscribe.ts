import { setTimeout as wait } from 'node:timers/promises';
import { type Backend, startBackend } from '../back-end.js';
import type { Effort } from '../effort.js';
import { percentile } from '../figures.js';
import { startGateway, token } from '../gateway.js';
import { type Child, startChild } from '../process/child.js';
import type { Delivery } from '../process/sockets.js';
import { atMost, type Row, type RowResult, show } from '../row.js';
import { type StartedPing, startPings } from './ping.js';

/** Many sockets that wait for few ping tasks. */
export const subscribe: Row = {
  name: 'subscribe',
  measure: async (effort) => {
    const backend = await startBackend(effort.subscribers);
    const children = await Promise.all([
      startGateway(backend, { flags: ['--expose-gc'] }),
      startChild('process/sockets', { core: 'other' }),
    ]);
    try {
      return await measureSubscribe(effort, backend, ...children);
    } finally {
      await Promise.all([...children, backend].map((child) => child.stop()));
    }
  },
};

/** Sockets opened before memory is counted, so that none pays for code that is read for the first. */
const firstSockets = 20;

/** For subscriptions that the server has read to have begun. */
const settleMs = 1_000;

/** Every poll that sees a result has been made within, and delivered soon after. */
const deliveryLimitMs = 60_000;

async function measureSubscribe(effort: Effort, backend: Backend, gateway: Child, sockets: Child): Promise<RowResult> {
  const { tasks, subscriptionsPerTask } = effort.subscribe;
  const count = tasks * subscriptionsPerTask;
  const url = gateway.url.replace('http', 'ws');
  await sockets.ask('open', { url, token, count: firstSockets });
  const before = await gateway.usage();
  await sockets.ask('open', { url, token, count });
  const after = await gateway.usage();
  const liveKb = (after.liveBytes - before.liveBytes) / count / 1_024;
  const residentKb = (after.residentBytes - before.residentBytes) / count / 1_024;

  // Of 21 tasks one has nobody who waits: it shows what polling costs without.
  const started = await startPings(gateway.url, backend.clients.slice(0, Math.ceil((tasks * 21) / 20)));
  const alone = started.filter((_, index) => index % 21 === 20);
  const followed = started.filter((_, index) => index % 21 !== 20).slice(0, tasks);
  const topics = followed.flatMap(({ id }) => Array.from({ length: subscriptionsPerTask }, () => id));
  await sockets.ask('subscribe', topics);
  await wait(settleMs);
  await backend.finishPings();
  const deliveries = await collect(sockets);
  const polls = await backend.polls();
  const lags = toLags(followed, deliveries, polls);
  const givenUp = deliveries.filter(({ isGivenUp }) => isGivenUp).length;
  return {
    row: 'subscribe',
    work: `${count} subscriptions on ${tasks} ping tasks in one process`,
    standings: [],
    findings: [
      { what: 'polls of a task with subscribers', value: show(meanPolls(followed, polls)) },
      { what: 'polls of a task without', value: show(meanPolls(alone, polls)) },
      {
        what: 'poll to delivery',
        value: `p50 ${show(percentile(lags, 0.5))} ms, longest ${show(Math.max(...lags))} ms`,
      },
      { what: 'resident memory per idle socket', value: `${show(residentKb)} KB` },
    ],
    goals: [
      atMost('back-end polls per task and interval: 1', mostPollsInASecond(polls), 1),
      atMost('poll to last delivery, p99 <= 250 ms', percentile(lags, 0.99), 250, ' ms'),
      atMost('no task is given up', givenUp, 0),
      atMost('live memory per idle socket <= 15 KB', liveKb, 15, ' KB'),
    ],
  };
}

async function collect(sockets: Child): Promise<readonly Delivery[]> {
  const deadline = performance.now() + deliveryLimitMs;
  for (;;) {
    const { isComplete, deliveries } = await sockets.ask<{
      readonly isComplete: boolean;
      readonly deliveries: readonly Delivery[];
    }>('deliveries');
    if (isComplete && deliveries.every(({ isGood }) => isGood)) return deliveries;
    if (performance.now() > deadline) throw new Error(`only ${deliveries.length} were told, or with errors`);
    await wait(100);
  }
}

/** For each task, milliseconds from the poll that saw its result to the last subscriber's delivery. */
function toLags(
  tasks: readonly StartedPing[],
  deliveries: readonly Delivery[],
  polls: Readonly<Record<string, readonly number[]>>,
): readonly number[] {
  const last = new Map<string, number>();
  for (const { topic, at } of deliveries) last.set(topic, Math.max(at, last.get(topic) ?? 0));
  return tasks.map(({ id, taskId }) => (last.get(id) ?? Number.NaN) - (polls[taskId]?.at(-1) ?? Number.NaN));
}

function meanPolls(tasks: readonly StartedPing[], polls: Readonly<Record<string, readonly number[]>>): number {
  return tasks.reduce((sum, { taskId }) => sum + (polls[taskId]?.length ?? 0), 0) / tasks.length;
}

/** The shortest interval between two polls of one task is meant to be longer. */
const secondMs = 1_000;

function mostPollsInASecond(polls: Readonly<Record<string, readonly number[]>>): number {
  const counts = Object.values(polls).flatMap((times) =>
    times.map((from) => times.filter((at) => at >= from && at < from + secondMs).length),
  );
  return Math.max(0, ...counts);
}
