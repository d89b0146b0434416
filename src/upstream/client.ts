import type { LookupFunction } from 'node:net';
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
import { badResponse, toUpstreamError } from './client-error.js';
import { limits, type TimeoutLimits } from './limits.js';
import { createLookup } from './lookup.js';
import { parseRetryAfter, rateLimited } from './resilience/retry-after.js';
import type { Answer } from './transport/exchange.js';
import { NoAnswer } from './transport/no-answer.js';
import { createTransport, type Transport, type TransportOptions } from './transport/transport.js';

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
  readonly transport: Transport;
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
  const transport = createTransport(createLookup(options.lookup));
  const connection: Connection = {
    backend,
    base: trimEndOf(baseUrl, '/'),
    transport,
    timeout: { ...limits.timeout, ...options.timeout },
    observer: options.observer,
    isClosed: false,
  };
  return {
    request: (request, call) => send(connection, request, call),
    close: () => {
      connection.isClosed = true;
      transport.close();
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
  if (remainingMs(call) <= 0) throw new UpstreamError('UPSTREAM_TIMEOUT', backend, { mayHaveArrived: false });
  call.budget?.spend();
  call.onRequest(backend, request.route);
  const end = begin(connection, request, call);
  try {
    const url = `${connection.base}${request.path}`;
    const answer = toAnswer(
      backend,
      await connection.transport.send(url, toOptions(connection, request, call, isAlone)),
    );
    end(answer.status);
    return answer;
  } catch (error) {
    if (error instanceof NoAnswer && error.wasClosed && !isAlone && !connection.isClosed) {
      end('not_sent');
      throw new ClosedConnection();
    }
    const failure = toUpstreamError(backend, error);
    end(hasLeft(request.kind, call) ? 'abandoned' : failure.code);
    throw failure;
  }
}

function toOptions(
  { timeout: { lookup, connect, ...whole } }: Connection,
  { method, kind, query, headers, json, form, multipart, maxBytes = limits.maxBytes }: UpstreamRequest,
  call: UpstreamCall,
  isAlone: boolean,
): TransportOptions {
  return {
    method,
    timeout: { lookup, connect, secureConnect: connect, request: Math.min(whole[kind], Math.ceil(remainingMs(call))) },
    isAlone,
    maxBytes,
    signal: kind === 'write' ? undefined : call.signal,
    ...(query === undefined ? {} : { searchParams: query }),
    ...(headers === undefined ? {} : { headers }),
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { form }),
    ...(multipart === undefined ? {} : { body: toFormData(multipart) }),
  };
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

function toAnswer(backend: BackendName, { statusCode, headers, body }: Answer): UpstreamResponse {
  if (statusCode === 429) throw rateLimited(backend, parseRetryAfter(headers['retry-after']));
  if (statusCode >= 300 && statusCode < 400) throw badResponse(backend, 'redirect refused', statusCode);
  return { status: statusCode, headers, body };
}
