import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WriteOutcomeDocument } from '../../src/client/generated/operations.js';
import type { Fault } from '../../src/emulator/fault.js';
import { startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { startWisproCloud, type WisproCloudEmulator, wisproApiToken } from '../../src/emulator/wispro/cloud/index.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { type Fleet, runAt, startFleet, tokenOf } from './fleet.js';
import { countLost, type Job, lostJobs, movedPayments, type Told } from './lost-job.js';
import { isLong, startProcess } from './process.js';

/**
 * Writes of all kinds, a tenth of which lose their answers: what is told of each in the end is held against the back ends. `LONG_RUN=1` is
 * the whole of it, in the real times, with as many writes as `WRITES` says.
 */
const run = isLong
  ? { writes: Number(process.env.WRITES ?? 10_000), kills: 12, redisKills: 4, timeScale: 1, patienceMs: 240_000 }
  : { writes: 200, kills: 2, redisKills: 1, timeScale: 0.05, patienceMs: 60_000 };

/** Milliseconds in which what can be read is found, where the times are the real ones. */
const readableMs = 60_000;

/** Writes under way at once. */
const workers = 12;

const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'answer', when: 'after', status: 502, body: '<html>' },
  { kind: 'cut' },
];

/** Of every ten calls of a route one is spoilt, and of every two hundred one stalls. */
const faultRoutes = [
  'POST /api/tickets',
  'registrar-pago',
  'POST /api/promesa-pago',
  'POST /api/v1/invoicing/payments',
];

/** Payments before which somebody else comes first, by their place. */
const interferences: ReadonlyMap<number, string> = new Map([
  [1, 'moved'],
  [7, 'paid'],
]);

const settledStates: readonly string[] = ['DONE', 'NOT_DONE', 'PERSON'];

/** What a caller was told of a write in the end. */
interface Ending {
  readonly job: Job;
  readonly told: Told;
  /** Of a write that was of unknown outcome: its state, and the milliseconds until that was known. */
  readonly outcome: { readonly state: string; readonly afterMs: number } | null;
}

describeWith(canStartRedis(), 'gateways that lose answers and are killed, and what they find out afterwards', () => {
  let compiled: Compiled;
  let redis: RedisServer;
  let wispHub: WispHubEmulator;
  let cloud: WisproCloudEmulator;
  let fleet: Fleet;

  beforeAll(async () => {
    compiled = await compileSource(['.']);
    redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']);
    wispHub = await startWispHub({ lineage: 'native', subscribers: Math.max(3_000, run.writes * 8) });
    cloud = await startWisproCloud({ subscribers: Math.max(100, run.writes / 20) });
    fleet = await startFleet(2, () =>
      startProcess(
        compiled.directory,
        {
          ...{ REDIS_URL: redis.url, WISPHUB_URL: wispHub.url, WISPHUB_API_KEY: 'wisphub-planted-api-key' },
          ...{ WISPHUB_PAYMENT_METHOD: 'efectivo', WISPHUB_ZONE_TICKETS: '100', COST_PER_MINUTE: '10000000' },
          ...{ WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken },
        },
        // A machine that tests is a busy one.
        { reconcilerTimeScale: run.timeScale, storeTimeoutMs: 5_000 },
      ),
    );
  }, 120_000);

  afterAll(async () => {
    await fleet.close();
    await redis.close();
    await wispHub.close();
    await cloud.close();
    compiled.remove();
  });

  it(`do nothing twice in ${run.writes} writes, and say of nothing that it is done which is not`, {
    timeout: 3_000_000,
  }, async () => {
    for (const route of faultRoutes) plan(route.includes('/v1/') ? cloud : wispHub, route);
    const jobs = lostJobs({ wispHub, cloud }, run.writes);
    const callers = createCallers(fleet, jobs, (job, index) => {
      if (job.kind === 'payment') wispHub.settings({ beforePayment: interferences.get(index % 200) ?? '' });
    });
    await killAlong(callers.received);
    const endings = await callers.end;
    const effects = countLost({ wispHub, cloud }, jobs);
    wispHub.clearFaults();
    const moved = await movedPayments({ wispHub });
    process.stdout.write(`${JSON.stringify({ ...run, ...figuresOf(endings, effects, moved), ...callers.counts })}\n`);
    expect(endings).toHaveLength(run.writes);
    expect(endings.flatMap((ending) => classify(ending, effects.get(ending.job.name) ?? 0))).toEqual([]);
    expect(wispHub.effects.violations).toEqual([]);
    expect(cloud.trips).toEqual([]);
    const { readable, found, foundInTime } = figuresOf(endings, effects, moved);
    expect(readable).toBeGreaterThan(run.writes / 100);
    expect(isLong ? foundInTime : found).toBeGreaterThanOrEqual(readable * 0.95);
  });

  /** Kills gateways in turn, and now and then Redis, spread over the writes. */
  async function killAlong(received: () => number): Promise<void> {
    const redisEvery = Math.floor(run.kills / run.redisKills);
    for (let kill = 1; kill <= run.kills; kill += 1) {
      await until(() => received() >= (run.writes * kill) / (run.kills + 1), 600_000);
      await fleet.replace(kill % 2);
      if (kill % redisEvery !== 0) continue;
      await redis.kill();
      await redis.start();
    }
  }
});

function plan(emulator: Pick<WispHubEmulator, 'fault'>, route: string): void {
  for (let call = 0; call < run.writes / 20; call += 1) {
    const stall: Fault = { kind: 'hang', when: call % 40 === 0 ? 'after' : 'before' };
    const fault = call % 20 === 0 ? stall : (faults[call % faults.length] ?? stall);
    emulator.fault({ route, skip: call * 9, times: 1, fault });
  }
}

/** Callers who ask for each write until they are told how it ended, or that a person must look. */
function createCallers(fleet: Fleet, jobs: readonly Job[], before: (job: Job, index: number) => void) {
  const next = jobs.entries();
  const token = tokenOf();
  const endings: Promise<Ending>[] = [];
  const counts = { attempts: 0, lost: 0 };
  const attempt = async (job: Job): Promise<Told> => {
    counts.attempts += 1;
    const told = await job.send(runAt(fleet.pick(), token)).catch(() => null);
    if (told === null) counts.lost += 1;
    return told ?? { typename: 'lost', retryable: true };
  };
  const stateOf = async (reference: string): Promise<string> => {
    const answer = await runAt(fleet.pick(), token)(WriteOutcomeDocument, { reference }).catch(() => null);
    return (answer?.data as { writeOutcome?: { state: string } | null } | null)?.writeOutcome?.state ?? 'lost';
  };
  const follow = async (reference: string): Promise<Ending['outcome']> => {
    const startedAt = performance.now();
    const passed = (): number => performance.now() - startedAt;
    let state = await stateOf(reference);
    while (!settledStates.includes(state) && passed() < run.patienceMs) {
      await setTimeout(500);
      state = await stateOf(reference);
    }
    return { state, afterMs: passed() };
  };
  /** What a killed gateway has left in the middle is said to be in progress, until the end of its lease. */
  const end = async (job: Job, first: Told): Promise<Ending> => {
    const patience = performance.now() + 60_000;
    let told = first;
    while (told.retryable === true && performance.now() < patience) {
      await setTimeout(300);
      told = await attempt(job);
    }
    const isUnknown = told.typename === 'OutcomeUnknown';
    return { job, told, outcome: isUnknown ? await follow(told.reference ?? '') : null };
  };
  const work = async (): Promise<void> => {
    for (const [index, job] of next) {
      before(job, index);
      endings.push(end(job, await attempt(job)));
    }
  };
  const working = Promise.all(Array.from({ length: workers }, work));
  return { received: () => endings.length, end: working.then(() => Promise.all(endings)), counts };
}

/** A success, or what is found to be done, means one effect; what is not done none; what is not known one at most. */
function classify({ job, told, outcome }: Ending, effects: number): readonly string[] {
  const said = outcome?.state ?? told.typename;
  const isDone = said === 'DONE' || said.endsWith('Success');
  const isOpen = told.retryable === true || (outcome !== null && said !== 'NOT_DONE');
  const isAsSaid = isDone ? effects === 1 : isOpen ? effects <= 1 : effects === 0;
  return isAsSaid ? [] : [`${job.name} was said to be ${said} and happened ${effects} times`];
}

function figuresOf(
  endings: readonly Ending[],
  effects: ReadonlyMap<string, number>,
  moved: ReadonlySet<string>,
): Readonly<Record<string, number>> & {
  readonly readable: number;
  readonly found: number;
  readonly foundInTime: number;
} {
  const unknown = endings.flatMap(({ job, outcome }) => (outcome === null ? [] : [{ job, ...outcome }]));
  const readable = unknown.filter(({ job }) => job.kind !== 'promise' && effects.has(job.name) && !moved.has(job.name));
  const found = readable.filter(({ state }) => state === 'DONE');
  const kinds: Record<string, number> = {};
  for (const { told, outcome } of endings) {
    const said = outcome === null ? told.typename : `unknown, ${outcome.state}`;
    kinds[said] = (kinds[said] ?? 0) + 1;
  }
  return {
    effects: [...effects.values()].reduce((sum, count) => sum + count, 0),
    doubles: [...effects.values()].filter((count) => count > 1).length,
    ...kinds,
    unknown: unknown.length,
    readable: readable.length,
    found: found.length,
    foundInTime: found.filter(({ afterMs }) => afterMs <= readableMs).length,
  };
}
