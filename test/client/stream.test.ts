import { describe, expect, it } from 'vitest';
import { createStream, openLater } from '../../src/client/stream.js';

const done = { done: true, value: undefined };

/** A stream without events. @param started counts its beginnings */
function silent(started: { count: number; ended: number }): AsyncIterableIterator<string> {
  return createStream<string>(() => {
    started.count += 1;
    return () => {
      started.ended += 1;
    };
  }, new AbortController().signal);
}

describe('a stream that is opened later', () => {
  it('is opened once, by the first next', async () => {
    let opened = 0;
    const stream = openLater(async () => {
      opened += 1;
      return createStream<string>((sink) => {
        sink.next('one');
        sink.next('two');
        sink.end();
        return () => undefined;
      }, new AbortController().signal);
    });
    expect(opened).toBe(0);
    const all: string[] = [];
    for await (const event of stream) all.push(event);
    expect([all, opened]).toEqual([['one', 'two'], 1]);
  });

  it('that is left before is never opened', async () => {
    const stream = openLater<string>(() => Promise.reject(new Error('was opened')));
    expect(await stream.return?.()).toEqual(done);
    expect(await stream.next()).toEqual(done);
  });

  it('that is left while it opens ends, and what waits with it', async () => {
    const started = { count: 0, ended: 0 };
    let open: (stream: AsyncIterableIterator<string>) => void = () => undefined;
    const opening = new Promise<AsyncIterableIterator<string>>((resolve) => {
      open = resolve;
    });
    const stream = openLater(() => opening);
    const waiting = stream.next();
    const left = stream.return?.();
    open(silent(started));
    expect(await Promise.all([waiting, left])).toEqual([done, done]);
    expect(started.ended).toBe(started.count);
  });

  it('that cannot be opened says so to each next, and is left quietly', async () => {
    const stream = openLater<string>(() => Promise.reject(new TypeError('no subscription')));
    await expect(stream.next()).rejects.toThrow('no subscription');
    await expect(stream.next()).rejects.toThrow('no subscription');
    expect(await stream.return?.()).toEqual(done);
  });
});
