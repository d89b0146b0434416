import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWarm, idleMs, lifeMs, refreshMs, retryMs, type Warm } from '../../src/backends/warm.js';
import { UpstreamError } from '../../src/model/errors.js';
import { backgroundCall } from '../../src/upstream/call.js';

let reads = 0;
let outcome: 'whole' | 'partial' | 'failed' | 'none' = 'whole';
let warm: Warm<string>;

/** The number of the read, with its outcome. */
const read = async (): Promise<string> => {
  reads += 1;
  const value = `${outcome} ${reads}`;
  if (outcome === 'none') return new Promise(() => undefined);
  if (outcome === 'failed') throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB');
  return value;
};
const get = async (call = backgroundCall()): Promise<string> => (await warm.get(call)).value;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  [reads, outcome] = [0, 'whole'];
  warm = createWarm('WISPHUB', read, (value) => value.startsWith('whole'));
});
afterEach(() => {
  warm.close();
  vi.useRealTimers();
});

describe('what is kept warm', () => {
  it('is read once for all who ask, and not before', async () => {
    await pass(refreshMs);
    expect([reads, warm.ageMs]).toEqual([0, null]);
    expect(await Promise.all([get(), get(), get()])).toEqual(['whole 1', 'whole 1', 'whole 1']);
    await pass(1_000);
    expect([await get(), warm.ageMs]).toEqual(['whole 1', 1_000]);
  });

  it('is read anew in the background before it is too old', async () => {
    await get();
    await pass(refreshMs - 1);
    expect(reads).toBe(1);
    await pass(1);
    expect([reads, warm.ageMs]).toEqual([2, 0]);
    expect(await get()).toBe('whole 2');
  });

  it('is shown while it is read anew, by one read', async () => {
    await get();
    outcome = 'none';
    await pass(refreshMs);
    expect([reads, await get(), await get(), warm.ageMs]).toEqual([2, 'whole 1', 'whole 1', refreshMs]);
    await pass(lifeMs - refreshMs - 1);
    expect([reads, await get()]).toEqual([2, 'whole 1']);
  });

  it.each(['failed', 'partial'] as const)('is shown until it is too old where the new one is %s', async (bad) => {
    await get();
    outcome = bad;
    await pass(refreshMs + retryMs);
    expect([reads, await get()]).toEqual([3, 'whole 1']);
    outcome = 'whole';
    await pass(retryMs);
    expect(await get()).toBe('whole 4');
    outcome = bad;
    await pass(lifeMs);
    expect(warm.ageMs).toBeNull();
    const before = reads;
    await get().catch(() => undefined);
    expect(reads).toBe(before + 1);
  });

  it('rests when it has not been asked for in a quarter of an hour, and then begins again', async () => {
    await get();
    await pass(idleMs + refreshMs);
    const rested = reads;
    expect(rested).toBe(1 + Math.ceil(idleMs / refreshMs) - 1);
    await pass(10 * idleMs);
    expect([reads, warm.ageMs]).toEqual([rested, null]);
    await get();
    await pass(refreshMs);
    expect(reads).toBe(rested + 2);
  });

  it('begins again at once for who asks while it rests and is not yet too old', async () => {
    await get();
    await pass(4 * refreshMs + 1);
    expect([reads, warm.ageMs]).toEqual([4, refreshMs + 1]);
    expect(await get()).toBe('whole 4');
    expect(reads).toBe(5);
  });

  it('is read anew for a call that wants it fresh', async () => {
    await get();
    expect(await get({ ...backgroundCall(), isFresh: true })).toBe('whole 2');
    expect(await get()).toBe('whole 2');
  });

  it('is not shown any more once it is forgotten, and no more is what was on its way', async () => {
    const early = get();
    warm.forget();
    expect([await early, warm.ageMs]).toEqual(['whole 1', null]);
    expect(await get()).toBe('whole 2');
  });

  it('ends with the process', async () => {
    await get();
    warm.close();
    await pass(idleMs);
    expect(reads).toBe(1);
  });

  it('goes on being read when a caller runs out of time', async () => {
    outcome = 'none';
    const failing = expect(get(backgroundCall(50))).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await pass(50);
    await failing;
    const joined = expect(get(backgroundCall(50))).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await pass(50);
    await joined;
    expect(reads).toBe(1);
  });
});
