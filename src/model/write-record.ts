import type { BackendName } from './backend.js';

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
