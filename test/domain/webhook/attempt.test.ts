import { describe, expect, it } from 'vitest';
import { afterAttempt, defaultBackOff } from '../../../src/domain/webhook/attempt.js';
import { toWebhook } from '../../store/outbox-contract.js';

const delivery = toWebhook('a');

describe('an attempt', () => {
  it.each([200, 201, 204, 299])('of %i is the end', (status) => {
    expect(afterAttempt({ ...delivery, attempts: 2 }, status)).toEqual({
      delivery: {
        ...delivery,
        ...{ state: 'DELIVERED', attempts: 3, lastOutcome: `http_${status}`, nextAttemptAt: null },
      },
      delayMs: 0,
    });
  });

  it.each([199, 301, 307, 400, 404, 429, 500, 503, 'timeout', 'unreachable', 'private_address'] as const)(
    'of %s is followed by another',
    (outcome) => {
      const { delivery: next, delayMs } = afterAttempt(delivery, outcome, [1_000], 0.5);
      expect(next).toMatchObject({ state: 'PENDING', attempts: 1 });
      expect(next.lastOutcome).toBe(typeof outcome === 'number' ? `http_${outcome}` : outcome);
      expect(delayMs).toBe(1_000);
      expect(Math.abs(Date.parse(next.nextAttemptAt ?? '') - Date.now() - 1_000)).toBeLessThan(500);
      expect(afterAttempt(next, outcome, [1_000]).delivery).toMatchObject({ state: 'DEAD', nextAttemptAt: null });
    },
  );

  it('of 410 is the last', () => {
    expect(afterAttempt(delivery, 410).delivery).toMatchObject({ state: 'DEAD', attempts: 1, lastOutcome: 'http_410' });
  });

  it('backs off, by a tenth more or less, from five seconds to a day', () => {
    const delays = (random: number): readonly number[] =>
      defaultBackOff.map((_, attempts) => afterAttempt({ ...delivery, attempts }, 500, defaultBackOff, random).delayMs);
    expect(delays(0.5).map(Math.round)).toEqual(defaultBackOff);
    expect(delays(0)[0]).toBeCloseTo(4_500);
    expect(delays(1)[0]).toBeCloseTo(5_500);
    expect([...defaultBackOff].sort((one, other) => one - other)).toEqual(defaultBackOff);
    expect([defaultBackOff[0], defaultBackOff.at(-1)]).toEqual([5_000, 86_400_000]);
    const attempts = defaultBackOff.length;
    expect(afterAttempt({ ...delivery, attempts }, 500).delivery.state).toBe('DEAD');
  });
});
