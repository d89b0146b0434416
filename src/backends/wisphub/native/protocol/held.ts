import { backgroundCall, refuseMany, type UpstreamCall } from '../../../../upstream/call.js';

/** A read that takes many calls, and is made once for all who ask within a while. */
export interface Held<Value> {
  /** A call that wants a fresh answer has it read anew. @throws {CallsSpent} a call with a budget would begin it. */
  get(call: UpstreamCall): Promise<Value>;
  forget(): void;
}

/** @param isKept false for a value that the next one who asks shall not get. A read that fails is not kept either. */
export function createHeld<Value>(
  lifeMs: number,
  read: (call: UpstreamCall) => Promise<Value>,
  isKept: (value: Value) => boolean = () => true,
): Held<Value> {
  let held: { readonly value: Promise<Value>; readonly at: number } | undefined;
  return {
    get: async (call) => {
      if (held !== undefined && call.isFresh !== true && performance.now() - held.at < lifeMs) return held.value;
      refuseMany(call);
      // Others wait for it too, when its caller has left.
      const current = { value: read(backgroundCall(undefined, call.trace)), at: performance.now() };
      held = current;
      const forget = (): void => {
        if (held === current) held = undefined;
      };
      current.value.then((value) => (isKept(value) ? undefined : forget()), forget);
      return current.value;
    },
    forget: () => {
      held = undefined;
    },
  };
}
