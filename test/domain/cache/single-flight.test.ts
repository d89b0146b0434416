import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createSubject, lifetime } from '../subject.js';
import { completed } from '../time.js';

/** A caller who can hang up. */
function createCaller() {
  const phone = new AbortController();
  return { call: { ...backgroundCall(), signal: phone.signal }, hangUp: () => phone.abort() };
}

describe('readers who leave', () => {
  it('end the load when they were all who waited', async () => {
    const { source, read } = createSubject();
    const [one, other] = [createCaller(), createCaller()];
    const readings = [read(one.call), read(other.call)];
    one.hangUp();
    expect(source.calls[0]?.signal?.aborted).toBe(false);
    other.hangUp();
    expect(source.calls[0]?.signal?.aborted).toBe(true);
    const outcomes = await Promise.allSettled(readings);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('do not trouble those who stay', async () => {
    const { source, read } = createSubject();
    const one = createCaller();
    const leaving = read(one.call);
    const staying = read();
    one.hangUp();
    await expect(leaving).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    source.answer('a');
    expect((await staying).value).toBe('a');
  });

  it('do not trouble who comes right after: there is a new load, and no error', async () => {
    const { source, read } = createSubject();
    const one = createCaller();
    const leaving = read(one.call);
    one.hangUp();
    const next = read();
    await expect(leaving).rejects.toThrow();
    expect(source.calls).toHaveLength(2);
    source.fail(new Error('is no longer waited for'));
    source.answer('a');
    expect((await next).value).toBe('a');
    expect((await read()).value).toBe('a');
  });

  it('leave what was to be replaced as it was, and are shown it themselves', async () => {
    const { time, source, cache, read, keep } = createSubject();
    keep('a');
    time.advance(lifetime.revalidate);
    const one = createCaller();
    const leaving = read(one.call);
    one.hangUp();
    expect(await leaving).toMatchObject({ value: 'a', isStale: true });
    await completed();
    expect(cache.recall('key')).toMatchObject({ value: 'a', isStale: false });
    expect(cache.peek('key')).toBeUndefined();
    expect(source.calls).toHaveLength(1);
  });

  it('may have left before they came, and still not keep others from what they learn', async () => {
    const { time, cache, read, keep } = createSubject();
    const one = createCaller();
    one.hangUp();
    await expect(read(one.call)).rejects.toThrow();
    time.advance(1);
    keep('a');
    expect(cache.peek('key')?.value).toBe('a');
  });

  it('leave when their time is over', async () => {
    const { source, read } = createSubject();
    const reading = read({ ...backgroundCall(), deadline: performance.now() + 5 });
    await expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', backend: 'WISPHUB' });
    expect(source.calls[0]?.signal?.aborted).toBe(true);
  });

  it('are not what a load in the background waits for', async () => {
    const { time, source, read, keep } = createSubject();
    keep('a');
    time.advance(lifetime.fresh + 1);
    const one = createCaller();
    expect((await read(one.call)).value).toBe('a');
    one.hangUp();
    source.answer('b');
    await completed();
    expect((await read()).value).toBe('b');
  });
});
