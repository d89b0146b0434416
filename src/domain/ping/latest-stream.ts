/** A stream that is read at the reader's pace. Ending it early, even while a read waits, stops the listening at once. */
export interface LatestStream<Value> extends AsyncIterableIterator<Value, void, undefined> {
  /** Values from before the listening began: those that something newer has replaced are left out. */
  seed(values: readonly Value[]): void;
  return(): Promise<IteratorResult<Value, void>>;
}

/**
 * Turns a source that pushes into a stream. Of what waits unread only the latest value of each key is kept: a slow reader costs one
 * value a key, not a queue without end, and misses no final state. Listening begins at once, before the first read.
 * @param take ends the stream after so many values. Default: never. @param isLast ends it after such a value. Default: none is.
 */
export function latestPerKey<Value>(
  listen: (push: (value: Value) => void) => () => void,
  keyOf: (value: Value) => string,
  take = Number.POSITIVE_INFINITY,
  isLast: (value: Value) => boolean = () => false,
): LatestStream<Value> {
  const waiting = new Map<string, Value>();
  let left = take;
  let wake: (() => void) | undefined;
  const stop = listen((value) => {
    waiting.set(keyOf(value), value);
    wake?.();
  });

  const end = (): void => {
    left = 0;
    stop();
    waiting.clear();
    wake?.();
  };

  return {
    seed: (values) => {
      for (const value of values) if (!waiting.has(keyOf(value))) waiting.set(keyOf(value), value);
      wake?.();
    },
    next: async () => {
      while (left > 0) {
        const first = waiting.entries().next();
        if (!first.done) {
          const [key, value] = first.value;
          waiting.delete(key);
          left = isLast(value) ? 0 : left - 1;
          return { done: false, value };
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      end();
      return { done: true, value: undefined };
    },
    return: async () => {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
