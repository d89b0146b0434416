import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer, type WebSocket as ProtocolPort } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { callerKey } from '../../model/caller.js';
import { clockTolerance } from '../auth/authentication.js';
import type { SubscriptionEnd } from '../observability/metrics.js';
import type { RunningStream } from '../subscription/running-stream.js';
import type { TenantEnd } from '../tenant.js';
import { atExpiry, createMessageRate } from './limit.js';
import { createHandlers, type SocketState } from './operation.js';
import type { SocketOptions } from './options.js';

/** Milliseconds between two signs of life that a socket must give. */
export const keepAliveMs = 12_000;

/** The close code of who is too slow, or comes at a bad time (RFC 6455's registry). */
const tryAgainLater = 1013;

/**
 * Speaks the protocol with each new socket. The adapter that comes with graphql-ws would print whatever goes wrong, and tell it to the
 * other side as well unless NODE_ENV says production.
 * @returns what takes a new socket, and what it calls once the socket has said who it is.
 */
export function createConnector(options: SocketOptions): (socket: WebSocket, onKnown: () => void) => void {
  const protocol = makeServer(createHandlers(options));
  return (socket, onKnown) => {
    const streams = new Set<RunningStream>();
    const reportClosed = options.metrics.openSocket();
    const leave: (() => void)[] = [keepAlive(socket)];
    const endStreams = (why: SubscriptionEnd): void => {
      for (const stream of streams) stream.end(why);
    };
    /** Terminates even when the peer does not respond. */
    const end = (code: number, reason: string, why: SubscriptionEnd): void => {
      socket.close(code, reason);
      endStreams(why);
    };
    const leaveTenant = (why: TenantEnd): void =>
      why === 'removed'
        ? end(CloseCode.Forbidden, 'Forbidden', 'socket_closed')
        : end(1001, 'Going away', 'socket_closed');
    const enter: SocketState['enter'] = (caller) => {
      if (socket.readyState !== socket.OPEN) return false;
      const release = options.connections.take(callerKey(caller));
      if (release === null) {
        socket.close(CloseCode.TooManyInitialisationRequests, 'Too many sockets');
        return false;
      }
      const expire = (): void => end(CloseCode.Forbidden, 'Forbidden', 'token_expired');
      const stopWaiting = atExpiry(caller.expiresAt, clockTolerance * 1_000, expire);
      leave.push(release, stopWaiting, options.tenants.of(caller).join(leaveTenant));
      onKnown();
      return true;
    };
    const forbid = (reason: string): void => socket.close(CloseCode.Forbidden, reason);
    const reject = (): void => socket.close(tryAgainLater, 'Try again later');
    const send = createSend(socket, options.timings.stuck, () => end(tryAgainLater, 'Too slow', 'too_slow'));
    // graphql-ws closes it as well, but does not say which one it speaks.
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL)
      socket.close(CloseCode.SubprotocolNotAcceptable, `Subprotocol wanted: ${GRAPHQL_TRANSPORT_WS_PROTOCOL}`);
    const closed = protocol.opened(createPort(socket, send), { streams, enter, forbid, reject });
    // A frame that breaks the protocol: ws closes the socket itself, with 1002 or 1009.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      for (const undo of leave) undo();
      endStreams('socket_closed');
      reportClosed(code);
      void closed(code, String(reason));
    });
  };
}

/** The socket as graphql-ws wants it. What comes in after a close is begun, or too fast, is not read. */
function createPort(socket: WebSocket, send: ProtocolPort['send']): ProtocolPort {
  const mayCome = createMessageRate();
  const isAccepted = (): boolean => {
    if (socket.readyState !== socket.OPEN) return false;
    if (mayCome()) return true;
    socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    return false;
  };
  socket.on('ping', isAccepted);
  return {
    protocol: socket.protocol,
    send,
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) =>
      socket.on('message', (data, isBinary) => {
        if (!isAccepted()) return;
        if (isBinary) return socket.close(CloseCode.BadRequest, 'Invalid message received');
        // A message that only a server may send throws here: all others are answered by `createHandlers`.
        handle(String(data)).catch(() => socket.close(CloseCode.BadRequest, 'Invalid message received'));
      }),
  };
}

/**
 * Sends, and waits until the message is taken: graphql-ws fetches a subscription's next event only then, so that of each subscription
 * one message waits here at most.
 */
function createSend(socket: WebSocket, stuckMs: number, onStuck: () => void): ProtocolPort['send'] {
  return (text) => {
    if (socket.readyState !== socket.OPEN) return;
    return new Promise((resolve) => {
      const timer = setTimeout(onStuck, stuckMs);
      // A socket that breaks while it is written to is closed, which ends what is being sent.
      socket.send(text, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  };
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
