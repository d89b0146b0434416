import { CloseCode, makeServer } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { SocketOptions } from './socket.js';
import { createHandlers, type SocketState } from './socket-operation.js';

/** Milliseconds between two signs of life that a socket must give. */
const keepAliveMs = 12_000;

/**
 * Speaks the protocol with each new socket. The adapter that comes with graphql-ws would print whatever goes wrong, and tell it to the
 * other side as well unless NODE_ENV says production.
 */
export function createConnector(options: SocketOptions): (socket: WebSocket) => void {
  const protocol = makeServer(createHandlers(options));
  return (socket) => {
    const state: SocketState = { streams: new Set() };
    const stopKeepingAlive = keepAlive(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data, isBinary) => {
            if (isBinary) return socket.close(CloseCode.BadRequest, 'Invalid message received');
            // What throws here is a message that only a server sends: everything else is answered by `createHandlers`.
            handle(String(data)).catch(() => socket.close(CloseCode.BadRequest, 'Invalid message received'));
          }),
      },
      state,
    );
    // A frame that breaks the protocol: ws closes the socket itself, with 1002 or 1009.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      stopKeepingAlive();
      for (const stream of state.streams) void stream.return();
      void closed(code, String(reason));
    });
  };
}

function send(socket: WebSocket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  // A socket that breaks while it is written to is closed, which ends what is being sent.
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, keepAliveMs);
  return () => clearInterval(timer);
}
