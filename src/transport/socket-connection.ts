import { CloseCode, makeServer, type WebSocket as ProtocolPort } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { clockTolerance } from './authentication.js';
import type { SocketOptions } from './socket.js';
import { atExpiry, createMessageRate } from './socket-limit.js';
import { createHandlers, type SocketState } from './socket-operation.js';
import type { EventStream } from './subscription.js';
import { createTally } from './tally.js';

/** Milliseconds between two signs of life that a socket must give. */
const keepAliveMs = 12_000;

/**
 * Speaks the protocol with each new socket. The adapter that comes with graphql-ws would print whatever goes wrong, and tell it to the
 * other side as well unless NODE_ENV says production.
 * @returns what takes a new socket, and what it calls once the socket has said who it is.
 */
export function createConnector(options: SocketOptions): (socket: WebSocket, onKnown: () => void) => void {
  const protocol = makeServer(createHandlers(options));
  const subjects = createTally(options.limits.socketsPerSubject);
  return (socket, onKnown) => {
    const streams = new Set<EventStream>();
    const leave: (() => void)[] = [keepAlive(socket)];
    const endStreams = (): void => {
      for (const stream of streams) void stream.return();
    };
    const enter: SocketState['enter'] = ({ subject, expiresAt }) => {
      if (socket.readyState !== socket.OPEN) return false;
      const release = subjects.take(subject);
      if (release === null) {
        socket.close(CloseCode.TooManyInitialisationRequests, 'Too many sockets');
        return false;
      }
      const expire = (): void => {
        socket.close(CloseCode.Forbidden, 'Forbidden');
        endStreams();
      };
      leave.push(release, atExpiry(expiresAt, clockTolerance * 1_000, expire));
      onKnown();
      return true;
    };
    const closed = protocol.opened(createPort(socket), { streams, enter });
    // A frame that breaks the protocol: ws closes the socket itself, with 1002 or 1009.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      for (const end of leave) end();
      endStreams();
      void closed(code, String(reason));
    });
  };
}

/** The socket as graphql-ws wants it. What comes in after a close is begun, or too fast, is not read. */
function createPort(socket: WebSocket): ProtocolPort {
  const mayCome = createMessageRate();
  const isWelcome = (): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    if (mayCome()) return true;
    socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    return false;
  };
  socket.on('ping', isWelcome);
  return {
    protocol: socket.protocol,
    send: (text) => send(socket, text),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) =>
      socket.on('message', (data, isBinary) => {
        if (!isWelcome()) return;
        if (isBinary) return socket.close(CloseCode.BadRequest, 'Invalid message received');
        // What throws here is a message that only a server sends: everything else is answered by `createHandlers`.
        handle(String(data)).catch(() => socket.close(CloseCode.BadRequest, 'Invalid message received'));
      }),
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
