import { describe, expect, it } from 'vitest';
import type { CacheEntry } from '../../../src/domain/cache/cache-entry.js';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createSubject, down, lifetime, type Value } from '../subject.js';
import { completed } from '../time.js';

describe('while the back end cannot be asked', () => {
  it('an older answer is shown, flagged, with the time it is from', async () => {
    const { time, learn } = createSubject();
    const { requestedAt } = await learn('a');
    time.advance(lifetime.revalidate);
    expect(await learn(down)).toEqual({ value: 'a', requestedAt, isStale: true });
  });

  it('it is left alone for a while, and then asked once behind the back of who reads', async () => {
    const { time, source, read, learn, asked } = createSubject();
    await learn('a');
    time.advance(lifetime.revalidate);
    await learn(down);
    time.advance(lifetime.absent);
    for (let count = 0; count < 10; count += 1) expect(await read()).toMatchObject({ value: 'a', isStale: true });
    expect(asked()).toBe(2);
    time.advance(1);
    for (let count = 0; count < 10; count += 1) expect(await read()).toMatchObject({ value: 'a', isStale: true });
    expect(asked()).toBe(3);
    source.answer('b');
    await completed();
    expect(await read()).toMatchObject({ value: 'b', isStale: false });
  });

  it('an older answer is shown no longer than it may be, to the millisecond', async () => {
    const { time, learn } = createSubject();
    await learn('a');
    time.advance(lifetime.ifError - 1);
    expect(await learn(down)).toMatchObject({ value: 'a', isStale: true });
    time.advance(1);
    expect(await learn(down)).toMatchObject({ value: 'a', isStale: true });
    time.advance(1);
    await expect(learn(down)).rejects.toBe(down);
  });

  it('absence does not stand in for an answer', async () => {
    const { time, learn } = createSubject();
    await learn(null);
    time.advance(lifetime.absent + 1);
    await expect(learn(down)).rejects.toBe(down);
  });

  it.each([new BadUserInput('by.phone'), new TypeError('a bug')])(
    'only that is hidden: %s is thrown, and leaves the older answer be',
    async (error) => {
      const { time, learn, cache } = createSubject();
      await learn('a');
      time.advance(lifetime.revalidate);
      await expect(learn(error)).rejects.toBe(error);
      expect(cache.recall('key')?.value).toBe('a');
    },
  );

  it('a refresh that fails behind the back of who reads throws nowhere', async () => {
    const { time, source, read, learn } = createSubject();
    await learn('a');
    time.advance(lifetime.fresh + 1);
    await read();
    source.fail(new TypeError('a bug'));
    await completed();
    expect((await read()).value).toBe('a');
  });

  it('what is remembered elsewhere stands in, if it is younger', async () => {
    let elsewhere: CacheEntry<Value> | undefined;
    const { time, learn, asked } = createSubject({ recall: () => elsewhere });
    await expect(learn(down)).rejects.toBe(down);
    elsewhere = { value: 'list', requestedAt: time.clock(), isStale: false };
    expect(await learn(down)).toEqual({ ...elsewhere, isStale: true });
    time.advance(lifetime.ifError);
    await learn('single');
    time.advance(lifetime.revalidate);
    expect(await learn(down)).toMatchObject({ value: 'single', isStale: true });
    expect(asked()).toBe(4);
  });
});

describe('a "not found" for what is remembered', () => {
  it('is not believed while the older answer may stand in, and asked for again soon', async () => {
    const { time, learn, asked } = createSubject();
    await learn('a');
    time.advance(lifetime.revalidate);
    expect(await learn(null)).toMatchObject({ value: 'a', isStale: true });
    time.advance(lifetime.absent);
    expect(await learn(null)).toMatchObject({ value: 'a', isStale: true });
    expect(asked()).toBe(2);
    time.advance(1);
    expect(await learn('b')).toMatchObject({ value: 'a', isStale: true });
    await completed();
    expect(await learn('c')).toMatchObject({ value: 'b', isStale: false });
  });

  it('is believed once the older answer is too old', async () => {
    const { time, learn } = createSubject();
    await learn('a');
    time.advance(lifetime.ifError);
    expect(await learn(null)).toMatchObject({ value: null, isStale: false });
  });

  it('is told to who asks past the cache, and not kept', async () => {
    const { time, source, read, learn, cache } = createSubject();
    await learn('a');
    time.advance(1);
    const reading = read({ ...backgroundCall(), isFresh: true });
    source.answer(null);
    expect((await reading).value).toBeNull();
    expect(cache.peek('key')).toMatchObject({ value: 'a', isStale: false });
  });

  it('is not believed either while it is remembered elsewhere', async () => {
    const elsewhere = { value: 'list', requestedAt: 1_000_000, isStale: false };
    const { learn } = createSubject({ recall: () => elsewhere });
    expect(await learn(null)).toEqual({ ...elsewhere, isStale: true });
  });
});
