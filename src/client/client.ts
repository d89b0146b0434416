import { operations } from './generated/operations.js';
import { isOperation, isRepeatable, type Operation, type OperationDocument, type TypedDocument } from './operation.js';
import { postOperation } from './request.js';
import type { Result } from './result.js';
import { withRetries } from './retry.js';
import { type ConnectionState, createSocket } from './socket.js';
import { openLater } from './stream.js';

export interface ClientOptions {
  /** The endpoint, e.g. `https://gateway.example/graphql`; in a browser a path such as `/graphql` will do. */
  readonly url: string;
  /** The bearer token, or what gives one that is still valid: asked before each request and each connection. */
  readonly token: string | (() => string | Promise<string>);
  /** One of the tenants that the token is for, where it is for several. */
  readonly tenant?: string | undefined;
  /** Assurance from `verifyClient`, sent with every operation. Over the socket it applies from the next connection on. */
  readonly assurance?: string | (() => string | undefined) | undefined;
  /**
   * Maximum number of retries of an operation.
   * @default 2
   */
  readonly retries?: number | undefined;
  /** Milliseconds for an operation, repetitions included. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: the platform's, which Node has from version 22 on. */
  readonly webSocketImpl?: unknown;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly retries?: number | undefined;
  /** Instead of the client's own: one client serves many conversations. */
  readonly assurance?: string | undefined;
  /** 8 to 64 letters, digits, `_`, `.` or `-`, by which the gateway's log names the request. Default: a random one. */
  readonly requestId?: string | undefined;
}

export interface SubscriptionOptions {
  /** Ends the subscription. */
  readonly signal?: AbortSignal | undefined;
}

/** Variables may be left out where none is needed. */
type Given<Variables, Options> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options];

/** The function of an operation: a promise, or of a subscription an iterator that goes on over lost connections. */
export type RunOperation<Asked> =
  Asked extends OperationDocument<infer Kind, infer Data, infer Variables>
    ? Kind extends 'subscription'
      ? (...given: Given<Variables, SubscriptionOptions>) => AsyncIterableIterator<Result<Data>>
      : (...given: Given<Variables, CallOptions>) => Promise<Result<Data>>
    : never;

/** One function for each operation of the gateway's `schema/operations`, and what runs operations of one's own. */
export type Client = { readonly [Name in keyof typeof operations]: RunOperation<(typeof operations)[Name]> } & {
  /** Runs a query or mutation of one's own. Rejects where the document is a subscription, or not one operation. */
  request<Data = unknown, Variables = Readonly<Record<string, unknown>>>(
    document: OperationDocument<'query' | 'mutation', Data, Variables> | TypedDocument<Data, Variables>,
    ...given: Given<Variables, CallOptions>
  ): Promise<Result<Data>>;
  /** Subscribes with a document of one's own. The first `next` rejects where it is no subscription. */
  subscribe<Data = unknown, Variables = Readonly<Record<string, unknown>>>(
    document: OperationDocument<'subscription', Data, Variables> | TypedDocument<Data, Variables>,
    ...given: Given<Variables, SubscriptionOptions>
  ): AsyncIterableIterator<Result<Data>>;
  /** State of the subscriptions' socket. */
  readonly connection: ConnectionState;
  /** Calls the listener on every change of `connection`. @returns a function that removes the listener. */
  watchConnection(listener: (state: ConnectionState) => void): () => void;
  /** Ends every subscription and closes the socket. */
  close(): void;
};

const defaults = { retries: 2, timeoutMs: 30_000 } as const;

/** A client of one gateway on behalf of one caller. The socket is opened by the first subscription. */
export function createClient(options: ClientOptions): Client {
  const token = async (): Promise<string> => (typeof options.token === 'string' ? options.token : options.token());
  const assurance = (): string | undefined =>
    typeof options.assurance === 'function' ? options.assurance() : options.assurance;
  const socket = createSocket({
    ...{ url: options.url, token, tenant: options.tenant, assurance, webSocketImpl: options.webSocketImpl },
  });

  const request = async <Data>(
    document: Operation | TypedDocument<unknown, never>,
    variables?: unknown,
    call: CallOptions = {},
  ): Promise<Result<Data>> => {
    const operation = await read(document);
    if (operation.kind === 'subscription') throw new TypeError('A subscription is run by `subscribe`.');
    const timeoutMs = call.timeoutMs ?? options.timeoutMs ?? defaults.timeoutMs;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]);
    const repeatable = isRepeatable(operation, variables);
    const attempt = {
      url: options.url,
      fetch: options.fetch ?? globalThis.fetch,
      token,
      tenant: options.tenant,
      assurance: call.assurance ?? assurance(),
      requestId: call.requestId ?? createRequestId(),
      operation,
      variables: variables ?? {},
      signal,
      isRepeatable: repeatable,
    };
    const retries = repeatable ? (call.retries ?? options.retries ?? defaults.retries) : 0;
    return withRetries(() => postOperation<Data>(attempt), {
      retries,
      deadline: performance.now() + timeoutMs,
      signal,
    });
  };
  const subscribe = <Data>(
    document: Operation | TypedDocument<unknown, never>,
    variables?: unknown,
    { signal }: SubscriptionOptions = {},
  ): AsyncIterableIterator<Result<Data>> =>
    openLater(async () => {
      const operation = await read(document);
      if (operation.kind !== 'subscription') throw new TypeError(`A ${operation.kind} is run by \`request\`.`);
      return socket.subscribe(operation, variables ?? {}, signal);
    });

  const functions = Object.entries(operations).map(([name, operation]) => [
    name,
    (variables?: unknown, call?: CallOptions) =>
      operation.kind === 'subscription' ? subscribe(operation, variables, call) : request(operation, variables, call),
  ]);
  const rest = {
    request,
    subscribe,
    get connection() {
      return socket.state;
    },
    watchConnection: socket.watch,
    close: socket.close,
  };
  // Each function got its types from the operation of its name, which no loop can tell the compiler.
  return Object.defineProperties(Object.fromEntries(functions), Object.getOwnPropertyDescriptors(rest)) as Client;
}

/** Loads GraphQL's parser and printer for documents of other generators alone. */
async function read(document: Operation | TypedDocument<unknown, never>): Promise<Operation> {
  if (isOperation(document)) return document;
  const { readDocument } = await import('./documents/document.js');
  return readDocument(document);
}

function createRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
