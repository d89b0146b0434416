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
    /** Calls at once; of reads and lists where it begins, for how many are best is found out. */
    read: 32,
    list: 8,
    write: 8,
    /** Left of an operation's time when a call that waited for its turn has been answered, so that the rest is answered too. */
    margin: 500,
  },
  concurrency: {
    /** Least and most reads and lists at once, as shares of those to begin with. */
    floor: 0.125,
    ceiling: 4,
    /** Fewer at once where answers take more than so many times what they take of a back end that is not busy. */
    tolerance: 1.5,
    /** Of an answer's time: by this the gateway itself may be late. */
    slack: 2,
    /** The limit stays while the gateway's own process was busy for this share of the time. */
    ownLoad: 0.9,
    /** Time and answers after which the limit is reckoned anew. */
    window: 50,
    windowCalls: 10,
    /** What a back end takes that is not busy is measured anew after this, and believed for twice as long. */
    age: 10_000,
    /** The same for the first time. */
    firstProbe: 1_000,
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
  hedge: {
    /** A read that takes longer than 19 of 20 by its route did, and this share of that more, is asked for a second time. */
    beyondUsual: 0.05,
    /** Not sooner. */
    minDelay: 20,
    /** While less than `minSamples` answers by its route are known: after this. */
    unknownDelay: 1_000,
    minSamples: 20,
    /** Second attempts that a read earns, and most that can be saved up. */
    budgetPerCall: 0.15,
    budgetMax: 3,
    /** Parts of a retry that one takes out of the retry budget, of which a call earns 0.1: these are 0.15 for each call. */
    retries: 2 / 3,
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
export type ConcurrencyLimits = Numbers<typeof limits.concurrency>;
export type BreakerLimits = Numbers<typeof limits.breaker>;
export type FailedRequestLimits = Numbers<typeof limits.failedRequests>;
export type RetryBudgetLimits = Numbers<typeof limits.retry>;
export type HedgeLimits = Numbers<typeof limits.hedge>;
export type RateLimitWindowLimits = Numbers<typeof limits.rateLimit>;
export type HealthLimits = Numbers<typeof limits.health>;
