import type { IncomingMessage } from 'node:http';

/** One request as an emulated back end sees it: the raw path, undecoded, and the whole body as text. */
export interface EmulatedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface EmulatedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): EmulatedAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** Route of a request: its template for the call log, and the function that answers it. */
export interface EmulatedRoute {
  readonly route: string;
  answer(): EmulatedAnswer | Promise<EmulatedAnswer>;
}
