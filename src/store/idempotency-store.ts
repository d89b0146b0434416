/**
 * Remembers which writes were sent, so that none is sent twice. An entry goes reserved -> sent -> done or unknown. A reservation whose
 * lease ends before it was sent is free again; one that was sent and never settled reads as unknown from the end of its lease.
 */
export interface IdempotencyStore {
  /** The same owner may repeat the call until the write is sent: it gets the same result, and the lease begins again. */
  reserve(entry: IdempotencyEntry): Promise<Reservation>;
  /**
   * The request is about to leave: from here on only `settle` tells how it went. The lease begins anew, and the entry survives the
   * loss of the machine that holds it where the store can (a replica, a disk).
   * @returns false when the lease was lost: nothing may be sent.
   */
  markSent(key: string, owner: string): Promise<boolean>;
  /**
   * Records the outcome for `holdMs`. `not-sent` frees the key at once; a complete entry that the reservation displaced is restored. Called
   * by another than the owner, or on a complete entry, it changes nothing.
   */
  complete(key: string, owner: string, settlement: Completion): Promise<void>;
  /** Progress of the attempt of an owner under a key. */
  stateOf(key: string, owner: string): Promise<AttemptState>;
  /**
   * Drops what settled writes about someone answered, and the fingerprints of what was asked. Their keys stay taken as long as they
   * would have been: nothing is sent again, whatever the input.
   */
  erase(about: string): Promise<void>;
}

export interface IdempotencyEntry {
  /** A hash: no value of a person may be in it. */
  readonly key: string;
  /** A hash of the input: another one under the same key is a mistake of the caller. */
  readonly fingerprint: string;
  /** Reference of the outcome while it is unknown. */
  readonly reference: string;
  /** One attempt. The same owner may reserve again. */
  readonly owner: string;
  /**
   * Hash of the client that the write concerns, by which `erase` finds it.
   * @default none
   */
  readonly about?: string;
  /** Milliseconds after which an unsettled entry is given up, counted from the reservation and again from `markSent`. */
  readonly leaseMs: number;
  /** Milliseconds for which a settled entry is kept, and one that was never settled from the end of its lease. */
  readonly holdMs: number;
  /**
   * True: a complete entry is no obstacle, only one in flight. `unknown`: only an entry of unknown outcome is no obstacle.
   * @default false
   */
  readonly force?: boolean | 'unknown';
}

export type Reservation =
  | { readonly kind: 'go' }
  | { readonly kind: 'done'; readonly result: unknown }
  /** It was done, and what it answered was erased since. */
  | { readonly kind: 'erased' }
  /** Carries the reference of the attempt that sent it. */
  | { readonly kind: 'unknown'; readonly reference: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

export type Completion =
  /** `result` must survive JSON. */
  | { readonly kind: 'done'; readonly result: unknown }
  /** It was done, and what it answered is not known: reads as erased. */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-sent' };

/** `in-flight`: within its lease. `unknown`: sent, and not settled. `gone`: nothing is stored of it, or another's stands there. */
export type AttemptState = 'in-flight' | 'done' | 'unknown' | 'gone';
