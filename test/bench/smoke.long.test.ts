import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { smokeEffort } from './effort.js';
import { root } from './root.js';
import type { RowResult } from './row.js';
import { adapt } from './rows/adapt.js';
import { calls } from './rows/calls.js';
import { memory } from './rows/memory.js';
import { measureOneCold } from './rows/one-cold.js';
import { measureOneWarm } from './rows/one-warm.js';
import { measurePageWarm } from './rows/page-warm.js';
import { scale } from './rows/scale.js';
import { stall } from './rows/stall.js';
import { subscribe } from './rows/subscribe.js';
import { tenants } from './rows/tenants.js';
import { toTable } from './table.js';
import { inWorld } from './world.js';

/** Starts several processes; nothing in it is judged by how long it takes. */
const limitMs = 60_000;

describe('the measurements', () => {
  beforeAll(async () => {
    const tsc = 'node_modules/typescript/bin/tsc';
    await promisify(execFile)(process.execPath, [tsc, '-p', 'test/bench/tsconfig.json'], { cwd: root });
  });

  it(
    'compare the gateway and its peers where all of them answer the same',
    async () => {
      const results = await inWorld(smokeEffort.subscribers, async (world) => [
        await measureOneCold(world, smokeEffort),
        await measureOneWarm(world, smokeEffort),
        await measurePageWarm(world, smokeEffort),
      ]);
      const who = results.map(({ standings }) => standings.map(({ subject }) => subject));
      const peers = ['gateway', 'textbook', 'mercurius', 'yoga'];
      expect(who).toEqual([
        [...peers, 'back end'],
        [...peers, 'floor'],
        [...peers, 'floor'],
      ]);
      const figures = results.flatMap(({ standings }) => standings.map(({ cpuMicros, p50Ms }) => cpuMicros * p50Ms));
      expect(figures.every((figure) => figure > 0)).toBe(true);
      expect(toTable(results)).toContain('mercurius');
    },
    limitMs,
  );

  it(
    'find no more back-end calls than the design allows',
    async () => {
      const result = await calls.measure(smokeEffort);
      expect(result.goals).toHaveLength(4);
      expect(missed(result)).toEqual([]);
    },
    limitMs,
  );

  it(
    'follow pings with many subscribers, polled once each',
    async () => {
      const { goals } = await subscribe.measure(smokeEffort);
      expect(goals.find(({ goal }) => goal.startsWith('back-end polls'))).toMatchObject({ isMet: true });
      expect(goals.find(({ goal }) => goal.startsWith('no task'))).toMatchObject({ isMet: true });
    },
    limitMs,
  );

  it(
    'weigh what is held, and see that it is held',
    async () => {
      const { goals } = await memory.measure(smokeEffort);
      expect(goals.find(({ goal }) => goal.startsWith('they are held'))).toMatchObject({ isMet: true });
    },
    limitMs,
  );

  it(
    'ask a back end that stalls, and keep the breaker closed',
    async () => {
      const { goals } = await stall.measure(smokeEffort);
      expect(goals.find(({ goal }) => goal.startsWith('breaker'))).toMatchObject({ isMet: true });
    },
    limitMs,
  );

  it(
    'ask a back end that loses workers',
    async () => {
      const { findings } = await adapt.measure(smokeEffort);
      expect(findings.map(({ what }) => what.split(',')[0])).toEqual(['adaptive', 'fixed', 'limit']);
    },
    limitMs,
  );

  it(
    'weigh tenants that are idle',
    async () => {
      const { goals } = await tenants.measure(smokeEffort);
      expect(goals.map(({ goal }) => goal)).toEqual(['start of 3 tenants in 5 s', 'live memory <= 300 KB a tenant']);
    },
    limitMs,
  );

  it(
    'run one and two instances',
    async () => {
      const { findings } = await scale.measure(smokeEffort);
      expect(findings.map(({ what }) => what)).toEqual(
        expect.arrayContaining(['throughput', 'back-end calls per client']),
      );
    },
    limitMs,
  );
});

/** The goals that were not reached, with their figures. */
function missed({ goals }: RowResult): readonly string[] {
  return goals.filter(({ isMet }) => !isMet).map(({ goal, figure }) => `${goal}, is ${figure}`);
}
