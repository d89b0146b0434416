import { setTimeout } from 'node:timers/promises';
import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { PingTask } from '../model/ping-task.js';
import { retryMs } from './ping-schedule.js';
import { commandTimeoutMs } from './redis-client.js';
import type { RedisGuard } from './redis-guard.js';
import type { PingPoll, PingSchedule } from './store.js';

export interface RedisPingScheduleOptions {
  /** For the clock. */
  readonly redis: Redis;
  /** Made for jobs: BullMQ makes its own connections like this one, which stays unused. */
  readonly jobs: Redis;
  readonly guard: RedisGuard;
  readonly prefix: string;
  /** Milliseconds without a sign of life after which a poll's instance counts as dead. Default 5,000. */
  readonly leaseMs?: number;
  readonly onError: (error: Error) => void;
}

interface Planned {
  readonly task: PingTask;
  /** By the clock of Redis. */
  readonly since: number;
}

const queueName = 'pings';

/** Polls that one instance makes at a time. */
const concurrency = 32;

/** A job that ends for any other reason than its poll's answer is tried again. */
const always = Number.MAX_SAFE_INTEGER;

/** One job a task, delayed from poll to poll, by BullMQ over every instance. */
export function createRedisPingSchedule(options: RedisPingScheduleOptions): PingSchedule & { close(): Promise<void> } {
  const { redis, jobs, guard, prefix, leaseMs = 5_000, onError } = options;
  const common = { connection: jobs, prefix: `${prefix}:jobs` };
  const queue = new Queue<Planned>(queueName, { ...common, streams: { events: { maxLen: 100 } } });
  queue.on('error', onError);

  const add = async (task: PingTask, delay: number): Promise<void> => {
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
    await inTime(added);
  };
  const start = (poll: PingPoll): (() => Promise<void>) => {
    let isStopping = false;
    const pollOnce = async ({ data: { task, since }, attemptsStarted }: Job<Planned>): Promise<number | null> =>
      poll(task, { polls: attemptsStarted - 1, ageMs: (await clockOf(redis)) - since });
    const process = async (job: Job<Planned>, token: string | undefined): Promise<void> => {
      // What was fetched while this instance was told to stop is left to the others.
      const pauseMs = isStopping ? 0 : await pollOnce(job).catch(() => retryMs);
      if (pauseMs === null) return;
      await job.moveToDelayed(Date.now() + pauseMs, token);
      throw new DelayedError();
    };
    const worker = new Worker<Planned>(queueName, process, {
      ...common,
      concurrency,
      lockDuration: leaseMs,
      stalledInterval: leaseMs / 4,
      maxStalledCount: always,
      runRetryDelay: 500,
    });
    worker.on('error', onError);
    return () => {
      isStopping = true;
      return worker.close();
    };
  };
  const stops = new Set<() => Promise<void>>();

  return {
    enqueue: (task, delayMs) => guard.run(() => add(task, delayMs)),
    work: (poll) => {
      const stop = start(poll);
      stops.add(stop);
      return stop;
    },
    close: async () => {
      await Promise.allSettled([...stops].map((stop) => stop()));
      await queue.close();
    },
  };
}

/** Milliseconds. */
async function clockOf(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}

/** What BullMQ sends has no time limit of its own. Should it arrive later, the task is planned all the same. */
async function inTime(added: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const late = setTimeout(commandTimeoutMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error('Redis does not answer');
  });
  try {
    await Promise.race([added, late]);
  } finally {
    limit.abort();
    for (const rest of [added, late]) rest.catch(() => undefined);
  }
}
