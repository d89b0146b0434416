/** Every number of the way to a back end, in one place. Milliseconds unless the name says otherwise. */
export const limits = {
  timeout: {
    /** A name that is not found by then will not be found in time. */
    lookup: 1_000,
    /** Of TCP, and once more of TLS. */
    connect: 1_000,
    /** From the first byte out to the last byte in. */
    read: 5_000,
    list: 5_000,
    /** Longer than the middleware's own 10 s, or its answer would often be lost for nothing. */
    write: 15_000,
  },
  bulkhead: {
    /** Calls at once. */
    read: 32,
    list: 8,
    write: 8,
    /** Left of an operation's time when a call that waited for its turn has been answered, so that the rest is answered too. */
    margin: 500,
  },
  breaker: {
    /** Opens when so many calls of the window, this share of them at least, failed. */
    minCalls: 20,
    failureShare: 0.5,
    window: 10_000,
    /** Opens as well when so many failed one after the other. */
    inARow: 5,
    /** Doubles with every probe that fails. */
    firstOpen: 5_000,
    maxOpen: 30_000,
  },
  failedRequests: {
    /** A question that failed so often in a row, while others were answered, is not asked for a while. */
    inARow: 2,
    rest: 5_000,
    /** A question that fails again within this time says nothing new of the back end. */
    memory: 60_000,
    /** Most that are remembered. */
    max: 1_000,
  },
  retry: {
    minPause: 50,
    maxPause: 250,
    /** An attempt that took longer to fail is not repeated: its caller has waited enough. */
    maxAttempt: 2_000,
    /** Retries that a call earns. */
    budgetPerCall: 0.1,
    budgetPerSecond: 1,
    /** Most retries that can be saved up. */
    budgetMax: 10,
  },
  rateLimit: {
    /** A read waits for the end of a window that is shorter. */
    maxWait: 2_000,
    /** The window when the back end does not say. */
    unknownWindow: 1_000,
  },
  health: {
    /** Number and age of the calls from which the state is derived. */
    calls: 10,
    maxAge: 30_000,
    /** So many failures in a row, and nothing else, make it DOWN. */
    downAfter: 3,
  },
  /** Bytes of an answer, decompressed. */
  maxBytes: 5_000_000,
} as const;

type Numbers<Group> = { readonly [Name in keyof Group]: number };

export type TimeoutLimits = Numbers<typeof limits.timeout>;
export type BulkheadLimits = Numbers<typeof limits.bulkhead>;
export type BreakerLimits = Numbers<typeof limits.breaker>;
export type FailedRequestLimits = Numbers<typeof limits.failedRequests>;
export type RetryBudgetLimits = Numbers<typeof limits.retry>;
export type RateLimitWindowLimits = Numbers<typeof limits.rateLimit>;
export type HealthLimits = Numbers<typeof limits.health>;
