import type { BackendName } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { type Call, type CallKind, pause, remainingMs } from '../call.js';
import type { RateLimitLimits } from '../limits.js';
import { rateLimited } from './retry-after.js';

/** The time during which a back end wants no calls, because it has had too many. */
export interface ClosedWindow {
  readonly isClosed: boolean;
  /** Whether a call made now would leave, at once or after a wait. */
  isPassable(kind: CallKind, call: Call): boolean;
  /** Closes it when the error says so. */
  see(error: unknown): void;
  /** @throws {UpstreamError} it is closed; `retryAfterMs` is the rest. */
  check(): void;
  /** A read waits for a window that is about to open. @throws {UpstreamError} as `check`. */
  pass(kind: CallKind, call: Call): Promise<void>;
}

export function createClosedWindow(backend: BackendName, { maxWait, unknownWindow }: RateLimitLimits): ClosedWindow {
  let until = 0;
  const restMs = (): number => Math.max(0, Math.ceil(until - performance.now()));
  const check = (): void => {
    const rest = restMs();
    if (rest > 0) throw rateLimited(backend, rest);
  };
  const isPassable = (kind: CallKind, call: Call): boolean => {
    const rest = restMs();
    return rest === 0 || (kind !== 'write' && rest <= maxWait && rest < remainingMs(call));
  };
  return {
    get isClosed() {
      return restMs() > 0;
    },
    see: (error) => {
      if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_RATE_LIMITED') return;
      until = Math.max(until, performance.now() + (error.options.retryAfterMs ?? unknownWindow));
    },
    check,
    isPassable,
    pass: async (kind, call) => {
      const rest = restMs();
      // A timer may be a millisecond early.
      if (rest > 0 && isPassable(kind, call)) await pause(rest + 1, call);
      check();
    },
  };
}
