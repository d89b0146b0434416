import type { LatestStream } from './latest-stream.js';

/** The same stream, which ends behind the first value that is the last. */
export function untilLast<Value>(
  stream: LatestStream<Value>,
  isLast: (value: Value) => boolean,
): AsyncIterableIterator<Value, void, undefined> {
  let isOver = false;
  return {
    next: async () => {
      if (isOver) return stream.return();
      const event = await stream.next();
      isOver = event.done === true || isLast(event.value);
      return event;
    },
    return: () => stream.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
