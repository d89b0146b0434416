import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { createConcurrencyCounter } from '../overload/concurrency-counter.js';
import { retryAfterSeconds } from '../overload/request-gate.js';
import { createConnector } from './connection.js';
import type { SocketTimings } from './limit.js';
import type { SocketOptions } from './options.js';

export const maxMessageBytes = 65_536;

/**
 * Subscriptions over graphql-transport-ws, on the port and path of the HTTP endpoint. Nothing that is set up on the HTTP side holds
 * here by itself: documents, errors and origins are checked again by the same rules.
 * @returns the way to close every socket with 1001.
 */
export function serveSockets(options: SocketOptions): () => Promise<void> {
  const settings = {
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // Property that the type definitions lack.
    closeTimeout: options.timings.closing,
    handleProtocols: chooseProtocol,
  } as const;
  const sockets = new WebSocketServer(settings);
  const connect = createConnector(options);
  const pending = createConcurrencyCounter(options.limits.pendingSocketsPerAddress);
  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = refuseUpgrade(request, options);
    if (refused !== null) return refuse(socket, refused);
    const release =
      options.requestGate.refusalOf(null) !== null ? null : pending.take(request.socket.remoteAddress ?? '');
    if (release === null) return refuse(socket, `503 Service Unavailable\r\nretry-after: ${retryAfterSeconds}`);
    socket.once('close', release);
    sockets.handleUpgrade(request, socket, head, (opened) => connect(opened, release));
  });
  return async () => {
    closeSpread(sockets.clients, options.timings.spread);
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
  };
}

/**
 * Of others than ours one is taken all the same: a browser sees no reason of an upgrade that is refused, or that takes none of what it
 * offers. The connector closes such a socket and says why.
 */
function chooseProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : ([...offered][0] ?? false);
}

/** Not all at once, for they all come back to what is left of us. Until its turn comes a socket is served as ever. */
function closeSpread(sockets: ReadonlySet<WebSocket>, { each, most }: SocketTimings['spread']): void {
  const windowMs = Math.min(sockets.size * each, most);
  for (const socket of sockets) setTimeout(() => socket.close(1001, 'Going away'), Math.random() * windowMs);
}

/** Node has detached the connection: without this its errors would end the process, and it would never close. */
function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function refuseUpgrade({ url, headers }: IncomingMessage, options: SocketOptions): string | null {
  const { path, isAllowedOrigin, hasPage } = options;
  if (url?.split('?')[0] !== path) return '404 Not Found';
  const isOwn = hasPage && isSameHost(headers);
  const isForeign = headers.origin !== undefined && !isAllowedOrigin(headers.origin) && !isOwn;
  return isForeign ? '403 Forbidden' : null;
}

/** The pages come from the endpoint's own origin. */
function isSameHost({ origin, host }: IncomingMessage['headers']): boolean {
  return URL.canParse(origin ?? '') && new URL(origin ?? '').host === host;
}
