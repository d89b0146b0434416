/**
 * What is known after a write was sent once. `unknown`: it may have happened, and must not be sent again.
 * That it was never sent is an error, raised before the back end was reached.
 */
export type WriteOutcome<Value, Refusal = never> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown' }
  | Refusal;
