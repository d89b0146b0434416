/** Takes what comes, until it ends. */
export interface Sink<Event> {
  next(event: Event): void;
  end(): void;
}

/**
 * Events of a source as an async iterator. It starts with the first `next`, buffers events and ends at once when it is returned or aborted,
 * even while a `next` waits: a generator would wait for the next event.
 * @param start begins the source and returns the function that ends it.
 */
export function createStream<Event>(
  start: (sink: Sink<Event>) => () => void,
  signal: AbortSignal,
): AsyncIterableIterator<Event> {
  const events: Event[] = [];
  const waiting: (() => void)[] = [];
  let isEnded = false;
  let stop: (() => void) | undefined;
  const wake = (): void => {
    for (const resume of waiting.splice(0)) resume();
  };
  const end = (): void => {
    isEnded = true;
    signal.removeEventListener('abort', leave);
    wake();
  };
  const leave = (): void => {
    events.length = 0;
    end();
    stop?.();
  };
  const begin = (): void => {
    if (signal.aborted) {
      end();
      return;
    }
    signal.addEventListener('abort', leave);
    const next = (event: Event): void => {
      if (isEnded) return;
      events.push(event);
      wake();
    };
    stop = start({ next, end });
  };
  return {
    next: async () => {
      if (stop === undefined && !isEnded) begin();
      while (events.length === 0 && !isEnded) await new Promise<void>((resolve) => waiting.push(resolve));
      const [event] = events.splice(0, 1);
      return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
    },
    return: async () => {
      leave();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A stream that is there after a promise, begun with the first `next`. */
export function openLater<Event>(open: () => Promise<AsyncIterableIterator<Event>>): AsyncIterableIterator<Event> {
  let opened: Promise<AsyncIterableIterator<Event>> | undefined;
  let isEnded = false;
  return {
    next: async () => {
      if (isEnded) return { done: true, value: undefined };
      opened ??= open();
      return (await opened).next();
    },
    return: async () => {
      isEnded = true;
      const stream = await opened?.catch(() => undefined);
      await stream?.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
