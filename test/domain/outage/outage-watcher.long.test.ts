import { expect, it } from 'vitest';
import { isLong } from '../../gateway/process.js';
import { playDay } from './simulation.js';

/** The same days each time; LONG_RUN plays a million pings of days that nobody has played before. */
const first = isLong ? Date.now() % 1_000_000 : 1_000;
const days = isLong ? 1_000 : 100;

it('raises nothing that is not there, and in time what is', { timeout: 3_600_000 }, async () => {
  const total = { steps: 0, raised: 0, ended: 0, failures: 0 };
  for (let day = 0; day < days; day += 1) {
    const tally = await playDay(first + day, 1_000);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += tally[name];
  }
  process.stdout.write(`${JSON.stringify({ first, days, ...total })}\n`);
  expect(total.steps).toBeGreaterThanOrEqual(days * 1_000);
  expect(total.raised).toBeGreaterThan(days / 2);
  expect(total.ended).toBeGreaterThan(days / 5);
});
