import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What is wrong with a network. Holds for open connections too. Milliseconds and bytes. */
export type Toxic =
  /** Every piece of an answer comes later, by `ms` and up to `jitterMs` more. */
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
  /** Connections are reset, open ones at once and new ones at their first byte. */
  | { readonly kind: 'reset' }
  /** Nothing passes, and nobody is told. */
  | { readonly kind: 'timeout' }
  /** That the server has closed is told so much later. */
  | { readonly kind: 'slow-close'; readonly ms: number }
  /** A connection is cut after so many bytes of answers. */
  | { readonly kind: 'limit'; readonly bytes: number }
  /** Answers drip: so many bytes at a time, with a pause after each. */
  | { readonly kind: 'slice'; readonly bytes: number; readonly ms: number }
  /** Nobody listens. */
  | { readonly kind: 'down' };

/** A TCP proxy on loopback that spoils what passes through it. */
export interface TcpProxy {
  /** Stands for the target, whose path it keeps. */
  readonly url: string;
  /** Connections accepted so far. */
  readonly connections: number;
  /** Adds a toxic to those there are. */
  toxic(toxic: Toxic): Promise<void>;
  /** A healthy network again; connections that a toxic has broken stay broken. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** @param targetUrl an http URL. */
export async function startProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const toxics: Toxic[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer({ allowHalfOpen: true }, (client) => {
    connections += 1;
    const upstream = connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true });
    for (const [socket, other] of pairs(client, upstream)) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    passRequests(client, upstream, toxics).catch(() => client.destroy());
    passAnswers(upstream, client, toxics).catch(() => client.destroy());
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };

  return {
    url: `http://127.0.0.1:${port}${target.pathname.replace(/\/$/, '')}`,
    get connections() {
      return connections;
    },
    toxic: async (toxic) => {
      toxics.push(toxic);
      if (toxic.kind === 'down') await stop();
      if (toxic.kind === 'reset') for (const socket of sockets) socket.resetAndDestroy();
    },
    clear: async () => {
      toxics.length = 0;
      if (!server.listening) await listen(server, port);
    },
    close: stop,
  };
}

async function passRequests(client: Socket, upstream: Socket, toxics: readonly Toxic[]): Promise<void> {
  for await (const chunk of client.iterator({ destroyOnReturn: false })) {
    if (find(toxics, 'reset') !== undefined) {
      client.resetAndDestroy();
      upstream.destroy();
      return;
    }
    if (find(toxics, 'timeout') === undefined) upstream.write(chunk);
  }
  upstream.end();
}

async function passAnswers(upstream: Socket, client: Socket, toxics: readonly Toxic[]): Promise<void> {
  let passed = 0;
  for await (const chunk of upstream.iterator({ destroyOnReturn: false })) {
    for (const piece of slice(chunk, find(toxics, 'slice')?.bytes)) {
      await delay(toxics);
      if (find(toxics, 'timeout') !== undefined) continue;
      const limit = find(toxics, 'limit')?.bytes ?? Number.POSITIVE_INFINITY;
      client.write(piece.subarray(0, Math.max(0, limit - passed)));
      passed += piece.length;
      if (passed > limit) return cut(client, upstream);
    }
  }
  await wait(find(toxics, 'slow-close')?.ms ?? 0);
  client.end();
}

async function delay(toxics: readonly Toxic[]): Promise<void> {
  const { ms = 0, jitterMs = 0 } = find(toxics, 'latency') ?? {};
  const lateMs = ms + Math.random() * jitterMs + (find(toxics, 'slice')?.ms ?? 0);
  if (lateMs > 0) await wait(lateMs);
}

/** What was written still arrives. */
function cut(client: Socket, upstream: Socket): void {
  client.destroySoon();
  upstream.destroy();
}

function slice(chunk: Buffer, bytes = chunk.length): readonly Buffer[] {
  const count = Math.ceil(chunk.length / bytes);
  return Array.from({ length: count }, (_, index) => chunk.subarray(index * bytes, (index + 1) * bytes));
}

function find<Kind extends Toxic['kind']>(
  toxics: readonly Toxic[],
  kind: Kind,
): Extract<Toxic, { readonly kind: Kind }> | undefined {
  return toxics.find((toxic): toxic is Extract<Toxic, { readonly kind: Kind }> => toxic.kind === kind);
}

function pairs(one: Socket, other: Socket): readonly (readonly [Socket, Socket])[] {
  return [
    [one, other],
    [other, one],
  ];
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
