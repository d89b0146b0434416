import { createHash, randomUUID } from 'node:crypto';
import type { Caller } from '../../model/caller.js';
import type { IdempotencyEntry } from '../../store/idempotency-store.js';
import type { Write } from './write-request.js';

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
      force: force === 'ended' || (force === 'nothing' ? false : 'unknown'),
    },
  ];
}

function hash(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
