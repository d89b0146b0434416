import type { BackendName } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { type CallKind, pause, remainingMs, type UpstreamCall } from '../call.js';
import type { RateLimitWindowLimits } from '../limits.js';
import { rateLimited } from './retry-after.js';

/** The time during which a back end wants no calls, because it has had too many. */
export interface RateLimitWindow {
  readonly isLimited: boolean;
  /** Whether a call made now would leave, at once or after a wait. */
  isCallPermitted(kind: CallKind, call: UpstreamCall): boolean;
  /** Closes it when the error says so. */
  record(error: unknown): void;
  /** @throws {UpstreamError} it is closed; `retryAfterMs` is the rest. */
  check(): void;
  /** A read waits for a window that is about to open. @throws {UpstreamError} as `check`. */
  pass(kind: CallKind, call: UpstreamCall): Promise<void>;
}

export function createRateLimitWindow(
  backend: BackendName,
  { maxWait, unknownWindow }: RateLimitWindowLimits,
): RateLimitWindow {
  let until = 0;
  const restMs = (): number => Math.max(0, Math.ceil(until - performance.now()));
  const check = (): void => {
    const rest = restMs();
    if (rest > 0) throw rateLimited(backend, rest);
  };
  const isCallPermitted = (kind: CallKind, call: UpstreamCall): boolean => {
    const rest = restMs();
    return rest === 0 || (kind !== 'write' && rest <= maxWait && rest < remainingMs(call));
  };
  return {
    get isLimited() {
      return restMs() > 0;
    },
    record: (error) => {
      if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_RATE_LIMITED') return;
      until = Math.max(until, performance.now() + (error.options.retryAfterMs ?? unknownWindow));
    },
    check,
    isCallPermitted,
    pass: async (kind, call) => {
      const rest = restMs();
      // A timer may be a millisecond early.
      if (rest > 0 && isCallPermitted(kind, call)) await pause(rest + 1, call);
      check();
    },
  };
}
