import { expect, it } from 'vitest';
import { playDay } from './simulation.js';

it('raises nothing that is not there, and in time what is: a million pings of 1,000 days', {
  timeout: 3_600_000,
}, async () => {
  const first = Date.now() % 1_000_000;
  const total = { steps: 0, raised: 0, ended: 0, failures: 0 };
  for (let day = 0; day < 1_000; day += 1) {
    const tally = await playDay(first + day, 1_000);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += tally[name];
  }
  expect(total.steps).toBeGreaterThanOrEqual(1_000_000);
  expect(total.raised).toBeGreaterThan(500);
  expect(total.ended).toBeGreaterThan(200);
});
