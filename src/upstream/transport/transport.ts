import type { LookupFunction } from 'node:net';
import got, { type HandlerFunction, type Options, type OptionsInit } from 'got';
import { type Answer, exchange } from './exchange.js';
import { keepConnections } from './kept-connection.js';
import type { PhaseTimes } from './phases.js';
import { toRequestBody } from './request-body.js';
import { encodings } from './unpack.js';

/** One request in the words of got. */
export interface TransportOptions extends Pick<OptionsInit, 'method' | 'searchParams' | 'headers' | 'json' | 'form'> {
  /** Sent in parts. */
  readonly body?: FormData;
  readonly timeout: PhaseTimes;
  /** True: over a connection of its own. */
  readonly isAlone: boolean;
  /** Most bytes of the answer, decompressed. */
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** What got has no word for. */
type Context = Pick<TransportOptions, 'maxBytes' | 'signal'>;

/** Connections of one client. */
export interface Transport {
  /** Sends once: no retry, no redirect, every status is an answer. @throws {NoAnswer} */
  send(url: string, options: TransportOptions): Promise<Answer>;
  /** Ends the connections that are kept. */
  close(): void;
}

/**
 * Requests are got's, with its instances and options; they go out by `node:http` itself, in a handler: got's own way through streams,
 * proxied events and a cancelable promise takes more than twice the processor time of a call.
 */
export function createTransport(lookup: LookupFunction): Transport {
  const agents = keepConnections();
  const instance = got.extend({
    agent: agents,
    dnsLookup: lookup,
    headers: { 'user-agent': 'isp-gateway', accept: 'application/json', 'accept-encoding': encodings },
    // What a handler gives for a stream is handed on as it is; a promise would be wrapped in got's own.
    isStream: true,
    handlers: [dispatch as unknown as HandlerFunction],
  });
  return {
    // The instance's answer is the handler's.
    send: (url, { isAlone, maxBytes, signal, ...options }) =>
      instance(url, {
        ...options,
        // The signal is the handler's: got would answer it with an error of a stream that has no listener.
        context: { maxBytes, signal } satisfies Context,
        ...(isAlone ? { agent: { http: false, https: false } } : {}),
      }) as unknown as Promise<Answer>,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function dispatch(options: Options): Promise<Answer> {
  const { url, agent, timeout } = options;
  const { maxBytes, signal } = options.context as unknown as Context;
  if (!(url instanceof URL)) throw new TypeError('no address');
  const body = await toRequestBody(options);
  return exchange({
    url,
    method: options.method,
    headers: body === undefined ? options.headers : { ...options.headers, 'content-type': body.type },
    body: body?.bytes,
    agent: (url.protocol === 'https:' ? agent.https : agent.http) || false,
    lookup: options.dnsLookup,
    times: timeout as PhaseTimes,
    maxBytes,
    signal,
  });
}
