import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serveControl } from './control.js';

/** Sockets to open, each acknowledged by the protocol. */
export interface OpenOrder {
  readonly url: string;
  readonly token: string;
  readonly count: number;
}

/** What a socket was told, and when. */
export interface Delivery {
  readonly topic: string;
  /** Milliseconds since 1970: all processes have the one clock. */
  readonly at: number;
  readonly isGood: boolean;
  /** The gateway got no result in time. */
  readonly isGivenUp: boolean;
}

const query = 'subscription Done($id: ID!) { pingTaskCompleted(id: $id) { id status connection } }';

/** How many sockets are being opened at any time: the kernel's queue is no part of the measurement. */
const atOnce = 50;

const sockets: WebSocket[] = [];
const deliveries: Delivery[] = [];
let wanted = 0;

serveControl('', {
  open: async ({ url, token, count }: OpenOrder) => {
    let left = count;
    const work = async (): Promise<void> => {
      while (left-- > 0) sockets.push(await open(url, token));
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  },
  /** One topic for each socket, in order. */
  subscribe: async (topics: readonly string[]) => {
    wanted = topics.length;
    await Promise.all(topics.map((topic, index) => subscribe(sockets[index], topic)));
  },
  deliveries: () => ({ isComplete: deliveries.length >= wanted, deliveries }),
});

async function open(url: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
  const [message] = await once(socket, 'message');
  if (!String(message).includes('connection_ack')) throw new Error(`no acknowledgement, but ${message}`);
  return socket;
}

/** Resolves when the server has read what is sent: it answers a ping behind it. */
function subscribe(socket: WebSocket | undefined, topic: string): Promise<void> {
  if (socket === undefined) throw new Error('there are fewer sockets than topics');
  return new Promise((resolve, reject) => {
    socket.on('message', (data) => {
      const text = String(data);
      if (text.includes('"type":"pong"')) return resolve();
      const isNext = text.includes('"type":"next"');
      if (isNext || text.includes('"type":"error"')) {
        const isGivenUp = text.includes('"TIMED_OUT"');
        deliveries.push({ topic, at: Date.now(), isGood: isNext && !text.includes('"errors":'), isGivenUp });
      }
    });
    socket.on('close', (code, reason) => reject(new Error(`a socket was closed: ${code} ${reason}`)));
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { id: topic } } }));
    socket.send(JSON.stringify({ type: 'ping' }));
  });
}
