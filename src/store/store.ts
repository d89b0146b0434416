import type { ClientChange } from '../model/client.js';
import type { PingTask } from '../model/ping-task.js';
import type { OpenedTicket } from '../model/ticket.js';

/**
 * State that outlives a request. Every method may throw `ServiceUnavailable` while the store is out of reach, within 300 ms, unless it says
 * otherwise.
 */
export interface Store {
  readonly kind: 'memory' | 'file' | 'redis';
  /** As the last requests found it: false while they are refused without being tried. */
  readonly isReachable: boolean;
  readonly idempotency: IdempotencyStore;
  /** Every put is published as `ping-task` in the same step: no event is lost between the two. */
  readonly pingTasks: Repository<PingTask>;
  readonly tickets: Repository<OpenedTicket>;
  readonly sessions: Repository<StoredSession>;
  /** Phone numbers that do not identify anyone yet. */
  readonly unconfirmedPhones: Repository<UnconfirmedPhone>;
  /** Each is published as `client-written` in the same step and stored as long as back ends may not show it, for instances that start later. */
  readonly clientWrites: Repository<ClientWritten>;
  readonly events: EventBus;
  readonly pingSchedule: PingSchedule;
  readonly limiters: RateLimiters;
  /** Ends what was begun. A handler that runs is waited for. */
  close(): Promise<void>;
}

/** Assurances of a session whose program cannot hold a secret itself. */
export interface StoredSession {
  /** A hash. */
  readonly id: string;
  /** Tokens that open nothing but to the caller to whom they were given, the newest first. */
  readonly assurances: readonly string[];
  readonly isOver: boolean;
}

/** Hash of a record and a number on it that its owner has not confirmed. */
export type UnconfirmedPhone = Pick<StoredSession, 'id'>;

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
  { readonly kind: 'done'; readonly result: unknown } | { readonly kind: 'unknown' } | { readonly kind: 'not-sent' };

/**
 * Records that are found by id or by the names of the lists they are in. An item is kept for a time after it was last put. Bounded, as
 * a whole and in each list: those that were put first go first. Where a store out of reach leaves a copy in this process, reads answer
 * that instead of throwing.
 */
export interface Repository<Item extends { readonly id: string }> {
  /** Again: the item is replaced, keeps its place in the lists where it is, and joins those where it was not. */
  put(item: Item, lists: readonly string[]): Promise<void>;
  /** Puts an item where there is none of its id. @returns false when there is one, and nothing has changed. */
  add(item: Item, lists: readonly string[]): Promise<boolean>;
  /**
   * Puts `next` where `previous` is, if that is still there word for word.
   * @returns false when something else is there by now, and nothing has changed: of several who try, one succeeds.
   */
  replace(previous: Item, next: Item): Promise<boolean>;
  get(id: string): Promise<Item | null>;
  /** Newest first, by when they were first put there. */
  list(name: string): Promise<readonly Item[]>;
  /** Deletes the items of a list from the repository, and so from every list. */
  clear(name: string): Promise<void>;
}

/** Milliseconds from any beginning. Never goes back. */
export type Clock = () => number;

/** Capacity of a repository. */
export interface RepositoryLimits {
  /** Milliseconds after its last put for which an item is kept. */
  readonly lifetimeMs: number;
  readonly maxItems: number;
  readonly maxPerList: number;
}

/** As long as what is proven in one holds. None is in a list. */
export const sessionLimits: RepositoryLimits = { lifetimeMs: 15 * 60_000, maxItems: 100_000, maxPerList: 1 };

/** Ten years, as a number may stay on record. Each is in a list of its own, by which it is taken away. */
export const unconfirmedPhoneLimits: RepositoryLimits = {
  lifetimeMs: 315_360_000_000,
  maxItems: 1_000_000,
  maxPerList: 1,
};

/** A week; a list is short enough to be read whole in a few milliseconds. */
export const defaultRepositoryLimits: RepositoryLimits = {
  lifetimeMs: 7 * 24 * 3_600_000,
  maxItems: 100_000,
  maxPerList: 1_000,
};

/** Milliseconds for which a write is applied to answers of back ends: a list lags five minutes and is served stale for ten. */
export const clientWriteLifetimeMs = 900_000;

export const clientWriteLimits: RepositoryLimits = {
  lifetimeMs: clientWriteLifetimeMs,
  maxItems: 10_000,
  maxPerList: 10_000,
};

/**
 * Events between instances. Each listener receives an event once, and those of one publisher in order. An instance that was cut off
 * receives on its return the events it missed, as far as the store still has them: a caller that must not miss any reads the repository
 * after subscribing. Listeners must not throw.
 */
export interface EventBus {
  /**
   * Returns once the listeners of this instance have received it. Never fails: while the store is out of reach only they receive it,
   * possibly again on its return.
   */
  publish<Topic extends keyof Events>(topic: Topic, event: Events[Topic]): Promise<void>;
  /** @returns the way to stop listening. */
  subscribe<Topic extends keyof Events>(topic: Topic, listener: (event: Events[Topic]) => void): () => void;
  /**
   * Publishes `client-purged` and withdraws earlier events of the client that are still undelivered. Unlike `publish` it fails when other
   * instances cannot be reached.
   */
  purge(clientId: string): Promise<void>;
}

export interface Events {
  readonly 'ping-task': PingTask;
  readonly 'client-written': ClientWritten;
  /** A write to the client ended with an unknown outcome. */
  readonly 'client-doubted': { readonly clientId: string };
  /** Everything stored about the client is to be deleted. */
  readonly 'client-purged': { readonly clientId: string };
}

/** A client was changed through the gateway, which the back end's caches may not show yet. */
export interface ClientWritten {
  /** Of this one writing. */
  readonly id: string;
  readonly clientId: string;
  readonly change: ClientChange;
}

/**
 * Schedule of polls of ping tasks. All instances share the work: one poll of a task is in flight at a time, and another instance repeats
 * the poll of one that died. A poll interrupted that way may therefore run twice.
 */
export interface PingSchedule {
  /** Plans the first poll. A task that is planned already stays as it is. */
  enqueue(task: PingTask, delayMs: number): Promise<void>;
  /**
   * Takes part in the polling, until the store closes or the answer is called.
   * @param poll answers the milliseconds until the next poll, or null when the task needs none. When it throws, the task is polled
   * again after a second.
   */
  work(poll: PingPoll): () => Promise<void>;
}

export type PingPoll = (
  task: PingTask,
  progress: {
    /** Polls begun before this one. */
    readonly polls: number;
    /** Milliseconds since the task was planned, by the store's clock. */
    readonly ageMs: number;
  },
) => Promise<number | null>;

/** Makes counts against limits. Each instance makes one of a name, and those of all instances are one count. */
export interface RateLimiters {
  /**
   * Asks the store each time, and is never wrong.
   * @param pointsAlone what each instance allows while the store is out of reach, and counts by itself.
   */
  exact(limit: RateLimit, pointsAlone: number): RateLimiter;
  /**
   * Counts in this process, and tells the store afterwards: who takes waits for nothing.
   * @param tolerance points, and those of one taking more, that each instance may allow above the limit. While the store is out of
   * reach each allows as much as the limit.
   */
  approximate(limit: RateLimit, tolerance: number): RateLimiter;
}

export interface RateLimit {
  readonly name: string;
  /** For each key and each time. */
  readonly points: number;
  /** Seconds, whole: from the first taking of a key until it begins anew. */
  readonly duration: number;
}

/** Never out of reach: where the store is, this process counts alone. */
export interface RateLimiter {
  /** @param key any text: it leaves this process as a hash. @param points default 1. */
  take(key: string, points?: number): Promise<RateLimitResult>;
  /** Gives one point back that was taken for nothing. Not waited for. */
  refund(key: string): void;
}

export interface RateLimitResult {
  readonly isAllowed: boolean;
  /** Points left. */
  readonly points: number;
  /** Milliseconds until the key begins anew. */
  readonly renewsInMs: number;
}
