import type { Server } from 'node:http';
import type { Authenticate } from '../auth/tenant-choice.js';
import type { ResolveDocument } from '../documents/requested-document.js';
import type { ErrorMask } from '../execution/error.js';
import type { ConcurrencyCounter } from '../overload/concurrency-counter.js';
import type { RequestGate } from '../overload/request-gate.js';
import type { SubscriptionOptions } from '../subscription/start.js';
import type { ServedTenants } from '../tenant.js';
import type { SocketTimings } from './limit.js';

/** Limits of sockets at one instance. */
export interface SocketLimits {
  readonly socketsPerSubject: number;
  /** Sockets that are not authenticated yet. */
  readonly pendingSocketsPerAddress: number;
}

export interface SocketOptions extends SubscriptionOptions {
  readonly server: Server;
  readonly path: string;
  readonly authenticate: Authenticate;
  readonly resolveDocument: ResolveDocument;
  readonly limits: SocketLimits;
  /** Open connections that carry subscriptions, by subject: sockets and event streams together. */
  readonly connections: ConcurrencyCounter;
  readonly requestGate: Pick<RequestGate, 'refusalOf'>;
  readonly timings: SocketTimings;
  readonly tenants: Pick<ServedTenants, 'of'>;
  readonly mask: ErrorMask;
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** True when this origin serves pages, which then may connect like those of allowed origins. */
  readonly hasPage: boolean;
}
