import type { BackendName } from './backend.js';
import type { ConnectionState } from './ping-task.js';

/** Parts of the network that can fail as a whole, the one that claims least about the cause first. */
export const outageScopes = ['ZONE', 'ROUTER', 'TOWER'] as const;

export type OutageScope = (typeof outageScopes)[number];

export const outageSources = ['PINGS', 'BACK_END'] as const;

export type OutageSource = (typeof outageSources)[number];

export const outageStates = ['OPEN', 'ENDED'] as const;

export type OutageState = (typeof outageStates)[number];

export const outageEndings = ['ANSWERS', 'FLAG_GONE', 'SILENCE'] as const;

/** Reason of an end: clients answer again, the back end's flag is gone, or no ping has said anything for too long. */
export type OutageEnding = (typeof outageEndings)[number];

/** A zone, router or tower whose clients have no connection. */
export interface Outage {
  readonly id: string;
  readonly backend: BackendName;
  readonly scope: OutageScope;
  /** The back end's id of the zone, router or tower. */
  readonly elementId: number;
  readonly elementName: string | null;
  /** Counts the outages of one element and source from 1: two instances cannot both raise the next. */
  readonly ordinal: number;
  readonly source: OutageSource;
  readonly state: OutageState;
  /** RFC 3339. */
  readonly raisedAt: string;
  readonly endedAt: string | null;
  readonly ending: OutageEnding | null;
  /** Clients of the element with a result in the window, and those of them without and with a connection. */
  readonly tested: number;
  readonly down: number;
  readonly up: number;
  /** Time of the latest result that counts. Null: the back end's flag alone is known. */
  readonly testedAt: string | null;
  /** Clients of the element but those who answer. */
  readonly affectedCount: number;
  /** The ISP's words. */
  readonly description: string | null;
}

/** What a ping says of the network between the ISP and a client. */
export type LineState = 'UP' | 'DOWN';

/**
 * An antenna that answers is proof that its tower works, and so is one packet of several. A value that is not known says nothing.
 */
export function lineStateOf(connection: ConnectionState | null): LineState | null {
  switch (connection) {
    case 'NO_INTERNET':
      return 'DOWN';
    case 'STABLE':
    case 'INTERMITTENT':
    case 'ANTENNA_ONLY':
      return 'UP';
    default:
      return null;
  }
}
