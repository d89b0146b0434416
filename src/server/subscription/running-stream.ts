import type { SubscriptionEnd } from '../observability/metrics.js';
import type { EventStream } from './event-stream.js';

/** A stream that somebody else than its reader can end. */
export interface RunningStream extends EventStream {
  end(reason: SubscriptionEnd): void;
}

/**
 * The same stream, in the set for as long as it runs. Its reader gets nothing after its end from outside, not even that end: graphql-ws
 * would send it to the client, under an id that may be of another subscription by then.
 */
export function trackStream(
  stream: EventStream,
  streams: Set<RunningStream>,
  onEnd: (reason: SubscriptionEnd) => void,
): RunningStream {
  let isLeft = false;
  const forget = (reason: SubscriptionEnd): void => {
    if (streams.delete(running)) onEnd(reason);
  };
  const running: RunningStream = {
    next: async () => {
      const event = await stream.next().catch((error: unknown) => {
        forget('failed');
        throw error;
      });
      if (isLeft) return new Promise(() => undefined);
      if (event.done === true) forget('completed');
      return event;
    },
    return: async () => {
      isLeft = true;
      forget('cancelled');
      return stream.return();
    },
    end: (reason) => {
      forget(reason);
      void stream.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  streams.add(running);
  return running;
}
