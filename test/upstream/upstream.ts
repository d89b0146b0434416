import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { UpstreamError } from '../../src/model/errors.js';
import { backgroundCall, type CallKind, type UpstreamCall } from '../../src/upstream/call.js';
import {
  createUpstreamClient,
  type UpstreamClient,
  type UpstreamClientOptions,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../src/upstream/client.js';
import { createResilience, type Resilience, type ResilienceOptions } from '../../src/upstream/resilience/resilience.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A back end that answers as a test says. */
export interface Upstream {
  readonly url: string;
  /** What has been asked so far, as `GET /path`. */
  readonly requests: string[];
  /** Connections accepted so far. */
  readonly connections: number;
  /** Requests that are being answered. */
  readonly running: number;
  /** How the next requests are answered. Default: 200 and `{"ok":true}`. */
  answer: Answer;
  /** Called with what comes of the bodies of requests. */
  onData: (bytes: Buffer) => void;
  close(): Promise<void>;
}

export async function startUpstream(port = 0): Promise<Upstream> {
  const requests: string[] = [];
  let connections = 0;
  let running = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    running += 1;
    response.on('close', () => {
      running -= 1;
    });
    request.on('data', (bytes: Buffer) => upstream.onData(bytes));
    request.on('end', () => upstream.answer(request, response));
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const upstream: Upstream = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return connections;
    },
    get running() {
      return running;
    },
    answer: reply(200),
    onData: () => undefined,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return upstream;
}

export function reply(status: number, body = '{"ok":true}', headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => {
    const length = String(Buffer.byteLength(body));
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
    response.end(body);
  };
}

/** Takes the request and says nothing. */
export const hang: Answer = () => undefined;

/** Resets the connection. */
export const reset: Answer = ({ socket }) => {
  socket.resetAndDestroy();
};

/** One byte at a time, for ever. */
export const drip: Answer = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
};

/** The secret that every request of `send` carries. */
export const token = 'planted-token-5551234';

/** Sends one request by a client of its own. */
export function send(
  url: string,
  request: Partial<UpstreamRequest> = {},
  call: UpstreamCall = backgroundCall(),
  options: UpstreamClientOptions = {},
): Promise<UpstreamResponse> {
  const client = createUpstreamClient('WISPRO', url, options);
  const whole = { method: 'GET', path: '/api', route: 'GET /api', kind: 'read', query: { token }, ...request } as const;
  return client.request(whole, call).finally(client.close);
}

/** A way to an upstream as an adapter makes one: a client, a policy, and a reading of answers. */
export interface Connection {
  readonly policy: Resilience;
  readonly client: UpstreamClient;
  /** @returns null on 404. */
  ask(kind?: CallKind, call?: UpstreamCall, fingerprint?: string): Promise<unknown>;
}

export function createTestClient(url: string, options: ResilienceOptions & UpstreamClientOptions = {}): Connection {
  const client = createUpstreamClient('WISPHUB', url, options);
  const policy = createResilience('WISPHUB', options);
  return {
    policy,
    client,
    ask: (kind = 'read', call = backgroundCall(), fingerprint = undefined) => {
      const attempt = async (now: UpstreamCall) => {
        const method = kind === 'write' ? 'POST' : 'GET';
        const path = `/${fingerprint ?? 'thing'}`;
        const { status, body } = await client.request({ method, path, route: '/thing', kind }, now);
        return read(status, body);
      };
      return policy.run(kind, call, attempt, fingerprint === undefined ? undefined : { route: '/thing', fingerprint });
    },
  };
}

function read(status: number, body: string): unknown {
  if (status === 404) return null;
  if (status === 401)
    throw new UpstreamError('UPSTREAM_AUTH_FAILED', 'WISPHUB', { retryable: false, mayHaveArrived: false });
  if (status >= 500) throw new UpstreamError('UPSTREAM_UNAVAILABLE', 'WISPHUB', { status });
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !('error' in value)) return value;
  } catch {}
  throw new UpstreamError('UPSTREAM_BAD_RESPONSE', 'WISPHUB');
}

/** The error that a promise fails with. @throws when it does not, or with another kind of error. */
export async function failure(promise: Promise<unknown>): Promise<UpstreamError> {
  const outcome = await promise.then(
    () => new Error('did not fail'),
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw outcome;
}

/** How each promise ended, counted: `ok`, or the code of its error. */
export async function counter(promises: readonly Promise<unknown>[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const outcome of await Promise.allSettled(promises)) {
    const { reason } = outcome as { readonly reason?: unknown };
    const end = outcome.status === 'fulfilled' ? 'ok' : reason instanceof UpstreamError ? reason.code : String(reason);
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

/** A server of raw bytes, which ends with the test. @returns its host and port. */
export async function startTcp(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Polls until a condition holds. @throws when it does not within 10 s. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('the condition did not come to hold');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Runs so often, one after the other. */
export async function times<Value>(count: number, run: () => Promise<Value>): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let done = 0; done < count; done += 1) values.push(await run());
  return values;
}
