import { expect, it } from 'vitest';
import { playDay } from './simulation.js';

const seed = process.env.SEED === undefined ? null : Number(process.env.SEED);
const steps = Number(process.env.STEPS ?? 1_000);

it('raises nothing that is not there, and in time what is: 100,000 pings of 100 days', {
  timeout: 120_000,
}, async () => {
  const first = Date.now() % 1_000_000;
  const total = { steps: 0, raised: 0, ended: 0, failures: 0 };
  for (let day = 0; day < 100; day += 1) {
    const tally = await playDay(first + day, 1_000);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += tally[name];
  }
  expect(total.steps).toBeGreaterThanOrEqual(100_000);
  expect(total.raised).toBeGreaterThan(50);
  expect(total.ended).toBeGreaterThan(20);
});

it.skipIf(seed === null)('replays a day', { timeout: 120_000 }, async () => {
  await expect(playDay(seed ?? 0, steps)).resolves.toMatchObject({ steps: expect.any(Number) });
});
