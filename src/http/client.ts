import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type Got, RequestError, type Response, TimeoutError } from 'got';
import type { Backend } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import type { Call } from './call.js';

/** One request to a back end. */
export interface BackEndRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From a `Route`. */
  readonly path: string;
  /** The route's template: all that may be logged of the path. */
  readonly route: string;
  /** Whether it changes something there: by operation, never by verb. */
  readonly kind: 'read' | 'write';
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** True: a connection of its own, which no earlier answer can have left half closed. */
  readonly freshConnection?: boolean;
  /** Most bytes of the answer, decompressed. Default 5 MB. */
  readonly maxBytes?: number;
}

export interface BackEndAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The only way out to a back end. */
export interface BackEndClient {
  /**
   * Sends once: no retry, no redirect.
   * @throws {UpstreamError} no answer, too long an answer, or a redirect.
   */
  send(request: BackEndRequest, call: Call): Promise<BackEndAnswer>;
  close(): void;
}

/** Milliseconds. A write waits longer than the middleware's own 10 s, or its answer would often be lost for nothing. */
const timeouts = { lookup: 1_000, connect: 1_000, read: 5_000, write: 15_000 } as const;

const defaultMaxBytes = 5_000_000;

/** Failures before which no byte of a request can have left. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** @param baseUrl with or without a trailing slash; paths are appended to it. */
export function createBackEndClient(backend: Backend, baseUrl: string): BackEndClient {
  const base = baseUrl.replace(/\/+$/, '');
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const client = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: true,
    agent: agents,
    headers: { 'user-agent': 'isp-gateway', accept: 'application/json' },
  });
  return {
    send: (request, call) => send(client, backend, base, request, call),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function send(
  client: Got,
  backend: Backend,
  base: string,
  request: BackEndRequest,
  call: Call,
): Promise<BackEndAnswer> {
  const remainingMs = Math.floor(call.deadline - performance.now());
  if (remainingMs <= 0) throw new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived: false });
  call.onRequest(backend, request.route);
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  let isTooLarge = false;
  try {
    const pending = client(`${base}${request.path}`, {
      method: request.method,
      timeout: {
        lookup: timeouts.lookup,
        connect: timeouts.connect,
        request: Math.min(timeouts[request.kind], remainingMs),
      },
      ...(request.query === undefined ? {} : { searchParams: request.query }),
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.json === undefined ? {} : { json: request.json }),
      ...(request.form === undefined ? {} : { form: request.form }),
      ...(request.freshConnection === true ? { agent: { http: false, https: false } } : {}),
      ...(request.kind === 'read' && call.signal !== undefined ? { signal: call.signal } : {}),
    });
    pending.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBytes && !isTooLarge) {
        isTooLarge = true;
        pending.cancel();
      }
    });
    return toAnswer(backend, await pending);
  } catch (error) {
    if (isTooLarge) throw new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, { retryable: false });
    throw toUpstreamError(backend, error);
  }
}

function toAnswer(backend: Backend, response: Response<string>): BackEndAnswer {
  if (response.statusCode >= 300 && response.statusCode < 400) {
    throw new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, {
      retryable: false,
      cause: new Error('redirect refused'),
    });
  }
  return { status: response.statusCode, headers: response.headers, body: response.body };
}

/** The library's own error carries the URL, token included: only its class and code go on. */
function toUpstreamError(backend: Backend, error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof TimeoutError) {
    const mayHaveArrived = error.event !== 'lookup' && error.event !== 'connect';
    return new UpstreamError('UPSTREAM_TIMEOUT', backend, {
      mayHaveArrived,
      cause: new Error(`timeout: ${error.event}`),
    });
  }
  const code = error instanceof RequestError ? error.code : 'UNKNOWN';
  return new UpstreamError('UPSTREAM_UNAVAILABLE', backend, {
    mayHaveArrived: !neverSent.has(code),
    cause: new Error(`connection: ${code}`),
  });
}
