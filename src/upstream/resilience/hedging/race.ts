import type { UpstreamCall } from '../../call.js';

/** When there is a second attempt, and who hears of it. */
export interface RaceRules {
  /** Milliseconds after which the first attempt is late. */
  readonly lateAfterMs: number;
  /** Asked when it is late: whether there is a second. */
  mayHedge(): boolean;
  /** The error of an attempt that the other may still make good. */
  onFailure(error: unknown): void;
  /** A race of two ended. @param by the attempt that answered first; null: neither did. */
  onEnd(by: 'first' | 'second' | null): void;
}

/**
 * Makes an attempt, and where it is late a second one over connections of its own. The first answer is that of both, and the other attempt
 * is cancelled.
 * @throws whatever the attempt that failed first throws, once both failed.
 */
export function race<Value>(
  call: UpstreamCall,
  attempt: (call: UpstreamCall) => Promise<Value>,
  rules: RaceRules,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<AbortController>();
    let isHedged = false;
    let isOver = false;
    let failure: { readonly error: unknown } | undefined;
    const cancel = (): void => {
      for (const each of attempts) each.abort();
    };
    const end = (by: 'first' | 'second' | null): void => {
      isOver = true;
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', cancel);
      if (isHedged) rules.onEnd(by);
      cancel();
    };
    const start = (name: 'first' | 'second', own: Partial<UpstreamCall>): void => {
      const controller = new AbortController();
      attempts.add(controller);
      attempt({ ...call, ...own, signal: controller.signal }).then(
        (value) => {
          attempts.delete(controller);
          if (isOver) return;
          end(name);
          resolve(value);
        },
        (error: unknown) => {
          attempts.delete(controller);
          if (isOver) return;
          failure ??= { error };
          if (attempts.size > 0) {
            rules.onFailure(error);
            return;
          }
          end(null);
          reject(failure.error);
        },
      );
    };
    const timer = setTimeout(() => {
      if (call.signal?.aborted === true || !rules.mayHedge()) return;
      isHedged = true;
      start('second', { isAlone: true, resends: (call.resends ?? 0) + 1 });
    }, rules.lateAfterMs);
    call.signal?.addEventListener('abort', cancel, { once: true });
    start('first', {});
  });
}
