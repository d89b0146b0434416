/** Limits of pinging a zone: each ping is work for a router, and some calls to the back end. */
export interface ZonePingLimits {
  /** Clients that one run pings at most. */
  readonly clients: number;
  /** Pings of one run that are under way together. */
  readonly atOnce: number;
  /** Pings that all runs start in a minute, over all instances. */
  readonly perMinute: number;
  /** Milliseconds after which a run ends with what it has. */
  readonly deadlineMs: number;
  /** Milliseconds between two looks at the pings of a run. */
  readonly pauseMs: number;
}

/**
 * 60 clients show an outage of any zone (see the rule), and take two minutes at 30 a minute, three calls a second. A run that the back
 * end holds up is given up after a quarter of an hour.
 */
export const zonePingLimits: ZonePingLimits = {
  clients: 60,
  atOnce: 6,
  perMinute: 30,
  deadlineMs: 900_000,
  pauseMs: 1_000,
};

/** Echo requests of each ping. */
export const echoes = 4;
