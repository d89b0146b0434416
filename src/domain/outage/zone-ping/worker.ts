import { lineStateOf } from '../../../model/outage.js';
import type { ZonePing, ZonePingTarget } from '../../../model/zone-ping.js';
import type { Services } from '../../services.js';
import { startPing } from './start-ping.js';

/**
 * Takes part in the runs of every instance: a step at a time, by whichever instance has its turn. What has died before it could say what it
 * had started is repeated by another, under the same idempotency key of each ping.
 * @returns the way to stop.
 */
export function startZonePingWorker(services: Services): () => void {
  const { store, zonePingLimits: limits } = services;
  const rate = store.limiters.exact({ name: 'zone-pings', points: limits.perMinute, duration: 60 }, limits.perMinute);
  const stop = store.zonePingSchedule.work(async ({ id }, { ageMs }) => {
    const run = await store.zonePings.get(id);
    if (run === null || run.state !== 'RUNNING') return null;
    const isLast = ageMs >= limits.deadlineMs;
    const { targets, pauseMs } = await advance(services, await readResults(services, run, isLast), isLast, async () => {
      const { isAllowed, renewsInMs } = await rate.take('all');
      return isAllowed ? 0 : renewsInMs;
    });
    const isOver = targets.every(({ result }) => result !== null);
    const next: ZonePing = isOver
      ? { ...run, targets, state: 'COMPLETED', completedAt: new Date().toISOString() }
      : { ...run, targets };
    const isChanged = isOver || targets.some((target, index) => target !== run.targets[index]);
    // Another instance that took this one for dead may have been faster: the next step reads what it has left.
    const isKept = !isChanged || (await store.zonePings.replace(run, next));
    return isOver && isKept ? null : pauseMs;
  });
  const resume = async (): Promise<void> => {
    for (const run of await store.zonePings.list('all')) {
      if (run.state === 'RUNNING') await store.zonePingSchedule.enqueue(run, 0);
    }
  };
  resume().catch(() => undefined);
  return () => void stop();
}

/** @param isLast what has no result by now gets none. */
async function readResults({ store }: Services, run: ZonePing, isLast: boolean): Promise<ZonePing> {
  const targets = run.targets.map(async (target): Promise<ZonePingTarget> => {
    if (target.result !== null) return target;
    const task = target.pingTaskId === null ? null : await store.pingTasks.get(target.pingTaskId);
    if (task !== null && task.status !== 'PENDING')
      return { ...target, result: lineStateOf(task.connection) ?? 'UNKNOWN' };
    return isLast || (task === null && target.pingTaskId !== null) ? { ...target, result: 'UNKNOWN' } : target;
  });
  return { ...run, targets: await Promise.all(targets) };
}

interface Advanced {
  readonly targets: readonly ZonePingTarget[];
  /** Milliseconds until the next step. */
  readonly pauseMs: number;
}

/** Starts as many pings as may be under way. @param take one more within the rate: zero, or the milliseconds to wait. */
async function advance(
  services: Services,
  run: ZonePing,
  isLast: boolean,
  take: () => Promise<number>,
): Promise<Advanced> {
  const { atOnce, pauseMs } = services.zonePingLimits;
  const running = run.targets.filter(({ pingTaskId, result }) => pingTaskId !== null && result === null).length;
  const waiting = run.targets.filter(({ pingTaskId, result }) => pingTaskId === null && result === null);
  if (isLast) return { targets: run.targets, pauseMs };
  const started = new Map<string, ZonePingTarget>();
  for (const target of waiting.slice(0, Math.max(0, atOnce - running))) {
    const waitMs = await take();
    // Results of those that run are looked at meanwhile.
    if (waitMs > 0) break;
    started.set(target.clientId, await startPing(services, run, target));
  }
  return { targets: run.targets.map((target) => started.get(target.clientId) ?? target), pauseMs };
}
