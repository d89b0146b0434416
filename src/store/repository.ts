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

/** Longer than the furthest day that an installation can allow for a promise, which is 365 business days away. */
export const promiseLimits: RepositoryLimits = { lifetimeMs: 600 * 24 * 3_600_000, maxItems: 100_000, maxPerList: 100 };

/** Reports that are listed: as many as people could decide on. */
export const maxPaymentReports = 5_000;

/** Longer than a bank's dispute takes. */
export const paymentReportLimits: RepositoryLimits = {
  lifetimeMs: 180 * 24 * 3_600_000,
  maxItems: 100_000,
  maxPerList: maxPaymentReports,
};

/** A year. A list is as long as it can be read whole. */
export const outageLimits: RepositoryLimits = { lifetimeMs: 365 * 24 * 3_600_000, maxItems: 10_000, maxPerList: 1_000 };

/** A week. Each holds the ids of the clients whom it pings, some kilobytes. */
export const zonePingLimits: RepositoryLimits = {
  lifetimeMs: 7 * 24 * 3_600_000,
  maxItems: 2_000,
  maxPerList: 200,
};

/** A week; a list is short enough to be read whole in a few milliseconds. */
export const defaultRepositoryLimits: RepositoryLimits = {
  lifetimeMs: 7 * 24 * 3_600_000,
  maxItems: 100_000,
  maxPerList: 1_000,
};

/** A month, for a person may have to look. A list is read whole every few seconds, and holds what is in flight and what is not settled. */
export const openWriteLimits: RepositoryLimits = {
  lifetimeMs: 30 * 24 * 3_600_000,
  maxItems: 100_000,
  maxPerList: 2_000,
};

/** Milliseconds for which a write is applied to answers of back ends: a list lags five minutes and is served stale for ten. */
export const clientWriteLifetimeMs = 900_000;

export const clientWriteLimits: RepositoryLimits = {
  lifetimeMs: clientWriteLifetimeMs,
  maxItems: 10_000,
  maxPerList: 10_000,
};
