/** A back end's receipt for a promise to pay. */
export interface PromiseReceipt {
  /** The back end's own id of the promise, where it gives one. */
  readonly reference: string | null;
  /** The last day on which the promise holds, as the back end understood it, YYYY-MM-DD. */
  readonly validUntil: string;
}

/** Rules of an installation for promises to pay. */
export interface PromisePolicy {
  /** Furthest day, counted from today. */
  readonly maxDays: number;
  /** True when Saturdays, Sundays and the country's holidays do not count. */
  readonly countsBusinessDays?: boolean;
  /** True when only a suspended service may be promised for. */
  readonly onlySuspended: boolean;
}

/** A promise that was recorded through this gateway. */
export interface RecordedPromise {
  /** Global id of what is promised for, and the day. */
  readonly id: string;
  /** Global id of the client's record. */
  readonly clientId: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly validUntil: string;
}
