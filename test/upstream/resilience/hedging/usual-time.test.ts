import { describe, expect, it } from 'vitest';
import { limits } from '../../../../src/upstream/limits.js';
import { createUsualTimes, type UsualTimes } from '../../../../src/upstream/resilience/hedging/usual-time.js';

const route = 'GET /things/{id}';

const record = (times: UsualTimes, name: string, durations: readonly number[]): void => {
  for (const ms of durations) times.record(name, ms);
};

const oneTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('an attempt is late', () => {
  it('after a second, while too little is known of its route', () => {
    const times = createUsualTimes(limits.hedge);
    expect(times.lateAfterMs(route)).toBe(1_000);
    record(times, route, Array(19).fill(100));
    expect(times.lateAfterMs(route)).toBe(1_000);
  });

  it('a twentieth after 19 of 20 were answered, by its own route', () => {
    const times = createUsualTimes(limits.hedge);
    record(times, route, oneTo(100));
    record(times, 'GET /things', Array(20).fill(3_000));
    expect(times.lateAfterMs(route)).toBeCloseTo(96 * 1.05);
    expect(times.lateAfterMs('GET /things')).toBeCloseTo(3_150);
  });

  it('never at once, however fast the back end is', () => {
    const times = createUsualTimes(limits.hedge);
    record(times, route, Array(100).fill(1));
    expect(times.lateAfterMs(route)).toBe(20);
  });

  it('by the newest answers alone', () => {
    const times = createUsualTimes(limits.hedge);
    record(times, route, Array(500).fill(5_000));
    record(times, route, Array(200).fill(100));
    expect(times.lateAfterMs(route)).toBeCloseTo(105);
  });
});
