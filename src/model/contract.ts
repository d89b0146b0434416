import type { BackendName } from './backend.js';
import type { Coordinates } from './coordinates.js';
import type { ServiceStatus } from './service-status.js';

/** One line of service at one address that a subscriber has signed for. */
export interface Contract {
  readonly id: string;
  readonly backend: BackendName;
  /** Global id of the client's record at the same back end. */
  readonly clientId: string;
  readonly contractId: string;
  readonly publicId: number | null;
  readonly status: ServiceStatus;
  readonly upstreamStatus: string | null;
  /** Calendar day, YYYY-MM-DD. */
  readonly startDate: string | null;
  readonly planId: string | null;
  readonly ip: string | null;
  readonly macAddress: string | null;
  readonly pppoeUsername: string | null;
  /** Tower or node of the network, and fibre box, as the back end names them. */
  readonly nodeName: string | null;
  readonly napName: string | null;
  readonly accessServer: AccessServer | null;
  readonly address: string | null;
  readonly location: Coordinates | null;
}

/** The router on which a contract's line ends. */
export interface AccessServer {
  readonly serverId: string;
  readonly kind: string | null;
  readonly name: string | null;
}
