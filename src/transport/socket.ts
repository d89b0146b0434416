import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Authenticate } from './authentication.js';
import type { ErrorMask } from './error.js';
import type { BeginOperation } from './request.js';
import { createConnector } from './socket-connection.js';
import type { Traffic } from './traffic.js';

export interface SocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly begin: BeginOperation;
  readonly mask: ErrorMask;
  readonly traffic: Pick<Traffic, 'isDraining'>;
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
  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = refuseUpgrade(request, options);
    if (refused === null) sockets.handleUpgrade(request, socket, head, connect);
    else socket.end(`HTTP/1.1 ${refused}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  });
  return async () => {
    for (const socket of sockets.clients) socket.close(1001, 'Going away');
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
  };
}

function refuseUpgrade({ url, headers }: IncomingMessage, options: SocketOptions): string | null {
  const { path, corsOrigins, traffic, isExplorer } = options;
  if (url?.split('?')[0] !== path) return '404 Not Found';
  if (traffic.isDraining) return '503 Service Unavailable\r\nretry-after: 1';
  const isOwn = isExplorer && isSameHost(headers);
  const isForeign = headers.origin !== undefined && !corsOrigins.includes(headers.origin) && !isOwn;
  return isForeign ? '403 Forbidden' : null;
}

/** The explorer's page comes from the endpoint's own origin. */
function isSameHost({ origin, host }: IncomingMessage['headers']): boolean {
  return URL.canParse(origin ?? '') && new URL(origin ?? '').host === host;
}
