import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a Redis on this machine. */
export interface RedisProxy {
  readonly url: string;
  /** The next answers, so many pieces as they come from the network, never arrive; each connection that loses one is cut. */
  loseAnswers(count: number): void;
  /** Cuts every connection. New ones go to another port from here on, or to none. */
  leadTo(port: number | null): void;
  close(): Promise<void>;
}

export async function startProxy(port: number): Promise<RedisProxy> {
  const sockets = new Set<Socket>();
  let target: number | null = port;
  let toLose = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    return socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (target === null) return void client.destroy();
    const redis = keep(connect(target, '127.0.0.1'));
    client.pipe(redis);
    redis.on('data', (data) => {
      if (toLose === 0) return void client.write(data);
      toLose -= 1;
      client.destroy();
    });
    client.on('close', () => redis.destroy());
    redis.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswers: (count) => {
      toLose = count;
    },
    leadTo: (next) => {
      target = next;
      cut();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
