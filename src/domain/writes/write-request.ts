import type { BackendName } from '../../model/backend.js';
import type { WriteOutcome } from '../../model/write.js';
import type { UpstreamCall } from '../../upstream/call.js';
import type { WriteOperation } from './operation.js';

/** One write that must not happen twice. */

export interface Write<Value, Refusal> {
  /** Keys of different mutations do not meet. */
  readonly operation: WriteOperation;
  readonly backend: BackendName;
  /** The caller's idempotency key; null: this call stands for itself. */
  readonly key: string | null;
  /** Input that the key stands for, as JSON. */
  readonly input: unknown;
  /** Global id of the client whose data the outcome holds: what is kept of it goes when they are purged. */
  readonly clientId: string;
  /** Content by which two writes are the same under any key. Absent: only keys count. */
  readonly content?: WriteContent;
  /**
   * By what else than client and reference its effect is recognised, asked after `check`. Absent: an unclear outcome is not looked into.
   */
  clue?(): unknown;
  /** Proves that the write is the caller's to make, before its content is reserved. @returns null when it is, else why not. */
  check?(): Promise<Refusal | { readonly kind: 'not-found' } | null>;
  /** Sends it, once. @param reference what an unclear outcome will be called. */
  send(reference: string): Promise<WriteOutcome<Value, Refusal>>;
}
/** Effect of a write, independent of its caller. */

export interface WriteContent {
  readonly parts: readonly (string | number)[];
  /** Milliseconds for which the same content is the same write. */
  readonly sameForMs: number;
  /**
   * Earlier writes of the same content that are no obstacle: none, those of unknown outcome that are left to a person, all of unknown outcome,
   * or all that ended.
   */
  readonly force: 'nothing' | 'left' | 'unknown' | 'ended';
  /** The call that waits while the same content is in flight. Absent: that is a conflict. */
  readonly waiting?: UpstreamCall;
}
