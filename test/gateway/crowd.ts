import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { CloseCode } from 'graphql-ws';
import WebSocket from 'ws';

/** One of many sockets, of which a test wants to know no more than this. */
export interface Member {
  readonly socket: WebSocket;
  /** The events of its one subscription, oldest first. */
  readonly events: readonly unknown[];
  /** How often its subscription has completed. */
  readonly completions: () => number;
  /** The close code. */
  readonly closed: Promise<number>;
}

export interface Order {
  readonly url: string;
  /** For each member, by its number. */
  readonly token: (index: number) => string;
  readonly count: number;
  /** What each subscribes to, by its number. Default: nothing. */
  readonly subscribe?: (index: number) => { readonly query: string; readonly variables?: object };
  /** Hears of every refused upgrade. */
  readonly onRefused?: (status: number, retryAfter: string | undefined) => void;
}

/** How many knock at any time: the kernel's queue is no part of a test. */
const atOnce = 100;

/** Opens many sockets, each acknowledged. Who is refused with 503 comes back when it is told to, as a good client does. */
export async function openCrowd(order: Order): Promise<readonly Member[]> {
  const members: Member[] = [];
  const numbers = Array.from({ length: order.count }, (_, index) => index).values();
  const work = async (): Promise<void> => {
    for (const index of numbers) members[index] = await join(order, index);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return members;
}

/** One more member of a crowd. */
export async function join(order: Order, index: number): Promise<Member> {
  for (;;) {
    const opened = await open(order.url);
    if (opened instanceof WebSocket) {
      const entered = await enter(opened, order, index);
      if (entered !== null) return entered;
      continue;
    }
    order.onRefused?.(opened.status, opened.retryAfter);
    if (opened.status !== 503 || opened.retryAfter === undefined) throw new Error(`refused with ${opened.status}`);
    // Not all in the same moment: who is told the same comes back at the same time.
    await setTimeout(Number(opened.retryAfter) * 1_000 * (0.5 + Math.random()));
  }
}

function open(url: string): Promise<WebSocket | { readonly status: number; readonly retryAfter: string | undefined }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, { statusCode = 0, headers }) =>
      resolve({ status: statusCode, retryAfter: headers['retry-after'] }),
    );
  });
}

/** @returns null when this process was so busy that it did not say in time who it is. */
async function enter(socket: WebSocket, { token, subscribe }: Order, index: number): Promise<Member | null> {
  const events: unknown[] = [];
  let completions = 0;
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token(index)}` } }));
  const code = await Promise.race([once(socket, 'message').then(() => null), closed]);
  if (code === CloseCode.ConnectionInitialisationTimeout) return null;
  if (code !== null) throw new Error(`not acknowledged, but closed with ${code}`);
  const payload = subscribe?.(index);
  let attempts = 0;
  const ask = (): void => {
    attempts += 1;
    socket.send(JSON.stringify({ id: `${attempts}`, type: 'subscribe', payload }));
  };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'complete') completions += 1;
    if (message.type === 'next') events.push(message.payload);
    if (message.type !== 'error') return;
    // What nothing came of is asked for again, as by any client of a machine that is busy.
    if (message.payload[0]?.extensions.retryable === true) void setTimeout(200).then(ask);
    else events.push(message.payload);
  });
  if (payload !== undefined) ask();
  return { socket, events, completions: () => completions, closed };
}
