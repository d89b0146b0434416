import type { Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { AuthenticateToken } from '../auth/authentication.js';
import type { KnownDocuments } from '../documents/known-document.js';
import type { ResolveDocument } from '../documents/requested-document.js';
import type { TrustedDocuments } from '../documents/trusted-document.js';
import type { ErrorMask } from '../execution/error.js';
import type { Executor } from '../execution/executor.js';
import type { EndOperation } from '../execution/operation-end.js';
import type { Guard } from '../execution/operation-guard.js';
import type { BeginOperation } from '../http/request.js';
import type { Metrics } from '../observability/metrics.js';
import type { Tracing } from '../observability/trace.js';
import type { RequestGate } from '../overload/request-gate.js';
import type { SocketTimings } from './limit.js';

/** Limits of sockets at one instance. */
export interface SocketLimits {
  readonly socketsPerSubject: number;
  /** Sockets that are not authenticated yet. */
  readonly pendingSocketsPerAddress: number;
}

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly documents: KnownDocuments;
  readonly executor: Executor;
  readonly authenticate: AuthenticateToken;
  readonly resolveDocument: ResolveDocument;
  readonly guard: Guard;
  readonly trusted: TrustedDocuments | null;
  readonly limits: SocketLimits;
  readonly requestGate: Pick<RequestGate, 'refusalOf'>;
  readonly timings: SocketTimings;
  readonly begin: BeginOperation;
  readonly mask: ErrorMask;
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
  /** True when this origin serves pages, which then may connect like those of `corsOrigins`. */
  readonly hasPage: boolean;
  readonly end: EndOperation;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
}
