/** Lifetimes of a back end's answer in milliseconds since it was given. */
export interface Lifetime {
  /** Until then it is shown without asking again. */
  readonly fresh: number;
  /** Until then it is shown while it is asked for again behind the caller's back. Not before `fresh`. */
  readonly revalidate: number;
  /** Until then it is shown, flagged stale, if the back end cannot be asked. Zero: never. */
  readonly ifError: number;
  /**
   * The same as `fresh`, of what is in doubt: that there is no such thing, which can also mean that the back end is down, and what
   * stands in for an answer. So it is also how long a back end that failed is left alone.
   */
  readonly absent: number;
}

const second = 1_000;
const minute = 60 * second;

/**
 * The table of lifetimes. What a person may have changed a moment ago lives for seconds; what the back ends themselves keep for minutes,
 * for minutes. `ifError` is given only where the graph can say how old a thing is. Payment links and results of pings are never kept.
 */
export const lifetimes = {
  client: { fresh: 15 * second, revalidate: 30 * second, ifError: 10 * minute, absent: 5 * second },
  clientList: { fresh: 2 * minute, revalidate: 5 * minute, ifError: 10 * minute, absent: 5 * second },
  plan: { fresh: 5 * minute, revalidate: 10 * minute, ifError: 0, absent: 5 * second },
  ticketSubject: { fresh: 10 * minute, revalidate: 10 * minute, ifError: 0, absent: 5 * second },
  ticket: { fresh: 5 * second, revalidate: 5 * second, ifError: 0, absent: 5 * second },
  zone: { fresh: 5 * second, revalidate: 5 * second, ifError: 0, absent: 0 },
  invoice: { fresh: 15 * second, revalidate: 15 * second, ifError: 0, absent: 0 },
  payment: { fresh: 15 * second, revalidate: 15 * second, ifError: 0, absent: 0 },
} as const satisfies Readonly<Record<string, Lifetime>>;

export type LifetimeTable = Readonly<Record<keyof typeof lifetimes, Lifetime>>;

/** Nothing is kept: each operation asks for itself. */
export const noLifetimes: LifetimeTable = {
  client: none(),
  clientList: none(),
  plan: none(),
  ticketSubject: none(),
  ticket: none(),
  zone: none(),
  invoice: none(),
  payment: none(),
};

function none(): Lifetime {
  return { fresh: 0, revalidate: 0, ifError: 0, absent: 0 };
}
