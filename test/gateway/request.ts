import { type IncomingHttpHeaders, request as startRequest } from 'node:http';

export interface Sent {
  readonly method?: string;
  /** Default: the GraphQL endpoint. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends exactly what it is given: no header is added but `host` and what carries the body. */
export function request(url: string, { method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = startRequest({ hostname, port, path, method, headers: { ...headers }, agent: false });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.end(body);
  });
}

/** The headers of an ordinary operation. */
export function jsonHeaders(token: string): Readonly<Record<string, string>> {
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

interface ErrorBody {
  readonly data?: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

/** The one error of a refused request. @throws when the body is anything but GraphQL's error form without data. */
export function refusalOf({ headers, text }: Reply): ErrorBody['errors'][number] {
  if (!/^application\/(graphql-response\+)?json/.test(headers['content-type'] ?? '')) {
    throw new Error(`no JSON: ${headers['content-type']} ${text.slice(0, 200)}`);
  }
  const body = JSON.parse(text) as ErrorBody;
  const [error, ...more] = body.errors;
  if (error === undefined || more.length > 0 || 'data' in body) throw new Error(`no plain refusal: ${text}`);
  return error;
}
