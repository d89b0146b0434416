import type { BackendName } from './backend.js';

export const pingTaskStatuses = ['PENDING', 'COMPLETED', 'FAILED', 'TIMED_OUT'] as const;

export type PingTaskStatus = (typeof pingTaskStatuses)[number];

export const connectionStates = ['STABLE', 'INTERMITTENT', 'ANTENNA_ONLY', 'NO_INTERNET', 'UNKNOWN'] as const;

/** Conclusion of a finished ping about the subscriber's line. */
export type ConnectionState = (typeof connectionStates)[number];

/** How the line answered, where the back end tells it of each echo. */
export interface PingFigures {
  /** Percent of the echoes that did not come back, 0 to 100. Null: not known. */
  readonly packetLoss: number | null;
  /** Mean round trip in milliseconds of those that came back. Null: none did, or not known. */
  readonly latencyMs: number | null;
}

/** A ping that this gateway started: what it waits for, and what came of it. */
export interface PingTask extends Partial<PingFigures> {
  readonly id: string;
  readonly backend: BackendName;
  /** The back end's own id of the task. */
  readonly taskId: string;
  readonly clientId: string;
  readonly serviceId: number;
  readonly zoneId: number | null;
  /** Number of echo requests ordered. */
  readonly pings: number;
  readonly status: PingTaskStatus;
  /** Null until COMPLETED. */
  readonly connection: ConnectionState | null;
  readonly message: string | null;
  /** RFC 3339. */
  readonly requestedAt: string;
  readonly completedAt: string | null;
  /** The `sub` of the token that asked. */
  readonly requestedBy: string;
}

/** One reading of a back end's ping task. */
export type PingReading =
  | { readonly kind: 'pending' }
  | ({
      readonly kind: 'completed';
      readonly connection: ConnectionState;
      readonly message: string | null;
    } & Partial<PingFigures>)
  | { readonly kind: 'failed'; readonly message: string | null };
