import type { UpstreamCall } from '../../../../upstream/call.js';
import { createHeld, type Held } from './held.js';

/** Reads of many things, each made once for all who ask within a while. */
export interface HeldByKey<Value> {
  get(key: string, call: UpstreamCall): Promise<Value>;
  forget(key: string): void;
}

/** Beyond `max` keys those that were read first are forgotten. */
export function createHeldByKey<Value>(
  lifeMs: number,
  max: number,
  read: (key: string, call: UpstreamCall) => Promise<Value>,
): HeldByKey<Value> {
  const all = new Map<string, Held<Value>>();
  return {
    get: async (key, call) => {
      if (call.budget !== undefined) return read(key, call);
      const held = all.get(key) ?? createHeld(lifeMs, (now) => read(key, now));
      const [first] = all.keys();
      if (!all.has(key) && all.size >= max && first !== undefined) all.delete(first);
      all.set(key, held);
      return held.get(call);
    },
    forget: (key) => {
      all.delete(key);
    },
  };
}
