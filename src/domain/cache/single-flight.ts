import type { BackendName } from '../../model/backend.js';
import { UpstreamError } from '../../model/errors.js';
import { operationBudgetMs, remainingMs, type UpstreamCall } from '../../upstream/call.js';

/** The call that began a load: its caller's turn, its count and its trace. */
export type FlightOrigin = Pick<UpstreamCall, 'caller' | 'onRequest' | 'trace'>;

/** One load under way, for everyone who waits for it. It belongs to none of them, and ends early when the last of them has left. */
export class InFlightRequest {
  readonly requestedAt: number;
  readonly #backend: BackendName;
  readonly #controller = new AbortController();
  #waiters = 0;

  /** @param requestedAt by the clock of the cache. */
  constructor(requestedAt: number, backend: BackendName) {
    this.requestedAt = requestedAt;
    this.#backend = backend;
  }

  /** On behalf of all: with a time of its own, and counted and traced where it was begun. */
  toCall({ caller, onRequest, trace }: FlightOrigin): UpstreamCall {
    const deadline = performance.now() + operationBudgetMs;
    return { deadline, signal: this.#controller.signal, caller, onRequest, trace };
  }

  /**
   * Waits for the load's answer until the caller hangs up or its deadline passes.
   * @param onDeserted called when the last caller left, before the load is aborted.
   * @throws {UpstreamError} the caller left. @throws the error of the load.
   */
  wait<Value>(answer: Promise<Value>, call: UpstreamCall, onDeserted: () => void): Promise<Value> {
    this.#waiters += 1;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        call.signal?.removeEventListener('abort', leave);
      };
      const leave = (): void => {
        end();
        reject(new UpstreamError('UPSTREAM_TIMEOUT', this.#backend));
        this.#waiters -= 1;
        if (this.#waiters > 0) return;
        onDeserted();
        this.#controller.abort();
      };
      const timer = setTimeout(leave, remainingMs(call));
      call.signal?.addEventListener('abort', leave);
      answer.finally(end).then(resolve, reject);
      if (call.signal?.aborted === true) leave();
    });
  }
}
