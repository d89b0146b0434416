import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from '../store/subject.js';
import { webhook } from './secret.js';

export interface ReceivedEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A request with a good signature. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly event: ReceivedEvent;
}

/** An endpoint of webhooks, whose signatures a library of others verifies. */
export interface Receiver {
  readonly url: string;
  readonly host: string;
  readonly received: readonly Received[];
  /** How many requests had no good signature. */
  readonly forged: () => number;
  /** From now on. Default: status 204. */
  answer(respond: (response: ServerResponse, received: Received) => void): void;
  /** Waits for so many requests with a good signature. */
  has(count: number): Promise<void>;
  close(): Promise<void>;
}

export const withStatus =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

export async function startReceiver(secret = webhook.secret): Promise<Receiver> {
  const verifier = new Webhook(secret);
  const received: Received[] = [];
  let forged = 0;
  let respond: (response: ServerResponse, request: Received) => void = withStatus(204);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    try {
      const headers = request.headers as Record<string, string>;
      const event = verifier.verify(Buffer.concat(chunks).toString('utf8'), headers) as ReceivedEvent;
      const each = { id: headers['webhook-id'] ?? '', path: request.url ?? '', headers: request.headers, event };
      received.push(each);
      respond(response, each);
    } catch {
      forged += 1;
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${webhook.path}`,
    host: `127.0.0.1:${port}`,
    received,
    forged: () => forged,
    answer: (next) => {
      respond = next;
    },
    has: (count) => until(() => received.length >= count),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
