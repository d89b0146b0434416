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
  const workers = new Set<Worker<Planned>>();

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
  const run = async (poll: PingPoll, job: Job<Planned>, token: string | undefined): Promise<void> => {
    const { task, since } = job.data;
    const pauseMs = await readOnce(poll, job.attemptsStarted - 1, task, async () => (await clockOf(redis)) - since);
    if (pauseMs === null) return;
    await job.moveToDelayed(Date.now() + pauseMs, token);
    throw new DelayedError();
  };

  return {
    enqueue: (task, delayMs) => guard.run(() => add(task, delayMs)),
    work: (poll) => {
      const worker = new Worker<Planned>(queueName, (job, token) => run(poll, job, token), {
        ...common,
        concurrency,
        lockDuration: leaseMs,
        stalledInterval: leaseMs / 4,
        maxStalledCount: always,
        runRetryDelay: 500,
      });
      worker.on('error', onError);
      workers.add(worker);
      return async () => {
        workers.delete(worker);
        await worker.close();
      };
    },
    close: async () => {
      await Promise.allSettled([...workers].map((worker) => worker.close()));
      await queue.close();
    },
  };
}

async function readOnce(
  poll: PingPoll,
  polls: number,
  task: PingTask,
  age: () => Promise<number>,
): Promise<number | null> {
  try {
    return await poll(task, { polls, ageMs: await age() });
  } catch {
    return retryMs;
  }
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
