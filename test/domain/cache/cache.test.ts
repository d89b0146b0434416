import { describe, expect, it } from 'vitest';
import { BadUserInput } from '../../../src/model/errors.js';
import { backgroundCall } from '../../../src/upstream/call.js';
import { createSubject, down, lifetime } from '../subject.js';
import { completed } from '../time.js';

describe('readers of one key at the same time', () => {
  it('cost one call, 1,000 of them, and all get its answer', async () => {
    const { source, read, asked } = createSubject();
    const readings = Array.from({ length: 1_000 }, () => read());
    await completed();
    source.answer('a');
    expect(new Set((await Promise.all(readings)).map(({ value }) => value))).toEqual(new Set(['a']));
    expect(asked()).toBe(1);
  });

  it.each([
    ['the back end', down],
    ['the caller', new BadUserInput('by.phone')],
    ['the gateway', new TypeError('a bug')],
  ])('all get an error of %s once, and the next reader asks again', async (_, error) => {
    const { source, read, learn, asked } = createSubject();
    const readings = Array.from({ length: 1_000 }, () => read());
    source.fail(error);
    const outcomes = await Promise.allSettled(readings);
    expect(new Set(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason))).toEqual(
      new Set([error]),
    );
    expect(await learn('a')).toMatchObject({ value: 'a', isStale: false });
    expect(asked()).toBe(2);
  });

  it('share nothing with those of another key', async () => {
    const { source, read, asked } = createSubject();
    const readings = [read(backgroundCall(), 'one'), read(backgroundCall(), 'other')];
    source.answer('a');
    source.answer('b');
    expect((await Promise.all(readings)).map(({ value }) => value)).toEqual(['a', 'b']);
    expect(asked()).toBe(2);
  });

  it('wait on a call that has its own time, and is counted for the first of them alone', async () => {
    const { source, read } = createSubject();
    const counted: string[] = [];
    const callOf = (name: string) => ({
      deadline: performance.now() + 60_000,
      onRequest: () => void counted.push(name),
    });
    const readings = [read(callOf('first')), read(callOf('second'))];
    const [shared] = source.calls;
    shared?.onRequest('WISPHUB', 'GET /');
    source.answer('a');
    await Promise.all(readings);
    expect(counted).toEqual(['first']);
    expect((shared?.deadline ?? 0) - performance.now()).toBeLessThanOrEqual(20_000);
  });
});

describe('an answer', () => {
  it('costs no call while it is fresh', async () => {
    const { time, learn, asked } = createSubject();
    await learn('a');
    time.advance(lifetime.fresh);
    expect(await learn('b')).toMatchObject({ value: 'a', isStale: false });
    expect(asked()).toBe(1);
  });

  it('is shown while it is asked for again behind the back of 100 readers, once, and then gives way', async () => {
    const { time, source, read, learn, asked } = createSubject();
    await learn('a');
    time.advance(lifetime.fresh + 1);
    for (let count = 0; count < 100; count += 1) expect((await read()).value).toBe('a');
    expect(asked()).toBe(2);
    source.answer('b');
    await completed();
    expect(await read()).toMatchObject({ value: 'b', isStale: false });
    expect(asked()).toBe(2);
  });

  it('is waited for once it is too old to be shown meanwhile', async () => {
    const { time, learn } = createSubject();
    await learn('a');
    time.advance(lifetime.revalidate);
    expect((await learn('b')).value).toBe('b');
  });

  it('tells when it was asked for, however long it took', async () => {
    const { time, source, read } = createSubject();
    const requestedAt = time.clock();
    const reading = read();
    time.advance(70);
    source.answer('a');
    expect((await reading).requestedAt).toBe(requestedAt);
    time.advance(lifetime.fresh);
    expect((await read()).value).toBe('a');
  });

  it('that there is no such thing is kept for its own, short time', async () => {
    const { time, learn, asked } = createSubject();
    await learn(null);
    time.advance(lifetime.absent);
    expect((await learn('a')).value).toBeNull();
    time.advance(1);
    expect((await learn('a')).value).toBe('a');
    expect(asked()).toBe(2);
  });

  it('is not kept at all with lifetimes of zero, not even an instant', async () => {
    const nothing = { fresh: 0, revalidate: 0, ifError: 0, absent: 0 };
    const { cache, learn, asked } = createSubject({ lifetime: nothing });
    await learn('a');
    expect((await learn('b')).value).toBe('b');
    cache.put('key', { value: 'c', requestedAt: 2_000_000, isStale: false });
    expect(cache.peek('key') ?? cache.recall('key')).toBeUndefined();
    expect(asked()).toBe(2);
  });

  it('that there is no such thing is not kept with an absent lifetime of zero', async () => {
    const { learn } = createSubject({ lifetime: { ...lifetime, absent: 0 } });
    await learn(null);
    expect((await learn('a')).value).toBe('a');
  });

  it('is forgotten when more than the most are kept, the longest unread first', async () => {
    const { cache, learn } = createSubject({ max: 2 });
    await learn('a');
    cache.put('second', { value: 'b', requestedAt: 1_000_000, isStale: false });
    await learn('a');
    cache.put('third', { value: 'c', requestedAt: 1_000_000, isStale: false });
    expect(['key', 'second', 'third'].map((key) => cache.peek(key)?.value)).toEqual(['a', undefined, 'c']);
  });
});

describe('what was learnt in passing', () => {
  it('is good for as long as if it had been asked for then', async () => {
    const { time, cache, keep } = createSubject();
    keep('a', time.clock() - 60);
    time.advance(lifetime.fresh - 60);
    expect(cache.peek('key')?.value).toBe('a');
    time.advance(1);
    expect(cache.peek('key')).toBeUndefined();
    expect(cache.recall('key')?.value).toBe('a');
  });

  it('does not replace what is younger, or as young', () => {
    const { time, cache, keep } = createSubject();
    keep('younger');
    keep('older', time.clock() - 1);
    keep('as young');
    expect(cache.peek('key')?.value).toBe('younger');
  });

  it('does not replace what is younger for lagging less', () => {
    const { time, cache, keep } = createSubject({ lagOf: (value) => (value === 'lagging' ? 300 : 0) });
    keep('exact');
    time.advance(200);
    keep('lagging');
    expect(cache.recall('key')?.value).toBe('exact');
    time.advance(101);
    keep('lagging');
    expect(cache.recall('key')?.value).toBe('lagging');
  });

  it('does not replace what is on its way, if that was asked for no earlier', async () => {
    const { time, source, cache, read, keep } = createSubject();
    const reading = read();
    keep('older', time.clock() - 1);
    keep('as young');
    expect(cache.peek('key')).toBeUndefined();
    source.answer('a');
    expect((await reading).value).toBe('a');
    expect(cache.peek('key')?.value).toBe('a');
  });

  it('stands when it was asked for after what is on its way, which those who wait for it get all the same', async () => {
    const { time, source, cache, read, keep } = createSubject();
    const reading = read();
    time.advance(1);
    keep('younger');
    source.answer('older');
    expect((await reading).value).toBe('older');
    expect(cache.peek('key')?.value).toBe('younger');
  });
});

describe('a reader who wants it fresh', () => {
  it('asks although it is kept, and what it hears is kept', async () => {
    const { time, source, cache, read, keep } = createSubject();
    keep('a');
    time.advance(1);
    const reading = read({ ...backgroundCall(), isFresh: true });
    source.answer('b');
    expect(await reading).toEqual({ value: 'b', requestedAt: time.clock(), isStale: false });
    expect((await read()).value).toBe('b');
    expect(cache.peek('key')?.value).toBe('b');
    expect(source.calls).toHaveLength(1);
  });

  it('asks although it is on its way, with its own call', async () => {
    const { time, source, read } = createSubject();
    const waiting = read();
    time.advance(1);
    const call = { ...backgroundCall(), isFresh: true };
    const reading = read(call);
    expect(source.calls[1]).toBe(call);
    source.answer('a');
    source.answer('b');
    expect((await Promise.all([waiting, reading])).map(({ value }) => value)).toEqual(['a', 'b']);
    expect((await read()).value).toBe('b');
  });
});

describe('what is forgotten', () => {
  it('is asked for again, also when it was on its way', async () => {
    const { source, cache, read, keep } = createSubject();
    keep('a');
    cache.deleteWhere(() => true);
    const first = read();
    cache.deleteWhere(() => true);
    const second = read();
    source.answer('before');
    source.answer('after');
    expect((await Promise.all([first, second])).map(({ value }) => value)).toEqual(['before', 'after']);
    expect((await read()).value).toBe('after');
  });
});

describe('a load whose place in the cache is taken', () => {
  it('is answered to those who wait for it', async () => {
    const { source, cache, read } = createSubject({ max: 1 });
    const reading = read();
    cache.put('other', { value: 'b', requestedAt: 1_000_000, isStale: false });
    expect(source.calls[0]?.signal?.aborted).toBe(false);
    source.answer('a');
    expect((await reading).value).toBe('a');
    expect([cache.peek('key'), cache.peek('other')?.value]).toEqual([undefined, 'b']);
  });
});
