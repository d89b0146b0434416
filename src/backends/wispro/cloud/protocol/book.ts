import type { UpstreamCall } from '../../../../upstream/call.js';

/** A short list that changes seldom, read when it is first wanted. */
export type Book<Value> = (call: UpstreamCall) => Promise<Value>;

/** Milliseconds for which a list of the installation's own things is good: plans change by the month. */
const usualMs = 600_000;

/**
 * Keeps what was read. Those who ask while it is read share the reading, which goes on when the one who began it leaves.
 * @param goodForMs milliseconds for which a value is kept. Default: ten minutes.
 */
export function createBook<Value>(
  read: (call: UpstreamCall) => Promise<Value>,
  goodForMs: (value: Value) => number = () => usualMs,
  clock: () => number = () => performance.now(),
): Book<Value> {
  let kept: { readonly value: Value; readonly until: number } | undefined;
  let running: Promise<Value> | undefined;
  return async (call) => {
    if (kept !== undefined && clock() < kept.until) return kept.value;
    const keep = (value: Value): Value => {
      kept = { value, until: clock() + goodForMs(value) };
      return value;
    };
    if (running === undefined && call.budget !== undefined) return keep(await read(call));
    running ??= read({ ...call, signal: undefined })
      .then(keep)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}
