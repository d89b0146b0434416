import type { AttemptState, Completion, IdempotencyEntry, Reservation } from './idempotency-store.js';

/** Record of one idempotency key. */
export interface IdempotencyRecord {
  readonly state: 'reserved' | 'sent' | 'done' | 'unknown';
  /** Empty after erasure: another request under the key is then no mistake. */
  readonly fingerprint: string;
  readonly owner: string;
  readonly reference: string;
  /** Null: it concerns no client. */
  readonly about: string | null;
  readonly leaseMs: number;
  readonly holdMs: number;
  /** Time at which an incomplete record is given up, by the store's clock. */
  readonly leaseEnds: number;
  /** Time at which the record expires. */
  readonly ends: number;
  /** In JSON. Null where there is none, or none any more. */
  readonly result: string | null;
  /** Record displaced by a forced reservation: restored when nothing was sent. */
  readonly displaced: IdempotencyRecord | null;
}

/*
 * State machine of idempotency records without storage, used by every store that can run it in this process. redis/idempotency-store.ts has
 * the same in Lua; one model test holds both to it.
 */

/** Decision on a reservation, and the record to write where it changes one. */
export function reserve(
  entry: IdempotencyEntry,
  stored: IdempotencyRecord | null,
  now: number,
): { readonly decision: Reservation; readonly next?: IdempotencyRecord } {
  const held = current(stored, now);
  if (held === null) return { decision: { kind: 'go' }, next: toReserved(entry, null, now) };
  if (held.fingerprint !== '' && held.fingerprint !== entry.fingerprint) return { decision: { kind: 'reused' } };
  if (held.state === 'reserved' && held.owner === entry.owner) {
    return { decision: { kind: 'go' }, next: toReserved(entry, held.displaced, now) };
  }
  if (held.state === 'reserved' || (held.state === 'sent' && now < held.leaseEnds))
    return { decision: { kind: 'busy' } };
  if (entry.force === true || (entry.force === 'unknown' && held.state !== 'done')) {
    return { decision: { kind: 'go' }, next: toReserved(entry, { ...held, displaced: null }, now) };
  }
  if (held.state === 'done') {
    return { decision: held.result === null ? { kind: 'erased' } : { kind: 'done', result: JSON.parse(held.result) } };
  }
  return { decision: { kind: 'unknown', reference: held.reference } };
}

/** @returns the record to keep, or null when the lease was lost. */
export function markSent(stored: IdempotencyRecord | null, owner: string, now: number): IdempotencyRecord | null {
  const held = current(stored, now);
  if (held === null || held.owner !== owner) return null;
  if (held.state === 'sent' && now < held.leaseEnds) return held;
  if (held.state !== 'reserved') return null;
  const leaseEnds = now + held.leaseMs;
  return { ...held, state: 'sent', leaseEnds, ends: leaseEnds + held.holdMs };
}

/** @returns the record to keep, null when none is to be kept, undefined when nothing changes. */
export function complete(
  stored: IdempotencyRecord | null,
  owner: string,
  settlement: Completion,
  now: number,
): IdempotencyRecord | null | undefined {
  const held = current(stored, now);
  if (held === null || held.owner !== owner || held.state === 'done') return undefined;
  if (settlement.kind === 'not-sent') return current(held.displaced, now);
  const ends = now + held.holdMs;
  if (settlement.kind === 'unknown') return { ...held, state: 'unknown', ends };
  const result = settlement.kind === 'confirmed' ? null : toJson(settlement.result);
  return { ...held, state: 'done', result, ends, displaced: null };
}

export function stateOf(stored: IdempotencyRecord | null, owner: string, now: number): AttemptState {
  const held = current(stored, now);
  if (held === null || held.owner !== owner) return 'gone';
  if (held.state === 'done') return 'done';
  return held.state === 'reserved' || (held.state === 'sent' && now < held.leaseEnds) ? 'in-flight' : 'unknown';
}

/** @returns the record to keep: the same where nothing in it is settled and about them. */
export function erase(stored: IdempotencyRecord, about: string, now: number): IdempotencyRecord {
  const displaced = stored.displaced === null ? null : erase(stored.displaced, about, now);
  const isComplete = stored.state !== 'reserved' && (stored.state !== 'sent' || stored.leaseEnds <= now);
  if (isComplete && stored.about === about) return { ...stored, fingerprint: '', result: null, displaced };
  return displaced === stored.displaced ? stored : { ...stored, displaced };
}

/** JSON that always is some. */
export function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function current(stored: IdempotencyRecord | null, now: number): IdempotencyRecord | null {
  if (stored === null || now < stored.ends) return stored;
  return current(stored.displaced, now);
}

function toReserved(entry: IdempotencyEntry, displaced: IdempotencyRecord | null, now: number): IdempotencyRecord {
  const { fingerprint, owner, reference, about = null, leaseMs, holdMs } = entry;
  const leaseEnds = now + leaseMs;
  const result = null;
  return {
    state: 'reserved',
    fingerprint,
    owner,
    reference,
    about,
    leaseMs,
    holdMs,
    leaseEnds,
    ends: leaseEnds,
    result,
    displaced,
  };
}
