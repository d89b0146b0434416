import type { BackendName } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import { backgroundCall, refuseMany, remainingMs, type UpstreamCall } from '../upstream/call.js';

/** A read that takes many calls, made once for all and kept warm: made anew in the background while somebody asks for it. */
export interface Warm<Value> {
  /**
   * What is held, at once, or else what the read gives that is under way or begins. A call that wants a fresh answer has one of its own.
   * @throws {UpstreamError} the time of the call was over first. @throws {CallsSpent} a call with a budget would begin it.
   * @throws the error of the read.
   */
  get(call: UpstreamCall): Promise<Reading<Value>>;
  /** Milliseconds since what is held was asked for; null: nothing is held. */
  readonly ageMs: number | null;
  /** Something in it has been changed: what is held or on its way is not shown to callers from now on. */
  forget(): void;
  /** Ends the reads in the background. */
  close(): void;
}

export interface Reading<Value> {
  readonly value: Value;
  /** When it was asked for, by `performance.now()`. */
  readonly readAt: number;
}

const minute = 60_000;

/** Milliseconds for which a value is shown. The native contract asks for five minutes or more (2.2). */
export const lifeMs = 5 * minute;

/** Age in milliseconds at which it is read anew, in time for the slowest walk. */
export const refreshMs = 4 * minute;

/** Milliseconds after which a read in the background that failed is made again. */
export const retryMs = minute / 4;

/** Milliseconds since the last caller after which it is not kept warm any longer. */
export const idleMs = 15 * minute;

/** Milliseconds that a read may take, whoever waits for it: 140 pages of a large provider take longer than an operation may. */
const readMs = minute;

/** @param isKept false for a value that replaces nothing. A read that fails replaces nothing either. */
export function createWarm<Value>(
  backend: BackendName,
  read: (call: UpstreamCall) => Promise<Value>,
  isKept: (value: Value) => boolean,
): Warm<Value> {
  let held: Reading<Value> | undefined;
  let running: Promise<Reading<Value>> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let changes = 0;
  let isClosed = false;

  const ageOf = ({ readAt }: Reading<Value>): number => performance.now() - readAt;
  const findHeld = (): Reading<Value> | undefined => (held !== undefined && ageOf(held) < lifeMs ? held : undefined);
  const begin = (call: Partial<UpstreamCall> = {}): Promise<Reading<Value>> => {
    const [readAt, seen] = [performance.now(), changes];
    const { onRequest, ...background } = backgroundCall(readMs, call.trace);
    const reading = read({ ...background, caller: call.caller, onRequest: call.onRequest ?? onRequest }).then(
      (value) => {
        const current = { value, readAt };
        const isNewer = held === undefined || held.readAt <= readAt;
        if (seen === changes && isNewer && isKept(value)) held = current;
        return current;
      },
    );
    running = reading;
    const end = (): void => {
      if (running === reading) running = undefined;
      plan();
    };
    reading.then(end, end);
    return reading;
  };
  /** One timer, and a read by it only when no other is under way. It does not keep the process alive. */
  const plan = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const current = findHeld();
    if (isClosed || current === undefined) return;
    const age = ageOf(current);
    timer = setTimeout(refresh, age < refreshMs ? refreshMs - age : retryMs).unref();
  };
  const refresh = (): void => {
    timer = undefined;
    const isWanted = performance.now() - askedAt < idleMs;
    if (isWanted && running === undefined && findHeld() !== undefined) begin();
  };

  return {
    get: async (call) => {
      askedAt = performance.now();
      const current = findHeld();
      if (call.isFresh === true || (current ?? running) === undefined) refuseMany(call);
      if (call.isFresh === true) return within(backend, call, begin(call));
      if (current === undefined) return within(backend, call, running ?? begin(call));
      // It had not been asked for until now.
      if (timer === undefined && !isClosed) refresh();
      return current;
    },
    get ageMs() {
      const current = findHeld();
      return current === undefined ? null : ageOf(current);
    },
    forget: () => {
      held = undefined;
      running = undefined;
      changes += 1;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** The read goes on for the others when one who waits for it runs out of time. */
async function within<Value>(backend: BackendName, call: UpstreamCall, reading: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UpstreamError('UPSTREAM_TIMEOUT', backend)), Math.max(0, remainingMs(call)));
  });
  try {
    return await Promise.race([reading, limit]);
  } finally {
    clearTimeout(timer);
  }
}
