import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import got, { type Got, type Response } from 'got';
import type { BackendName } from '../model/backend.js';
import { UpstreamError } from '../model/errors.js';
import { trimEndOf } from '../model/text.js';
import {
  type CallKind,
  type CallObserver,
  type CallOutcome,
  hasLeft,
  type RequestEnd,
  remainingMs,
  type UpstreamCall,
} from './call.js';
import { toUpstreamError, wasClosed } from './client-error.js';
import { limits, type TimeoutLimits } from './limits.js';
import { createLookup } from './lookup.js';
import { parseRetryAfter, rateLimited } from './resilience/retry-after.js';

/** One request to a back end. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** From a `Route`. */
  readonly path: string;
  /** The route's template: all that may be logged of the path. */
  readonly route: string;
  readonly kind: CallKind;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as `multipart/form-data`. */
  readonly multipart?: Readonly<Record<string, string>>;
  /** True: over a connection of its own, as every write. Default false. */
  readonly isAlone?: boolean;
  /** Most bytes of the answer, decompressed. Default 5 MB. */
  readonly maxBytes?: number;
}

export interface UpstreamResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The only way out to a back end. */
export interface UpstreamClient {
  /**
   * Sends once: no retry, no redirect. A write has a connection of its own, which cannot have gone stale. A read whose reused connection
   * turns out to be closed is sent again at once over a new one: a back end may close silently after it answered.
   * @throws {UpstreamError} no answer, a broken or too long one, a redirect, or 429. @throws {CallsSpent} the call's budget is spent.
   */
  request(request: UpstreamRequest, call: UpstreamCall): Promise<UpstreamResponse>;
  close(): void;
}

export interface UpstreamClientOptions {
  /** Deviations from `limits`. */
  readonly timeout?: Partial<TimeoutLimits>;
  /**
   * DNS lookup.
   * @default the system's
   */
  readonly lookup?: LookupFunction;
  readonly observer?: CallObserver | undefined;
}

/** A client's settings, made once. */
interface Connection {
  readonly backend: BackendName;
  readonly base: string;
  readonly got: Got;
  readonly timeout: TimeoutLimits;
  readonly observer: CallObserver | undefined;
  isClosed: boolean;
}

/** @param baseUrl with or without a trailing slash; paths are appended to it. */
export function createUpstreamClient(
  backend: BackendName,
  baseUrl: string,
  options: UpstreamClientOptions = {},
): UpstreamClient {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const instance = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: true,
    agent: agents,
    dnsLookup: createLookup(options.lookup),
    headers: { 'user-agent': 'isp-gateway', accept: 'application/json' },
  });
  const connection: Connection = {
    backend,
    base: trimEndOf(baseUrl, '/'),
    got: instance,
    timeout: { ...limits.timeout, ...options.timeout },
    observer: options.observer,
    isClosed: false,
  };
  return {
    request: (request, call) => send(connection, request, call),
    close: () => {
      connection.isClosed = true;
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function send(connection: Connection, request: UpstreamRequest, call: UpstreamCall): Promise<UpstreamResponse> {
  try {
    const isAlone = request.kind === 'write' || request.isAlone === true || call.isAlone === true;
    return await sendOnce(connection, request, call, isAlone);
  } catch (error) {
    if (!(error instanceof ClosedConnection)) throw error;
    return sendOnce(connection, request, { ...call, resends: (call.resends ?? 0) + 1 }, true);
  }
}

/** A read met a connection that had been closed since it was last used. */
class ClosedConnection extends Error {}

/** @throws {ClosedConnection} */
async function sendOnce(
  connection: Connection,
  request: UpstreamRequest,
  call: UpstreamCall,
  isAlone: boolean,
): Promise<UpstreamResponse> {
  const { backend } = connection;
  const leftMs = Math.floor(remainingMs(call));
  if (leftMs <= 0) throw new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived: false });
  call.budget?.spend();
  call.onRequest(backend, request.route);
  const end = begin(connection, request, call);
  const maxBytes = request.maxBytes ?? limits.maxBytes;
  let refusal: UpstreamError | undefined;
  try {
    const pending = connection.got(`${connection.base}${request.path}`, {
      method: request.method,
      timeout: toTimeout(connection.timeout, request.kind, leftMs),
      ...(request.query === undefined ? {} : { searchParams: request.query }),
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.json === undefined ? {} : { json: request.json }),
      ...(request.form === undefined ? {} : { form: request.form }),
      ...(request.multipart === undefined ? {} : { body: toFormData(request.multipart) }),
      ...(isAlone ? { agent: { http: false, https: false } } : {}),
      ...(request.kind !== 'write' && call.signal !== undefined ? { signal: call.signal } : {}),
    });
    const refuse = (why: string): void => {
      refusal ??= badResponse(backend, why);
      pending.cancel();
    };
    pending.on('request', (sent) => {
      // The library waits on for the answer, which cannot come any more.
      sent.once('upgrade', (_, socket) => {
        socket.destroy();
        refuse('another protocol');
      });
    });
    pending.on('downloadProgress', ({ transferred }) => {
      if (transferred > maxBytes && refusal === undefined) refuse('too large');
    });
    const answer = toAnswer(backend, await pending);
    end(answer.status);
    return answer;
  } catch (error) {
    if (refusal === undefined && !isAlone && !connection.isClosed && wasClosed(error)) {
      end('not_sent');
      throw new ClosedConnection();
    }
    const failure = refusal ?? toUpstreamError(backend, error);
    end(hasLeft(request.kind, call) ? 'abandoned' : failure.code);
    throw failure;
  }
}

function toFormData(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

function begin(
  { backend, observer }: Connection,
  { kind, route }: UpstreamRequest,
  { trace, resends = 0 }: UpstreamCall,
): RequestEnd<CallOutcome> {
  const request = { backend, kind, route, resends };
  const ends = [observer?.beginRequest(request), trace?.beginRequest(request)];
  return (outcome) => {
    for (const end of ends) end?.(outcome);
  };
}

function toTimeout({ lookup, connect, ...whole }: TimeoutLimits, kind: CallKind, leftMs: number) {
  return { lookup, connect, secureConnect: connect, request: Math.min(whole[kind], leftMs) };
}

function toAnswer(backend: BackendName, { statusCode, headers, body }: Response<string>): UpstreamResponse {
  if (statusCode === 429) throw rateLimited(backend, parseRetryAfter(headers['retry-after']));
  if (statusCode >= 300 && statusCode < 400) throw badResponse(backend, 'redirect refused', statusCode);
  return { status: statusCode, headers, body };
}

function badResponse(backend: BackendName, why: string, status?: number): UpstreamError {
  const options = { retryable: false, cause: new Error(why), ...(status === undefined ? {} : { status }) };
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', backend, options);
}
