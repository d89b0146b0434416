import type { BackendName } from './backend.js';
import type { LineState } from './outage.js';

export const zonePingStates = ['RUNNING', 'COMPLETED'] as const;

export type ZonePingState = (typeof zonePingStates)[number];

/** One client of a run. */
export interface ZonePingTarget {
  readonly clientId: string;
  /** Null: not started yet, or it could not be. */
  readonly pingTaskId: string | null;
  /** `UNKNOWN`: the ping had no result. Null: none yet. */
  readonly result: LineState | 'UNKNOWN' | null;
}

/** A run of pings of one zone's clients. */
export interface ZonePing {
  readonly id: string;
  readonly backend: BackendName;
  readonly zoneId: number;
  readonly state: ZonePingState;
  readonly targets: readonly ZonePingTarget[];
  /** RFC 3339. */
  readonly requestedAt: string;
  readonly completedAt: string | null;
  /** The `sub` of the token that asked. */
  readonly requestedBy: string;
}
