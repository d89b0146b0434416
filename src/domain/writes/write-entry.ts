import { createHash, randomUUID } from 'node:crypto';
import type { BackendName } from '../../model/backend.js';
import type { Caller } from '../../model/caller.js';
import type { WriteOutcome } from '../../model/write.js';
import type { IdempotencyEntry } from '../../store/idempotency-store.js';
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
  /** Earlier writes of the same content that are no obstacle: none, those of unknown outcome, or all that ended. */
  readonly force: 'nothing' | 'unknown' | 'ended';
  /** The call that waits while the same content is in flight. Absent: that is a conflict. */
  readonly waiting?: UpstreamCall;
}

/** Five seconds more than the longest write (15 s): an older lease belongs to a dead process, and its outcome stays unknown. */
export const leaseMs = 20_000;

/** Milliseconds for which a key is stored. */
export const keyHoldMs = 24 * 3_600_000;

/** Hash of a client in the idempotency store. */
export function clientTag(clientId: string): string {
  return hash('client', clientId);
}

/** The caller's key first, then the content. */
export function toEntries(write: Write<unknown, unknown>, caller: Caller): readonly IdempotencyEntry[] {
  const owner = randomUUID();
  const { content, operation } = write;
  const key = hash('key', caller.subject, operation, write.key ?? owner);
  const common = { owner, leaseMs, reference: key.slice(0, 8), about: clientTag(write.clientId) };
  const byKey = { ...common, key, fingerprint: hash('input', JSON.stringify(write.input)), holdMs: keyHoldMs };
  if (content === undefined) return [byKey];
  const { sameForMs, force } = content;
  return [
    byKey,
    {
      ...common,
      key: hash('content', operation, ...content.parts),
      fingerprint: 'content',
      holdMs: sameForMs,
      force: force === 'ended' || (force === 'unknown' ? force : false),
    },
  ];
}

function hash(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
