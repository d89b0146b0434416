import { expect, it } from 'vitest';
import { playSteps } from './domain/simulation/simulation.js';
import { isLong } from './gateway/process.js';

/** The same days each time; LONG_RUN plays days that nobody has played before. */
const first = isLong ? Date.now() % 1_000_000 : 1_000;

it('simulated days of ledger, reconciler, pings and outages: a million steps without a fault', {
  timeout: 3_600_000,
}, async () => {
  const total = await playSteps(first, 1_000_000);
  process.stdout.write(`${JSON.stringify({ first, ...total })}\n`);
  expect(total.steps).toBeGreaterThanOrEqual(1_000_000);
});
