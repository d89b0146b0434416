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
