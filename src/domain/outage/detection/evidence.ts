import type { LineState } from '../../../model/outage.js';

/** The latest result of a client's pings. */
export interface Result {
  readonly line: LineState;
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  /** The same, RFC 3339, as the ping has it. */
  readonly time: string;
}

/** Latest results of the window. Memory of this process: every instance receives every result. */
export interface Evidence {
  readonly results: ReadonlyMap<string, Result>;
  add(clientId: string, result: Result): void;
  forget(clientId: string): void;
  /** Drops what is older than the window. */
  trim(now: number): void;
}

export function createEvidence(windowMs: number): Evidence {
  // In the order of their times, for each new result goes to the end.
  const results = new Map<string, Result>();
  return {
    results,
    add: (clientId, result) => {
      results.delete(clientId);
      results.set(clientId, result);
    },
    forget: (clientId) => results.delete(clientId),
    trim: (now) => {
      for (const [clientId, { at }] of results) {
        if (now - at < windowMs) break;
        results.delete(clientId);
      }
    },
  };
}
