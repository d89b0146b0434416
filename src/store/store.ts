import type { ClientChange } from '../model/client.js';
import type { PingTask } from '../model/ping-task.js';
import type { OpenedTicket } from '../model/ticket.js';

/** What outlives a request. Every method may throw `ServiceUnavailable` when the store is out of reach. */
export interface Store {
  readonly ledger: WriteLedger;
  readonly pingTasks: Shelf<PingTask>;
  readonly tickets: Shelf<OpenedTicket>;
  readonly events: EventBus;
  close(): Promise<void>;
}

/**
 * Remembers which writes were sent, so that none is sent twice. An entry goes reserved -> sent -> done or unknown. A reservation whose
 * lease ends before it was sent is free again; one that was sent and never settled becomes unknown.
 */
export interface WriteLedger {
  reserve(entry: LedgerEntry): Promise<Reservation>;
  /** The request is about to leave: from here on only `settle` tells how it went. @returns false when the lease was lost. */
  markSent(key: string, owner: string): Promise<boolean>;
  /** How it went. Held for `holdMs`; `not-sent` frees the key at once. */
  settle(key: string, owner: string, settlement: Settlement): Promise<void>;
}

export interface LedgerEntry {
  /** A hash: no value of a person may be in it. */
  readonly key: string;
  /** A hash of the input: another one under the same key is a mistake of the caller. */
  readonly fingerprint: string;
  /** What the outcome will be called while nobody knows it. */
  readonly reference: string;
  /** Who reserves: one attempt. The same owner may reserve again. */
  readonly owner: string;
  /** Milliseconds after which an unsettled entry is given up. */
  readonly leaseMs: number;
  /** Milliseconds for which a settled entry is kept. */
  readonly holdMs: number;
  /** True: a settled entry is no obstacle, only one that is in flight. Default false. */
  readonly force?: boolean;
}

export type Reservation =
  | { readonly kind: 'go' }
  | { readonly kind: 'done'; readonly result: unknown }
  /** With the reference of whoever sent it. */
  | { readonly kind: 'unknown'; readonly reference: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

export type Settlement =
  /** `result` must survive JSON. */
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'unknown' } | { readonly kind: 'not-sent' };

/** Records that are found by id or by the names of the lists they are in. Bounded: the oldest go first. */
export interface Shelf<Item extends { readonly id: string }> {
  put(item: Item, lists: readonly string[]): Promise<void>;
  get(id: string): Promise<Item | null>;
  /** Newest first. */
  list(name: string): Promise<readonly Item[]>;
}

/** What instances tell one another. At most once: who must not miss a thing reads the shelf after subscribing. */
export interface EventBus {
  publish<Topic extends keyof Events>(topic: Topic, event: Events[Topic]): Promise<void>;
  /** @returns the way to stop listening. */
  subscribe<Topic extends keyof Events>(topic: Topic, listener: (event: Events[Topic]) => void): () => void;
}

export interface Events {
  readonly 'ping-task': PingTask;
  readonly 'client-written': ClientWritten;
}

/** A client was changed through the gateway, which the back end's caches may not show yet. */
export interface ClientWritten {
  readonly clientId: string;
  readonly change: ClientChange;
}
