import { once } from 'node:events';
import WebSocket from 'ws';
import { until } from './gateway.js';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface RawSocket {
  readonly socket: WebSocket;
  /** Everything that has come in. */
  readonly received: readonly Message[];
  send(message: unknown): void;
  /** Opens with a token and waits until that is acknowledged. */
  init(token: string): Promise<void>;
  /** The messages about one id, once there are so many. */
  about(id: string, count?: number): Promise<readonly Message[]>;
  /** How it was closed: by the gateway, or by `close`. */
  closed(): Promise<{ readonly code: number; readonly reason: string }>;
  close(): Promise<void>;
}

export interface SocketRequest {
  readonly origin?: string;
  readonly path?: string;
  /** What is offered. */
  readonly protocol?: string | string[];
}

/** A socket that says exactly what it is told to. @throws {RefusedUpgrade} */
export async function openSocket(
  url: string,
  { origin, path = '/graphql', protocol = 'graphql-transport-ws' }: SocketRequest = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocol, origin === undefined ? {} : { origin });
  const received: Message[] = [];
  let end: { code: number; reason: string } | undefined;
  socket.on('message', (text) => received.push(JSON.parse(String(text)) as Message));
  socket.on('close', (code, reason) => {
    end = { code, reason: String(reason) };
  });
  const refused = new Promise<never>((_, reject) => {
    socket.once('unexpected-response', (_request, { statusCode = 0, headers }) =>
      reject(new RefusedUpgrade(statusCode, headers['retry-after'])),
    );
    socket.once('error', reject);
  });
  await Promise.race([once(socket, 'open'), refused]);
  socket.on('error', () => undefined);
  const send = (message: unknown): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  const about = async (id: string, count = 1): Promise<readonly Message[]> => {
    const found = (): readonly Message[] => received.filter((message) => message.id === id);
    await until(() => found().length >= count);
    return found();
  };
  const closed = async (): Promise<{ code: number; reason: string }> => {
    await until(() => end !== undefined);
    return end ?? { code: 0, reason: '' };
  };
  return {
    socket,
    received,
    send,
    init: async (token) => {
      send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      await until(() => received.some(({ type }) => type === 'connection_ack'));
    },
    about,
    closed,
    close: async () => {
      socket.close();
      await closed();
    },
  };
}

export class RefusedUpgrade extends Error {
  constructor(
    readonly status: number,
    readonly retryAfter?: string,
  ) {
    super(`the upgrade was refused with ${status}`);
  }
}
