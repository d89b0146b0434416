import type { BackendName } from '../../model/backend.js';
import type { Caller } from '../../model/caller.js';
import { CodedError, UpstreamError } from '../../model/errors.js';
import type { FieldProblem } from '../../model/problem.js';
import type { WriteOutcome } from '../../model/write.js';
import type { WriteRecord } from '../../model/write-record.js';
import type { Completion, IdempotencyEntry, IdempotencyStore, Reservation } from '../../store/idempotency-store.js';
import { pause, remainingMs, type UpstreamCall } from '../../upstream/call.js';
import { type DomainObserver, type IdempotencyState, noopObserver } from '../observer.js';
import { noOpenWrites, type OpenWrites } from '../outcomes/open-writes.js';
import { leaseMs, toEntries } from './write-entry.js';
import type { Write } from './write-request.js';

/** Result of a write for its caller. */
export type WriteResult<Value, Refusal = never> =
  | { readonly kind: 'done'; readonly value: Value; readonly isReplay: boolean }
  /** The same content was written shortly before, under another key. */
  | { readonly kind: 'duplicate'; readonly value: Value }
  | { readonly kind: 'refused'; readonly backend: BackendName }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown'; readonly backend: BackendName; readonly reference: string }
  | { readonly kind: 'key-reused' }
  /** It was done before, and what came of it has been purged since. */
  | { readonly kind: 'erased' }
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'invalid'; readonly fields: readonly FieldProblem[] }
  | Refusal;

/** Milliseconds between two looks at the same content that is in flight. */
const contentPauseMs = 50;

/** The idempotency keys that are taken: visible ASCII, so that two spellings of one key cannot differ invisibly. */
export function isIdempotencyKey(key: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(key);
}

/** Sends writes at most once, by the state machine of the idempotency store. */
export class Writes {
  readonly #idempotency: IdempotencyStore;
  readonly #caller: Caller;
  readonly #observer: DomainObserver;
  readonly #openWrites: OpenWrites;

  constructor(
    idempotency: IdempotencyStore,
    caller: Caller,
    observer: DomainObserver = noopObserver,
    openWrites: OpenWrites = noOpenWrites,
  ) {
    this.#idempotency = idempotency;
    this.#caller = caller;
    this.#observer = observer;
    this.#openWrites = openWrites;
  }

  /** @throws {ServiceUnavailable} the idempotency store is out of reach: nothing was sent. @throws {UpstreamError} nothing was sent. */
  async once<Value, Refusal extends { readonly kind: string } = never>(
    write: Write<Value, Refusal>,
  ): Promise<WriteResult<Value, Refusal>> {
    const notify = (outcome: string): void => this.#observer.onWriteEnd(write.operation, outcome);
    try {
      const result = await this.#reserve(write);
      notify(result.kind === 'done' && 'isReplay' in result && result.isReplay ? 'replayed' : result.kind);
      return result;
    } catch (error) {
      notify(error instanceof CodedError ? error.code : 'INTERNAL_SERVER_ERROR');
      throw error;
    }
  }

  async #reserve<Value, Refusal extends { readonly kind: string }>(
    write: Write<Value, Refusal>,
  ): Promise<WriteResult<Value, Refusal>> {
    const moved = (state: IdempotencyState): void => this.#observer.onWriteState(write.operation, state);
    const entries = toEntries(write, this.#caller);
    const held: IdempotencyEntry[] = [];
    let record: WriteRecord | null = null;
    let leaseEnds = 0;
    try {
      for (const entry of entries) {
        const isContent = held.length > 0;
        if (isContent && write.content?.force === 'left') {
          const pending = await this.#openWrites.findPending(entry.key);
          if (pending !== null) {
            await this.#complete(write, held, { kind: 'not-sent' });
            return { kind: 'unknown', backend: pending.backend, reference: pending.reference };
          }
        }
        const reservation = await (isContent
          ? this.#reserveContent(entry, write.content?.waiting)
          : this.#idempotency.reserve(entry));
        if (reservation.kind !== 'go') {
          await this.#complete(write, held, { kind: 'not-sent' });
          return toResult(reservation, write.backend, isContent);
        }
        held.push(entry);
        if (isContent) continue;
        moved('reserved');
        const refusal = (await write.check?.()) ?? null;
        if (refusal !== null) {
          await this.#complete(write, held, { kind: 'not-sent' });
          return refusal;
        }
      }
      record = await this.#begin(write, entries);
      leaseEnds = performance.now() + leaseMs;
      if (!(await this.#markSent(entries)) || performance.now() > leaseEnds) {
        await this.#complete(write, entries, { kind: 'not-sent' }, record);
        return { kind: 'in-progress' };
      }
      moved('sent');
    } catch (error) {
      // Nothing was sent: what is held must not look as if it had been.
      await this.#complete(write, held, { kind: 'not-sent' }, record);
      throw error;
    }
    return this.#send(write, entries, record);
  }

  /** Stored before it can have been sent: whoever sends it may die. */
  async #begin(write: Write<unknown, unknown>, entries: readonly IdempotencyEntry[]): Promise<WriteRecord | null> {
    const [first] = entries;
    if (write.clue === undefined || first === undefined) return null;
    const { operation, backend, clientId } = write;
    const { owner: id, reference } = first;
    const attempt = { id, reference, operation, backend, clientId, subject: this.#caller.subject };
    return this.#openWrites.begin({ ...attempt, keys: entries.map(({ key }) => key), clue: write.clue() });
  }

  async #markSent(entries: readonly IdempotencyEntry[]): Promise<boolean> {
    for (const { key, owner } of entries) if (!(await this.#idempotency.markSent(key, owner))) return false;
    return true;
  }

  /** Waits for its turn where the write may: one that is in flight ends within its lease. */
  async #reserveContent(entry: IdempotencyEntry, waiting: UpstreamCall | undefined): Promise<Reservation> {
    for (;;) {
      const reservation = await this.#idempotency.reserve(entry);
      if (reservation.kind !== 'busy' || waiting === undefined) return reservation;
      if (waiting.signal?.aborted === true || remainingMs(waiting) < contentPauseMs) return reservation;
      await pause(contentPauseMs, waiting);
    }
  }

  async #send<Value, Refusal extends { readonly kind: string }>(
    write: Write<Value, Refusal>,
    entries: readonly IdempotencyEntry[],
    record: WriteRecord | null,
  ): Promise<WriteResult<Value, Refusal>> {
    const reference = entries[0]?.reference ?? '';
    let outcome: WriteOutcome<Value, Refusal>;
    try {
      outcome = await write.send(reference);
    } catch (error) {
      const wasNotSent = error instanceof CodedError && !(error instanceof UpstreamError && error.mayHaveArrived);
      if (wasNotSent) {
        await this.#complete(write, entries, { kind: 'not-sent' }, record);
        throw error;
      }
      outcome = { kind: 'unknown' };
    }
    await this.#complete(write, entries, toSettlement(outcome), record);
    switch (outcome.kind) {
      case 'done':
        return { kind: 'done', value: (outcome as { readonly value: Value }).value, isReplay: false };
      case 'unknown':
        return { kind: 'unknown', backend: write.backend, reference };
      case 'refused':
        return { kind: 'refused', backend: write.backend };
      default:
        return outcome as Refusal | { readonly kind: 'not-found' };
    }
  }

  /**
   * The caller gets the outcome even when the store has just become unavailable: an entry that stays `sent` reads as unknown once its lease
   * is over, so nothing is sent again.
   */
  async #complete(
    { operation }: Pick<Write<unknown, unknown>, 'operation'>,
    entries: readonly IdempotencyEntry[],
    settlement: Exclude<Completion, { readonly kind: 'confirmed' }>,
    record: WriteRecord | null = null,
  ): Promise<void> {
    if (entries.length > 0) this.#observer.onWriteState(operation, settlement.kind);
    await Promise.allSettled(entries.map(({ key, owner }) => this.#idempotency.complete(key, owner, settlement)));
    if (record !== null) await this.#openWrites[settlement.kind === 'unknown' ? 'doubt' : 'end'](record);
  }
}

/** Result of a write whose reservation was not granted. */
function toResult<Value>(
  reservation: Exclude<Reservation, { kind: 'go' }>,
  backend: BackendName,
  isContent: boolean,
): WriteResult<Value> {
  switch (reservation.kind) {
    case 'done': {
      const value = reservation.result as Value;
      return isContent ? { kind: 'duplicate', value } : { kind: 'done', value, isReplay: true };
    }
    case 'unknown':
      return { kind: 'unknown', backend, reference: reservation.reference };
    case 'busy':
      return { kind: 'in-progress' };
    case 'reused':
      return { kind: 'key-reused' };
    case 'erased':
      return { kind: 'erased' };
  }
}

/** A refusal leaves no trace: the same key may try again once the reason is gone. */
function toSettlement(
  outcome: WriteOutcome<unknown, { readonly kind: string }>,
): Exclude<Completion, { readonly kind: 'confirmed' }> {
  if (outcome.kind === 'done') return { kind: 'done', result: (outcome as { readonly value: unknown }).value };
  return { kind: outcome.kind === 'unknown' ? 'unknown' : 'not-sent' };
}
