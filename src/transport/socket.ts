import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Config } from '../config.js';
import type { Authenticate } from './authentication.js';
import type { ErrorMask } from './error.js';
import type { Guard } from './guard.js';
import type { BeginOperation } from './request.js';
import { createConnector } from './socket-connection.js';
import { createTally } from './tally.js';

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly guard: Guard;
  readonly limits: Config['limits'];
  readonly begin: BeginOperation;
  readonly mask: ErrorMask;
  readonly corsOrigins: readonly string[];
  readonly isExplorer: boolean;
  readonly log: Logger;
}

const maxMessageBytes = 65_536;

/**
 * Subscriptions over graphql-transport-ws, on the port and path of the HTTP endpoint. Nothing that is set up on the HTTP side holds
 * here by itself: documents, errors and origins are checked again by the same rules.
 * @returns the way to close every socket with 1001.
 */
export function serveSockets(options: SocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const connect = createConnector(options);
  const pending = createTally(options.limits.pendingSocketsPerAddress);
  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = refuseUpgrade(request, options);
    if (refused !== null) return refuse(socket, refused);
    const release = pending.take(request.socket.remoteAddress ?? '');
    if (release === null) return refuse(socket, '503 Service Unavailable\r\nretry-after: 1');
    socket.once('close', release);
    sockets.handleUpgrade(request, socket, head, (opened) => connect(opened, release));
  });
  return async () => {
    // From here on new ones are refused with 503.
    for (const socket of sockets.clients) socket.close(1001, 'Going away');
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function refuseUpgrade({ url, headers }: IncomingMessage, options: SocketOptions): string | null {
  const { path, corsOrigins, isExplorer } = options;
  if (url?.split('?')[0] !== path) return '404 Not Found';
  const isOwn = isExplorer && isSameHost(headers);
  const isForeign = headers.origin !== undefined && !corsOrigins.includes(headers.origin) && !isOwn;
  return isForeign ? '403 Forbidden' : null;
}

/** The explorer's page comes from the endpoint's own origin. */
function isSameHost({ origin, host }: IncomingMessage['headers']): boolean {
  return URL.canParse(origin ?? '') && new URL(origin ?? '').host === host;
}
