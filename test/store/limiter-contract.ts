import { describe, expect, it } from 'vitest';
import type { RateLimiter, RateLimitResult } from '../../src/store/rate-limiter.js';
import type { OpenSubject } from './contract.js';
import { closingAfterEach, until } from './subject.js';

const limit = { name: 'test', points: 5, duration: 60 };

/** One after the other. */
async function takeInTurn(limiter: RateLimiter, count: number, key = 'key'): Promise<readonly RateLimitResult[]> {
  const taken: RateLimitResult[] = [];
  for (let n = 0; n < count; n += 1) taken.push(await limiter.take(key));
  return taken;
}

export const allowed = (taken: readonly RateLimitResult[]): number => taken.filter(({ isAllowed }) => isAllowed).length;

/** What every store's limiters must do, where one instance uses it. */
export function describeLimiters(open: OpenSubject): void {
  describe.each(['exact', 'approximate'] as const)('a limiter that is %s', (kind) => {
    const opening = closingAfterEach(open);
    const create = async (of: Partial<typeof limit> = {}): Promise<RateLimiter> => {
      const { limiters } = (await opening()).store;
      return limiters[kind]({ ...limit, ...of }, 2);
    };

    it('allows as many points as there are, and says how many are left, and for how long there are none', async () => {
      const taken = await takeInTurn(await create(), 7);
      expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, true, true, false, false]);
      expect(taken.map(({ points }) => points)).toEqual([4, 3, 2, 1, 0, 0, 0]);
      for (const { renewsInMs } of taken) {
        expect(renewsInMs).toBeGreaterThan(40_000);
        expect(renewsInMs).toBeLessThanOrEqual(60_000);
      }
    });

    it('allows as many when all ask at once', async () => {
      const limiter = await create();
      expect(allowed(await Promise.all(Array.from({ length: 50 }, () => limiter.take('key'))))).toBe(5);
    });

    it('counts several points as so many, and each key and name for itself', async () => {
      const { limiters } = (await opening()).store;
      const [one, other] = ['one', 'other'].map((name) => limiters[kind]({ ...limit, name }, 2));
      expect(await one?.take('a', 4)).toMatchObject({ isAllowed: true, points: 1 });
      expect(await one?.take('a', 2)).toMatchObject({ isAllowed: false, points: 0 });
      expect(await one?.take('b', 5)).toMatchObject({ isAllowed: true, points: 0 });
      expect(await other?.take('a')).toMatchObject({ isAllowed: true, points: 4 });
    });

    it('allows what was given back', async () => {
      const limiter = await create();
      await takeInTurn(limiter, 4);
      limiter.refund('key');
      await until(async () => {
        const { isAllowed, points } = await limiter.take('key');
        limiter.refund('key');
        return isAllowed && points === 1;
      });
      limiter.refund('nobody');
      expect(await limiter.take('nobody')).toMatchObject({ points: 4 });
    });

    it('begins anew when its time is over', async () => {
      const limiter = await create({ duration: 1 });
      expect(allowed(await takeInTurn(limiter, 6))).toBe(5);
      await until(async () => (await limiter.take('key')).isAllowed);
    });
  });
}
