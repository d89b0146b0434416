import type { BackendName } from './backend.js';

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
 * something by the rule of its back end. `unclear`: another look may show more. `unreadable`: the back end never shows it.
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

export const writeStates = ['SENT', 'UNKNOWN', 'READING', 'PERSON', 'DONE', 'NOT_DONE'] as const;

/**
 * `SENT`: in flight, or left behind by a process that died. `UNKNOWN`: its answer was lost. `READING`: the back end has been looked at.
 * `PERSON`: no look can tell any more. The last two are settled.
 */
export type WriteState = (typeof writeStates)[number];

/** A write from its sending on, for as long as it is not known how it ended. No value of a person is in it in the clear. */
export interface WriteRecord {
  /** Of this one attempt. */
  readonly id: string;
  /** As the caller was given it. */
  readonly reference: string;
  /** The mutation. */
  readonly operation: string;
  readonly backend: BackendName;
  /** Global id of the client whom it concerns. */
  readonly clientId: string;
  /** The `sub` of the token that sent it. */
  readonly subject: string;
  /** Its idempotency keys, hashed: the caller's first. */
  readonly keys: readonly string[];
  /** Sealed: by what else the effect is recognised. */
  readonly clue: string;
  readonly state: WriteState;
  /** RFC 3339. */
  readonly requestedAt: string;
  /** Milliseconds after the answer was lost of the first look that did not find the effect. */
  readonly absentMs: number | null;
  readonly settledAt: string | null;
  /** The `sub` of the token of who settled it. Null: the gateway did. */
  readonly settledBy: string | null;
  /** Sealed: in the words of who settled it. */
  readonly note: string | null;
}
