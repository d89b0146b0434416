import type { UpstreamCall } from '../../src/upstream/call.js';

/** A back end that answers when it is told to. */
export interface Source<Value> {
  readonly load: (call: UpstreamCall) => Promise<Value>;
  /** What it was asked, oldest first. */
  readonly calls: readonly UpstreamCall[];
  /** Answers who asked first of those that wait. */
  answer(value: Value): void;
  fail(error: Error): void;
}

export function createSource<Value>(): Source<Value> {
  const calls: UpstreamCall[] = [];
  const waiting: { readonly resolve: (value: Value) => void; readonly reject: (error: Error) => void }[] = [];
  const next = () => {
    const first = waiting.shift();
    if (first === undefined) throw new Error('nobody asks');
    return first;
  };
  return {
    calls,
    load: (call) => {
      calls.push(call);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        call.signal?.addEventListener('abort', () => reject(new Error('cut off')), { once: true });
      });
    },
    answer: (value) => next().resolve(value),
    fail: (error) => next().reject(error),
  };
}
