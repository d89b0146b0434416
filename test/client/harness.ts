import WebSocket from 'ws';
import { type Client, type ClientOptions, createClient } from '../../src/client/index.js';
import type { TestGateway } from '../gateway/gateway.js';

export interface TestClient extends Client {
  /** The bodies and headers of what was sent over HTTP, in order. */
  readonly sent: readonly { readonly headers: Headers; readonly body: string }[];
}

/** What an attempt over HTTP meets instead of the gateway; `lost`: the gateway is asked, and its answer never arrives. */
export type Obstacle = 'lost' | (() => Response | Promise<Response>);

/** A client of a test's gateway. @param obstacles for the first attempts, one each. */
export function connect(
  gateway: Pick<TestGateway, 'url' | 'token'>,
  options: Partial<ClientOptions> = {},
  obstacles: readonly Obstacle[] = [],
): TestClient {
  const sent: { headers: Headers; body: string }[] = [];
  const client = createClient({
    url: `${gateway.url}/graphql`,
    token: gateway.token(),
    webSocketImpl: WebSocket,
    fetch: async (input, init) => {
      const obstacle = obstacles[sent.length];
      sent.push({ headers: new Headers(init?.headers), body: String(init?.body) });
      if (typeof obstacle === 'function') return obstacle();
      const response = await fetch(input, init);
      if (obstacle === undefined) return response;
      await response.text();
      throw new TypeError('fetch failed');
    },
    ...options,
  });
  return Object.defineProperty(client, 'sent', { value: sent }) as TestClient;
}

/** What the gateway answers to a request that it refuses whole. */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): () => Response {
  const body = JSON.stringify({ errors: [{ message: 'refused', extensions: { code } }] });
  return () => new Response(body, { status, headers });
}

/** Every event, until the subscription ends. */
export async function collect<Event>(events: AsyncIterable<Event>): Promise<readonly Event[]> {
  const all: Event[] = [];
  for await (const event of events) all.push(event);
  return all;
}
