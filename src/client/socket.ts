import { createClient, type Client as Protocol } from 'graphql-ws/client';
import { closeError, withoutRequest } from './error.js';
import type { Operation } from './operation.js';
import { failed, type Result, toResult } from './result.js';
import { backOff, pause } from './retry.js';
import { createStream } from './stream.js';

/**
 * `idle`: no subscription needs one. `lost`: it was there, or is wanted, and is being tried again: what is shown may be out of date.
 * After `lost`, `connected` says that events may have been missed: ask for what is shown once more.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'lost';

export interface SocketOptions {
  /** Of the endpoint, with `http` or `ws`. */
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly tenant: string | undefined;
  readonly assurance: () => string | undefined;
  readonly webSocketImpl: unknown;
}

/** The one socket of a client, there while a subscription needs it. */
export interface Socket {
  readonly state: ConnectionState;
  /** @returns what ends the watching. */
  watch(listener: (state: ConnectionState) => void): () => void;
  subscribe<Data>(
    operation: Pick<Operation, 'name' | 'text'>,
    variables: unknown,
    signal: AbortSignal | undefined,
  ): AsyncIterableIterator<Result<Data>>;
  close(): void;
}

/** Milliseconds between two questions whether the other side is still there, and until it must have answered. */
const keepAliveMs = 10_000;
const pongMs = 5_000;

/** Milliseconds for which an idle socket stays open for the next subscription. */
const lingerMs = 2_000;

/** The token that was refused is all there is. */
class StillRefused extends Error {
  override readonly name = 'StillRefused';
  readonly code = 4403;
}

export function createSocket(options: SocketOptions): Socket {
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = 'idle';
  let protocol: Protocol | undefined;
  let closing = new AbortController();
  const show = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  };
  return {
    get state() {
      return state;
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    subscribe: ({ name, text }, variables, signal) =>
      createStream(
        (sink) => {
          const { signal: closed } = closing;
          protocol ??= open(options, (next) => closed.aborted || show(next), closed);
          const payload = {
            query: text,
            operationName: name === '' ? null : name,
            variables: { ...(variables as Record<string, unknown>) },
          };
          return protocol.subscribe(payload, {
            next: (event) => sink.next(toResult(event, withoutRequest, true)),
            error: (error) => {
              sink.next(
                Array.isArray(error) ? toResult({ errors: error }, withoutRequest, true) : failed(closeError(error)),
              );
              sink.end();
            },
            complete: sink.end,
          });
        },
        AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]),
      ),
    close: () => {
      closing.abort();
      closing = new AbortController();
      // It waits for a connection that is being made, and rejects when that fails.
      Promise.resolve(protocol?.dispose()).catch(() => undefined);
      protocol = undefined;
      show('idle');
    },
  };
}

/** Reconnects for as long as a subscription is there. Only a refusal that would repeat itself ends it. */
function open(
  { url, token, tenant, assurance, webSocketImpl }: SocketOptions,
  show: (state: ConnectionState) => unknown,
  closed: AbortSignal,
): Protocol {
  let refused: string | undefined;
  let given: string | undefined;
  let pong: ReturnType<typeof setTimeout> | undefined;
  const protocol = createClient({
    url: toSocketUrl(url),
    webSocketImpl,
    keepAlive: keepAliveMs,
    lazyCloseTimeout: lingerMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (tried) => pause(backOff(tried), closed),
    shouldRetry: (reason) => !(reason instanceof StillRefused),
    connectionParams: async () => {
      given = await token();
      if (given === refused) throw new StillRefused();
      const clientAssurance = assurance();
      return {
        authorization: `Bearer ${given}`,
        ...(tenant === undefined ? {} : { tenant }),
        ...(clientAssurance === undefined ? {} : { clientAssurance }),
      };
    },
    on: {
      connecting: (isRetrying) => show(isRetrying ? 'lost' : 'connecting'),
      connected: () => {
        refused = undefined;
        show('connected');
      },
      closed: (event) => {
        clearTimeout(pong);
        const { code } = event as { readonly code?: number };
        if (code === 4403) refused = given;
        show(code === 1000 ? 'idle' : 'lost');
      },
      error: () => show('lost'),
      ping: (isTheirs) => {
        if (!isTheirs) pong = setTimeout(() => protocol.terminate(), pongMs);
      },
      pong: (isTheirs) => {
        if (isTheirs) clearTimeout(pong);
      },
    },
  });
  return protocol;
}

function toSocketUrl(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  return new URL(url, location?.href).href.replace(/^http/, 'ws');
}
