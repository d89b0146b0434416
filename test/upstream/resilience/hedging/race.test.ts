import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpstreamCall } from '../../../../src/upstream/call.js';
import { race } from '../../../../src/upstream/resilience/hedging/race.js';

/** An attempt under way. */
interface Attempt {
  readonly call: UpstreamCall;
  answer(value: string): void;
  fail(error: Error): void;
}

/** A race whose attempts end when a test says so; one that is cancelled fails as a request does. */
function start({ mayHedge = true, signal }: { mayHedge?: boolean; signal?: AbortSignal } = {}) {
  const attempts: Attempt[] = [];
  const events: unknown[] = [];
  const call: UpstreamCall = { deadline: 60_000, onRequest: () => undefined, signal };
  const outcome = race(
    call,
    (own) =>
      new Promise<string>((answer, fail) => {
        attempts.push({ call: own, answer, fail });
        own.signal?.addEventListener('abort', () => fail(new Error('cancelled')));
      }),
    {
      lateAfterMs: 100,
      mayHedge: () => mayHedge,
      onFailure: ({ message }: Error) => events.push(message),
      onEnd: (by) => events.push(by),
    } as Parameters<typeof race>[2],
  );
  const settled = outcome.catch((error: Error) => error.message);
  return { attempts, events, outcome: settled };
}

const isCancelled = ({ call }: Attempt): boolean => call.signal?.aborted === true;

beforeEach(() => vi.useFakeTimers());

afterEach(() => vi.useRealTimers());

describe('an attempt', () => {
  it('in time is the only one', async () => {
    const { attempts, events, outcome } = start();
    vi.advanceTimersByTime(99);
    attempts[0]?.answer('first');
    expect(await outcome).toBe('first');
    vi.advanceTimersByTime(1_000);
    expect([attempts.length, events, vi.getTimerCount()]).toEqual([1, [], 0]);
  });

  it('that fails in time is the only one', async () => {
    const { attempts, events, outcome } = start();
    attempts[0]?.fail(new Error('refused'));
    expect(await outcome).toBe('refused');
    vi.advanceTimersByTime(1_000);
    expect([attempts.length, events]).toEqual([1, []]);
  });

  it('that is late is the only one where there may be no second', async () => {
    const { attempts, events, outcome } = start({ mayHedge: false });
    vi.advanceTimersByTime(1_000);
    attempts[0]?.answer('late');
    expect(await outcome).toBe('late');
    expect([attempts.length, events]).toEqual([1, []]);
  });
});

describe('an attempt that is late', () => {
  it('has a second at its side, by another connection, whose answer cancels it', async () => {
    const { attempts, events, outcome } = start();
    vi.advanceTimersByTime(100);
    expect(attempts.map(({ call }) => [call.isAlone, call.resends])).toEqual([
      [undefined, undefined],
      [true, 1],
    ]);
    attempts[1]?.answer('second');
    expect(await outcome).toBe('second');
    expect(attempts.map(isCancelled)).toEqual([true, false]);
    expect(events).toEqual(['second']);
  });

  it('may still come first', async () => {
    const { attempts, events, outcome } = start();
    vi.advanceTimersByTime(100);
    attempts[0]?.answer('first');
    expect(await outcome).toBe('first');
    expect(attempts.map(isCancelled)).toEqual([false, true]);
    expect(events).toEqual(['first']);
  });

  it('never has a third', async () => {
    const { attempts, outcome } = start();
    vi.advanceTimersByTime(60_000);
    expect(attempts).toHaveLength(2);
    attempts[0]?.answer('first');
    await outcome;
  });

  it.each([
    [0, 1],
    [1, 0],
  ])('is made good where one of both fails (%d)', async (failing, answering) => {
    const { attempts, events, outcome } = start();
    vi.advanceTimersByTime(100);
    attempts[failing]?.fail(new Error('reset'));
    await Promise.resolve();
    attempts[answering]?.answer('good');
    expect(await outcome).toBe('good');
    expect(events).toEqual(['reset', answering === 0 ? 'first' : 'second']);
  });

  it('fails as the first of both that failed', async () => {
    const { attempts, events, outcome } = start();
    vi.advanceTimersByTime(100);
    attempts[1]?.fail(new Error('refused'));
    attempts[0]?.fail(new Error('timeout'));
    expect(await outcome).toBe('refused');
    expect(events).toEqual(['refused', null]);
  });
});

describe('a caller who leaves', () => {
  it('ends both attempts', async () => {
    const leaving = new AbortController();
    const { attempts, events, outcome } = start({ signal: leaving.signal });
    vi.advanceTimersByTime(100);
    leaving.abort();
    expect(await outcome).toBe('cancelled');
    expect(attempts.map(isCancelled)).toEqual([true, true]);
    expect(events).toEqual(['cancelled', null]);
  });

  it('before the first is late has no second', async () => {
    const leaving = new AbortController();
    const { attempts, outcome } = start({ signal: leaving.signal });
    leaving.abort();
    vi.advanceTimersByTime(1_000);
    expect(await outcome).toBe('cancelled');
    expect(attempts).toHaveLength(1);
  });
});
