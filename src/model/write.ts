/**
 * Outcome of a write that was sent once. `unknown`: it may have happened and must not be sent again. A write that was never sent is an
 * error instead, raised before the back end was reached.
 */
export type WriteOutcome<Value, Refusal = never> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown' }
  | Refusal;

/**
 * Look for the effect of a write whose outcome is unknown. `absent`: all of what would show it was read, and it is not there, which proves
 * something by the rule of its back end. `unclear`: another look may show more. `unreadable`: the back end never shows it, or shows what a
 * person must judge.
 */
export type Evidence<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'absent'; readonly rule: AbsenceRule }
  | { readonly kind: 'unclear' }
  | { readonly kind: 'unreadable' };

/** Two looks without the effect that prove, together, that there will never be one. Milliseconds. */
export interface AbsenceRule {
  /** From the lost answer to the second of them: a request that stalled may land until then. */
  readonly afterMs: number;
  /** Between the two. */
  readonly apartMs: number;
}
