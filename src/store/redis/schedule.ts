import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { retryMs } from '../memory/schedule.js';
import type { Poll, Schedule, Scheduled } from '../schedule.js';
import { withTimeout } from '../time-limit.js';
import type { RedisGuard } from './guard.js';

export interface RedisScheduleOptions {
  /** Of the queue. */
  readonly name: string;
  /** For the clock. */
  readonly redis: Redis;
  /** Made for jobs: BullMQ makes its own connections like this one, which stays unused. */
  readonly jobs: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  /** Milliseconds that planning a task may take. */
  readonly timeoutMs: number;
  /** Milliseconds without a sign of life after which a poll's instance counts as dead. Default 5,000. */
  readonly leaseMs?: number;
  readonly onError: (error: Error) => void;
}

interface Planned<Task> {
  readonly task: Task;
  /** By the clock of Redis. */
  readonly since: number;
}

/** Polls that one instance makes at a time. */
const concurrency = 32;

/** Milliseconds for closing the connection to Redis, once no poll is in flight. */
const partingMs = 1_000;

/** A job that ends for any other reason than its poll's answer is tried again. */
const always = Number.MAX_SAFE_INTEGER;

/** One job a task, delayed from poll to poll, by BullMQ over every instance. */
export function createRedisSchedule<Task extends Scheduled>(
  options: RedisScheduleOptions,
): Schedule<Task> & { close(): Promise<void> } {
  const { name, redis, jobs, guard, prefix, timeoutMs, leaseMs = 5_000, onError } = options;
  const common = { connection: jobs, prefix: `${prefix}:jobs` };
  const queue = new Queue<Planned<Task>>(name, { ...common, streams: { events: { maxLen: 100 } } });
  queue.on('error', onError);

  const add = async (task: Task, delay: number): Promise<void> => {
    const since = await clockOf(redis);
    const added = queue.add(
      'poll',
      { task, since },
      {
        jobId: task.id,
        delay,
        attempts: always,
        backoff: { type: 'fixed', delay: retryMs },
        removeOnComplete: true,
        removeOnFail: true,
      },
    );
    // Commands of BullMQ have no timeout of their own. One that arrives late plans the task all the same.
    await withTimeout(timeoutMs, added);
  };
  const start = (poll: Poll<Task>): (() => Promise<void>) => {
    const inFlight = new Set<Promise<unknown>>();
    let isStopping = false;
    const pollOnce = async ({ data: { task, since }, attemptsStarted }: Job<Planned<Task>>): Promise<number | null> =>
      poll(task, { polls: attemptsStarted - 1, ageMs: (await clockOf(redis)) - since });
    const process = async (job: Job<Planned<Task>>, token: string | undefined): Promise<void> => {
      // A job fetched while this instance was stopping is left to the others.
      const polling = isStopping ? Promise.resolve(0) : pollOnce(job).catch(() => retryMs);
      inFlight.add(polling);
      const pauseMs = await polling.finally(() => inFlight.delete(polling));
      if (pauseMs === null) return;
      await job.moveToDelayed(Date.now() + pauseMs, token);
      throw new DelayedError();
    };
    const worker = new Worker<Planned<Task>>(name, process, {
      ...common,
      concurrency,
      lockDuration: leaseMs,
      stalledInterval: leaseMs / 4,
      maxStalledCount: always,
      runRetryDelay: 500,
    });
    worker.on('error', onError);
    return async () => {
      isStopping = true;
      const closed = worker.close();
      await Promise.allSettled(inFlight);
      // It would wait for a Redis that is away.
      await withTimeout(partingMs, closed).catch(() => void worker.disconnect().catch(() => undefined));
    };
  };
  const stops = new Set<() => Promise<void>>();

  return {
    enqueue: (task, delayMs) => guard.run(() => add(task, delayMs)),
    work: (poll) => {
      const stop = start(poll);
      stops.add(stop);
      return () => stop().finally(() => stops.delete(stop));
    },
    close: async () => {
      await Promise.allSettled([...stops].map((stop) => stop()));
      await withTimeout(partingMs, queue.close()).catch(() => undefined);
    },
  };
}

/** Milliseconds. */
async function clockOf(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}
