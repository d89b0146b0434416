import { describe, expect, it } from 'vitest';
import { outageRule } from '../src/domain/outage/detection/rule.js';
import type { PingTask } from '../src/model/ping-task.js';
import type { Store } from '../src/store/store.js';
import { playDay, playSteps, type Sabotage } from './domain/simulation/simulation.js';

const seed = process.env.SEED === undefined ? null : Number(process.env.SEED);

it('simulated days of ledger, reconciler, pings and outages: 100,000 steps without a fault', {
  timeout: 300_000,
}, async () => {
  const total = await playSteps(1, 100_000);
  expect(total.steps).toBeGreaterThanOrEqual(100_000);
  expect(total.doubted).toBeGreaterThan(50);
  expect(total.settled).toBeGreaterThan(50);
  expect(total.ended).toBeGreaterThan(500);
  expect(total.crashes).toBeGreaterThan(20);
  expect(Math.min(total.raised, total.over)).toBeGreaterThan(0);
});

it('a simulated day is the same for the same seed', { timeout: 300_000 }, async () => {
  const first = await playDay(2, {}, 10_000);
  expect(await playDay(2, {}, 10_000)).toEqual(first);
  expect(await playDay(3, {}, 10_000)).not.toEqual(first);
});

if (seed !== null) {
  it('replays a day', { timeout: 300_000 }, async () => {
    await expect(playDay(seed)).resolves.toMatchObject({ steps: expect.any(Number) });
  });
}

const changed = <Name extends 'idempotency' | 'pingTasks' | 'events'>(
  name: Name,
  change: (port: Store[Name]) => Partial<Store[Name]>,
): Sabotage => ({ store: (store) => ({ ...store, [name]: { ...store[name], ...change(store[name]) } }) });

/** A poll that does not see that its ping has ended. */
const blind = changed('pingTasks', (port) => ({
  get: async (id) => {
    const task = await port.get(id);
    return task === null ? null : { ...task, status: 'PENDING', connection: null, completedAt: null };
  },
  replace: async (_, next) => {
    await port.put(next, ['all', `client:${next.clientId}`]);
    return true;
  },
}));

/** An instance that does not receive that a line answers. */
const deaf = changed('events', (port) => ({
  subscribe: (topic, listener) =>
    port.subscribe(topic, (event) => {
      if (topic !== 'ping-task' || (event as PingTask).connection !== 'STABLE') listener(event);
    }),
}));

const eager = { ...outageRule, minTested: 2, minPart: 50, minPartDown: 1, downShare: 0.5 };

describe('a simulated day fails', () => {
  it.each<[what: string, fault: RegExp, sabotage: Sabotage]>([
    [
      'a ledger that lets everybody write',
      /double effect/,
      changed('idempotency', () => ({ reserve: async () => ({ kind: 'go' }), markSent: async () => true })),
    ],
    ['a look that is believed too early', /false not-done/, { absenceRule: { afterMs: 0, apartMs: 0 } }],
    ['a look that finds everything', /false done/, { look: async () => ({ kind: 'found', value: { ticketId: 1 } }) }],
    ['a ping whose end is not seen', /ended twice/, blind],
    ['an outage of two lines', /false: /, { outageRule: eager }],
    ['an instance that does not know who answers', /listed although it answers|late: end/, deaf],
  ])('for %s, and says how to play it again', { timeout: 300_000 }, async (_, fault, sabotage) => {
    const play = async (): Promise<void> => {
      for (let day = 1; day <= 5; day += 1) await playDay(day, sabotage);
    };
    const failure = await play().catch(String);
    expect(failure).toMatch(fault);
    expect(failure).toMatch(/SEED=\d+ npx vitest/);
  });
});
