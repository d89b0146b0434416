import { afterEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../../src/upstream/limits.js';
import { createHealth } from '../../../src/upstream/resilience/health.js';

afterEach(() => {
  vi.useRealTimers();
});

/** The state after calls that ended so: `+` answered, `-` failed. */
function stateAfter(ends: string): string {
  const health = createHealth(limits.health);
  for (const end of ends) health.record(end === '+');
  return health.state;
}

describe('a back end is', () => {
  it.each([
    ['UNKNOWN', ''],
    ['UP', '+'],
    ['UP', '++++'],
    ['UP', '---++++++++++'],
    ['DEGRADED', '-'],
    ['DEGRADED', '--'],
    ['DEGRADED', '-+'],
    ['DEGRADED', '--+--'],
    ['DEGRADED', '-+++++++++'],
    ['DOWN', '---'],
    ['DOWN', '++++++++---'],
  ])('%s after calls that ended %j', (state, ends) => {
    expect(stateAfter(ends)).toBe(state);
  });

  it('no longer DOWN when nobody has asked it for a while, or nobody would ever ask it again', () => {
    vi.useFakeTimers();
    const health = createHealth(limits.health);
    for (const end of [true, false, false, false]) health.record(end);
    expect(health.state).toBe('DOWN');
    vi.advanceTimersByTime(limits.health.maxAge + 1);
    expect(health.state).toBe('DEGRADED');
    health.record(true);
    expect(health.state).toBe('UP');
  });

  it('known by the time of its last call', () => {
    const health = createHealth(limits.health);
    expect(health.checkedAt).toBeNull();
    health.record(false);
    expect(health.checkedAt).toBeInstanceOf(Date);
  });
});
