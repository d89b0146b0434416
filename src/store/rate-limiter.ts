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
