import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerWith, send } from './answer.js';
import type { FaultRule } from './fault.js';
import { createFaultPlan } from './fault-plan.js';
import { type EmulatedAnswer, type EmulatedRequest, type EmulatedRoute, json } from './message.js';

/** One line of the call log. `path` has had its secrets masked by `mask`. */
export interface EmulatedCall {
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly at: number;
  readonly socket: number;
}

export interface EmulatorOptions {
  /** Default 0: a free port. */
  readonly port?: number | undefined;
  /** Milliseconds every answer takes at least. Default 0. */
  readonly latencyMs?: number | undefined;
  /**
   * Requests processed at once; others wait inside.
   * @default all
   */
  readonly atOnce?: number | undefined;
}

/** A back end to emulate: its routing, its state and the records of its control endpoints. */
export interface EmulatedBackend {
  route(request: EmulatedRequest): EmulatedRoute;
  mask(path: string): string;
  /** Closes a connection after each 500 and after two idle seconds, and announces neither. */
  readonly isAbrupt?: boolean;
  reset(): void;
  /** Answers of `/__emulator/NAME`, by name. */
  readonly records: Readonly<Record<string, () => unknown>>;
  /** Settings of `POST /__emulator/settings`; unknown keys are ignored. */
  configure(settings: Readonly<Record<string, unknown>>): void;
}

export interface RunningEmulator {
  readonly url: string;
  /** Every call since the start or the last `reset`, without control endpoints, oldest first. */
  readonly calls: readonly EmulatedCall[];
  setLatency(ms: number): void;
  /** Changes how many requests are processed at once, until the next `reset`. */
  setWorkers(atOnce: number): void;
  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** The seed's state again: no calls, faults, effects or changed settings. */
  reset(): void;
  close(): Promise<void>;
}

/** Milliseconds for which a closing connection still accepts a request, which is reset. */
const abruptMs = 100;

/**
 * Serves an emulated back end on loopback, with control endpoints outside its own surface:
 * `GET /__emulator/calls`, `GET /__emulator/{record}`, `POST /__emulator/{reset,faults,latency,settings}`, `DELETE
 * /__emulator/{faults,calls}`.
 */
export async function serveEmulator(backend: EmulatedBackend, options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const calls: EmulatedCall[] = [];
  const faults = createFaultPlan();
  const sockets = new WeakMap<object, number>();
  const closing = new WeakSet<object>();
  const turns = createTurns(options.atOnce ?? Number.POSITIVE_INFINITY);
  let socketCount = 0;
  let latencyMs = options.latencyMs ?? 0;

  const setLatency = (ms: number): void => {
    latencyMs = ms;
  };
  const reset = (): void => {
    calls.length = 0;
    latencyMs = options.latencyMs ?? 0;
    turns.set(options.atOnce ?? Number.POSITIVE_INFINITY);
    faults.clear();
    backend.reset();
  };

  const control = (request: EmulatedRequest): EmulatedAnswer => {
    const endpoint = request.path.slice('/__emulator/'.length);
    const input: Record<string, unknown> = request.body === '' ? {} : JSON.parse(request.body);
    const actions: Record<string, () => void> = {
      'POST reset': reset,
      'POST faults': () => faults.add(input as unknown as FaultRule),
      'POST latency': () => setLatency(Number(input.ms)),
      'POST settings': () => backend.configure(input),
      'DELETE faults': () => faults.clear(),
      'DELETE calls': () => void calls.splice(0),
    };
    return answerControl(`${request.method} ${endpoint}`, actions, { ...backend.records, calls: () => calls });
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { socket } = incoming;
    if (closing.has(socket)) return void socket.resetAndDestroy();
    if (backend.isAbrupt === true) closeAfterFailure(incoming, outgoing, closing);
    const request = await readRequest(incoming);
    if (request.path.startsWith('/__emulator/')) return send(outgoing, control(request));
    const route = backend.route(request);
    if (!sockets.has(socket)) sockets.set(socket, ++socketCount);
    calls.push({
      route: route.route,
      method: request.method,
      path: backend.mask(incoming.url ?? '/'),
      at: Date.now(),
      socket: sockets.get(socket) ?? 0,
    });
    const fault = faults.next(route.route, incoming.url ?? '/');
    await turns.take();
    try {
      if (latencyMs > 0) await wait(latencyMs);
      await answerWith(fault, route, outgoing);
    } finally {
      turns.release();
    }
  };

  const server = createServer({ keepAliveTimeout: backend.isAbrupt === true ? 2_000 : 5_000 }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  const url = await listen(server, options.port ?? 0);
  return {
    ...{ url, calls, setLatency, reset },
    setWorkers: turns.set,
    fault: faults.add,
    clearFaults: faults.clear,
    close: () => close(server),
  };
}

/** Runs an action or returns a record of the control endpoints. */
function answerControl(
  call: string,
  actions: Readonly<Record<string, () => void>>,
  records: Readonly<Record<string, () => unknown>>,
): EmulatedAnswer {
  const action = actions[call];
  action?.();
  if (action !== undefined) return json(200, { ok: true });
  const record = call.startsWith('GET ') ? records[call.slice('GET '.length)] : undefined;
  return record === undefined ? json(404, { error: 'no such endpoint' }) : json(200, record());
}

/** Closes a connection silently after a 500. */
function closeAfterFailure(
  { socket, headers }: IncomingMessage,
  outgoing: ServerResponse,
  closing: WeakSet<object>,
): void {
  // Said by itself, it comes without the time after which an idle connection is closed.
  if (headers.connection !== 'close') outgoing.setHeader('connection', 'keep-alive');
  outgoing.once('finish', () => {
    if (outgoing.statusCode !== 500) return;
    closing.add(socket);
    setTimeout(() => socket.destroy(), abruptMs).unref();
  });
}

function createTurns(most: number) {
  const waiting: (() => void)[] = [];
  let atOnce = most;
  let running = 0;
  const fill = (): void => {
    while (running < atOnce) {
      const next = waiting.shift();
      if (next === undefined) return;
      running += 1;
      next();
    }
  };
  return {
    take: async (): Promise<void> => {
      if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
    },
    release: (): void => {
      running -= 1;
      fill();
    },
    set: (count: number): void => {
      atOnce = count;
      fill();
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
