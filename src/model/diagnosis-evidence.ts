/** An outage that is known, of something on which the client's service depends. */

import type { BackendName } from './backend.js';
import type { ConnectionState } from './ping-task.js';

export interface KnownOutage {
  readonly element: 'ZONE' | 'TOWER' | 'ROUTER';
  readonly name: string | null;
  /** The ISP's words. */
  readonly description: string | null;
}
/** All that the cause follows from: no amount and nothing personal. Null: not known, or not asked. */

export interface DiagnosisEvidence {
  readonly outage: KnownOutage | null;
  /** True as well of a service that was cancelled. */
  readonly isSuspended: boolean | null;
  readonly isOwing: boolean | null;
  readonly canPromise: boolean | null;
  /** True when a promise that was recorded through this gateway still holds. */
  readonly isPromised: boolean;
  /** Global id of the contract or client that a promise would be for. */
  readonly promiseTargetId: string | null;
  readonly pingTaskId: string | null;
  readonly connection: ConnectionState | null;
  /** Back end that would take a ticket of the client. Null: none, or not known. */
  readonly ticketBackend: BackendName | null;
  /** Number there of an open ticket about the same. */
  readonly openTicketId: number | null;
  readonly isZoneFull: boolean | null;
}
