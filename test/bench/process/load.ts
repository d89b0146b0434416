import { connect, type Socket } from 'node:net';
import { serveControl } from './control.js';
import { createAnswerReader } from './http-answer.js';

/** One request, as it will go over the wire again and again. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How hard a server is asked: the requests in turn, until either limit. */
export interface LoadOrder {
  readonly url: string;
  readonly requests: readonly LoadRequest[];
  /** Keep-alive connections, each with one request at a time. */
  readonly connections: number;
  readonly amount?: number;
  readonly durationMs?: number;
}

export interface LoadResult {
  readonly count: number;
  readonly elapsedMs: number;
  /** One for each answer, in milliseconds. */
  readonly latencies: readonly number[];
  /** Answers that are not 200 or hold a GraphQL error. */
  readonly failures: number;
  /** One of them. */
  readonly failure: string | null;
}

serveControl('', { load });

/** The connections are made first: what is timed is the requests. */
async function load(order: LoadOrder): Promise<LoadResult> {
  const { hostname, port, host } = new URL(order.url);
  const requests = order.requests.map((request) => toBytes(host, request));
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(hostname, Number(port))));
  const latencies: number[] = [];
  const failures: string[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + (order.durationMs ?? Number.POSITIVE_INFINITY);
  let sent = 0;
  const next = (): Buffer | undefined => {
    if (sent >= (order.amount ?? Number.POSITIVE_INFINITY) || performance.now() >= endsAt) return undefined;
    return requests[sent++ % requests.length];
  };
  await Promise.all(
    sockets.map((socket) =>
      run(socket, next, (ms, isGood, text) => {
        latencies.push(ms);
        if (!isGood) failures.push(text());
      }),
    ),
  );
  const elapsedMs = performance.now() - startedAt;
  for (const socket of sockets) socket.destroy();
  return { count: latencies.length, elapsedMs, latencies, failures: failures.length, failure: failures[0] ?? null };
}

/** Sends the next request when the one before is answered. */
function run(
  socket: Socket,
  next: () => Buffer | undefined,
  see: (ms: number, isGood: boolean, text: () => string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const send = (): void => {
      const request = next();
      if (request === undefined) {
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    const read = createAnswerReader((answer) => {
      see(performance.now() - sentAt, answer.status === 200 && !answer.includes('"errors":'), answer.text);
      send();
    });
    socket.on('data', read);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection that is in use')));
    send();
  });
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function toBytes(host: string, { method, path, headers, body = '' }: LoadRequest): Buffer {
  const given = Object.entries({ host, ...headers, 'content-length': String(Buffer.byteLength(body)) });
  const head = [`${method} ${path} HTTP/1.1`, ...given.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
