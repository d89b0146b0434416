import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/emulator/fault.js';
import { createRandom } from '../../src/emulator/random.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { type Attempt, classify, countEffects, promiseJobs, ticketJobs } from './write-job.js';

/**
 * Two thousand writes under faults, each sent by several callers at once and again, held against what the back ends themselves have
 * recorded: a success means exactly one effect, a refusal or an error that may be retried none, an unknown outcome at most one.
 */
const writes = 2_000;
const workers = 6;
const seed = Number(process.env.SEED ?? 20_261_120);

/** One in six calls goes wrong, on either side of its effect. */
const faults: readonly Fault[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'answer', when: 'before', status: 500, body: '' },
  { kind: 'answer', when: 'after', status: 500, body: '' },
  { kind: 'answer', when: 'after', status: 200, body: '<html>' },
  { kind: 'answer', when: 'after', status: 200, body: '' },
  { kind: 'cut' },
];

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    wispHub: { subscribers: 1_100, maxTicketsPerZone: 100_000 },
    wispro: { subscribers: 500 },
    environment: { WISPRO_PROMISE_ONLY_SUSPENDED: 'false', COST_PER_MINUTE: '1000000' },
  });
});

afterAll(() => gateway.close());

it(`no write happens twice in ${writes}, whatever its answers (seed ${seed})`, async () => {
  const random = createRandom(seed);
  plan(random, 'POST /api/v1/tickets');
  plan(random, 'GET /api/pp');
  const jobs = [...ticketJobs(gateway, writes / 2), ...promiseJobs(gateway, writes / 2)];
  expect(jobs).toHaveLength(writes);
  const next = mixed(jobs).entries();
  const outcomes: { readonly name: string; readonly attempts: readonly Attempt[] }[] = [];
  const work = async (): Promise<void> => {
    for (const [index, job] of next) {
      const copies = index % 5 === 0 ? 3 : 1;
      const first = await Promise.all(Array.from({ length: copies }, () => job.send(gateway.run)));
      const again = index % 3 === 0 ? [await job.send(gateway.run)] : [];
      outcomes.push({ name: job.name, attempts: [...first, ...again] });
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const effects = countEffects(gateway);
  const violations = outcomes.flatMap(({ name, attempts }) => classify(name, attempts, effects.get(name) ?? 0));
  expect(violations).toEqual([]);
  const kinds = countKinds(outcomes.flatMap(({ attempts }) => attempts));
  expect(kinds.get('success')).toBeGreaterThan(writes / 2);
  expect(kinds.get('OutcomeUnknown')).toBeGreaterThan(writes / 20);
}, 240_000);

/** Tickets and promises in turn, so that the hangs of both meet at the beginning. */
function mixed<Job>(jobs: readonly Job[]): readonly Job[] {
  const half = jobs.length / 2;
  return jobs.map((_, index) => jobs[Math.floor(index / 2) + (index % 2) * half] as Job);
}

/** Faults in a random order: every call takes the next, most of which are none. */
function plan(random: ReturnType<typeof createRandom>, route: string): void {
  const emulator = route.includes('/pp') ? gateway.wispro : gateway.wispHub;
  // A hang lasts as long as a write may: all of them at the beginning, so that they last together.
  for (let call = 0; call < workers / 2; call += 1)
    emulator.fault({ route, times: 1, fault: { kind: 'hang', when: random.pick(['before', 'after']) } });
  for (let call = 0; call < writes; call += 1) {
    const fault: Fault = random.chance(1 / 6) ? random.pick(faults) : { kind: 'delay', ms: 0 };
    emulator.fault({ route, times: 1, fault });
  }
}

function countKinds(attempts: readonly Attempt[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  for (const { typename } of attempts) {
    const kind = typename.endsWith('Success') ? 'success' : typename;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}
