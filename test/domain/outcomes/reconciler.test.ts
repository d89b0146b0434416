import { describe, expect, it } from 'vitest';
import { type Bounds, explore } from './write-explorer.js';

/** A lease of one tick; a request lands within one tick of its sending, or never. */
const times = { crashes: 1, landing: 1, after: 2, apart: 1 } as const;

const searches: readonly (Bounds & { readonly states: number; readonly depth: number })[] = [
  // Both instances look at it at once, as when a look outlives its lease.
  { ...times, ticks: 2, asks: 1, looks: 2, states: 20_992, depth: 22 },
  // It is asked for again, at either instance and at any time.
  { ...times, ticks: 3, asks: 2, looks: 1, states: 120_817, depth: 34 },
];

describe('a write of unknown outcome, in every order of what two instances and the back end do', () => {
  it.each(searches)(
    'with $asks requests, $looks looks and $ticks ticks has one effect at most, and is settled as it is',
    { timeout: 120_000 },
    (bounds) => {
      const { states, depth, violation, settled } = explore(bounds);
      expect(violation).toBeNull();
      // The search has not become smaller than it says.
      expect([states, depth]).toEqual([bounds.states, bounds.depth]);
      expect(Math.min(settled.DONE, settled.NOT_DONE)).toBeGreaterThan(100);
    },
  );

  it('would be called not done too early without the wait for what stalled', () => {
    const { violation } = explore({ ...times, ticks: 3, asks: 1, looks: 1, after: 1 });
    expect(violation?.at(-1)).toBe('0 says NOT_DONE');
  });
});
