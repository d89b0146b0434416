import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/fault.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWispro, type WisproEmulator, wisproToken } from '../../src/emulator/wispro/index.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { type Fleet, runAt, startFleet, tokenOf } from './fleet.js';
import { isLong, startProcess } from './process.js';
import { type Attempt, countEffects, promiseJobs, ticketJobs, type WriteJob } from './write-job.js';

/** What a caller meets who does not give up: its answers are held against what the back ends have recorded. */
const run = isLong
  ? { keys: 10_000, gateways: 3, kills: 48, redisKills: 16, patienceMs: 60_000 }
  : { keys: 200, gateways: 2, kills: 3, redisKills: 1, patienceMs: 2_000 };

/** Writes under way at once: more would wait for one another at the back ends. */
const workers = 12;

/** One in ten calls of a write goes wrong, on either side of its effect. */
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'answer', when: 'after', status: 500, body: '' },
  { kind: 'cut' },
];

/** What was last said of a write. */
interface Ending {
  readonly name: string;
  readonly last: Attempt;
}

describeWith(canStartRedis(), 'gateways that are killed while they write', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  let wispro: WisproEmulator;
  let fleet: Fleet;

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    // As it is deployed.
    redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']);
    wispHub = await startWispHub({ subscribers: run.keys, maxTicketsPerZone: 100_000 });
    wispro = await startWispro({ subscribers: Math.max(100, run.keys / 10) });
    fleet = await startFleet(run.gateways, () =>
      startProcess(compiled.directory, {
        REDIS_URL: redis.url,
        WISPHUB_URL: wispHub.url,
        WISPHUB_USERNAME: 'gateway',
        WISPHUB_PASSWORD: 'wisphub-planted-password',
        WISPRO_URL: wispro.url,
        WISPRO_TOKEN: wisproToken,
        WISPRO_PROMISE_ONLY_SUSPENDED: 'false',
        COST_PER_MINUTE: '10000000',
      }),
    );
  }, 120_000);

  afterAll(async () => {
    await fleet.close();
    await redis.close();
    await wispHub.close();
    await wispro.close();
    compiled.remove();
  });

  it(`do nothing twice in ${run.keys} writes, and nothing that they do not tell`, { timeout: 900_000 }, async () => {
    for (const [emulator, route] of [
      [wispHub, 'POST /api/v1/tickets'],
      [wispro, 'GET /api/pp'],
    ] as const) {
      for (let call = 0; call < run.keys / 20; call += 1) {
        emulator.fault({ route, skip: call * 10, times: 1, fault: faults[call % faults.length] ?? { kind: 'cut' } });
      }
    }
    const half = run.keys / 2;
    const promises = promiseJobs({ wispHub, wispro }, half);
    const jobs = ticketJobs({ wispHub, wispro }, half).flatMap((job, index) => [job, promises[index] as WriteJob]);
    const startedAt = performance.now();
    const writing = createCallers(fleet, jobs);
    await killAlong(writing.received);
    const endings = await writing.end;
    const effects = countEffects({ wispHub, wispro });
    const kinds = countBy(endings, ({ last }) => last.typename);
    process.stdout.write(
      `${JSON.stringify({ ...run, ...writing.counts(), seconds: (performance.now() - startedAt) / 1_000, ...kinds })}\n`,
    );
    expect(endings.flatMap((ending) => classify(ending, effects.get(ending.name) ?? 0))).toEqual([]);
    expect(endings).toHaveLength(run.keys);
    expect(effects.size).toBeGreaterThan(run.keys * 0.9);
  });

  /** Kills gateways in turn, and now and then Redis, spread over the writes. */
  async function killAlong(received: () => number): Promise<void> {
    const redisEvery = Math.floor(run.kills / run.redisKills);
    for (let kill = 1; kill <= run.kills; kill += 1) {
      await until(() => received() >= (run.keys * kill) / (run.kills + 1), 120_000);
      await fleet.replace(kill % run.gateways);
      if (kill % redisEvery !== 0) continue;
      await redis.kill();
      await redis.start();
    }
  }
});

/** Callers who ask for each write until somebody tells them how it ended. */
function createCallers(fleet: Fleet, jobs: readonly WriteJob[]) {
  const next = jobs.values();
  const token = tokenOf();
  const endings: Promise<Ending>[] = [];
  const counts = { attempts: 0, lost: 0, refused: 0, waited: 0 };
  const attempt = async (job: WriteJob): Promise<Attempt> => {
    counts.attempts += 1;
    return job.send(runAt(fleet.pick(), token)).catch(() => ({ typename: 'lost' }));
  };
  const listen = async (job: WriteJob): Promise<Attempt> => {
    for (;;) {
      const answer = await attempt(job);
      if (answer.typename === 'lost') counts.lost += 1;
      else if (answer.typename.startsWith('retryable')) counts.refused += 1;
      else return answer;
      await setTimeout(20);
    }
  };
  /** What a killed gateway has left in the middle is told to be in progress, until the end of its lease. */
  const end = async (job: WriteJob, first: Attempt): Promise<Ending> => {
    const patience = performance.now() + run.patienceMs;
    let last = first;
    if (isOpen(last)) counts.waited += 1;
    while (isOpen(last) && performance.now() < patience) {
      await setTimeout(500);
      last = await listen(job);
    }
    return { name: job.name, last };
  };
  const work = async (): Promise<void> => {
    for (const job of next) endings.push(end(job, await listen(job)));
  };
  const working = Promise.all(Array.from({ length: workers }, work));
  return {
    received: () => endings.length,
    end: working.then(() => Promise.all(endings)),
    counts: () => counts,
  };
}

function isOpen({ code }: Attempt): boolean {
  return code === 'IDEMPOTENCY_IN_PROGRESS';
}

/** A success means one effect, what is unknown or not over yet one at most, and everything else none. */
function classify({ name, last }: Ending, effects: number): readonly string[] {
  const most = last.typename.endsWith('Success') || last.typename === 'OutcomeUnknown' || isOpen(last) ? 1 : 0;
  const least = last.typename.endsWith('Success') ? 1 : 0;
  const isAsReported = effects >= least && effects <= most;
  return isAsReported ? [] : [`${name} was told ${last.typename} and happened ${effects} times`];
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
