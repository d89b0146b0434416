import { expect, it } from 'vitest';
import { oneAtATime } from '../../../../src/web/console/outages/one-at-a-time.js';

it('runs at once for the first, and once after a rest for all who come before it is over', async () => {
  let runs = 0;
  const rests: (() => void)[] = [];
  const want = oneAtATime(
    async () => {
      runs += 1;
    },
    () => new Promise<void>((resolve) => rests.push(resolve)),
  );
  const first = want();
  await Promise.resolve();
  expect([runs, rests.length]).toEqual([1, 1]);
  for (let change = 0; change < 100; change += 1) void want();
  await Promise.resolve();
  expect([runs, rests.length]).toEqual([1, 1]);
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  rests[0]?.();
  await turn();
  expect([runs, rests.length]).toEqual([2, 2]);
  rests[1]?.();
  await first;
  void want();
  await turn();
  expect(runs).toBe(3);
});
