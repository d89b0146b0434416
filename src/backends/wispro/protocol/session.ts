import type { UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import { createPathTemplate, type PathTemplate } from '../../../upstream/path-template.js';
import { nameQuestion } from '../../../upstream/resilience/failed-requests.js';
import type { Resilience } from '../../../upstream/resilience/resilience.js';
import { badResponse, type Reading, readAnswer } from './answer.js';

/** One of the four routes, and the keys by which its success is known beside an `error` (contract 1.1, 6). */
export interface Endpoint {
  readonly route: PathTemplate;
  readonly successFields: readonly string[];
}

export type Query = Readonly<Record<string, string>>;

/** The way to the integration, token included. */
export interface Session {
  /**
   * @returns null for what the back end says does not exist.
   * @throws {UpstreamError}
   */
  read(endpoint: Endpoint, query: Query, call: UpstreamCall): Promise<unknown>;
  /** Sent once. @throws {UpstreamError} `mayHaveArrived` tells whether it may have been done all the same. */
  write(endpoint: Endpoint, query: Query, call: UpstreamCall): Promise<Reading>;
}

export function defineEndpoint(path: string, successFields: readonly string[]): Endpoint {
  return { route: createPathTemplate(path), successFields };
}

export function createSession(client: UpstreamClient, token: string, policy: Pick<Resilience, 'run'>): Session {
  // All four routes are GET, the writing one included (contract W1): the kind says which, never the verb.
  const request = (endpoint: Endpoint, query: Query, kind: 'read' | 'write', call: UpstreamCall): Promise<Reading> => {
    const request = {
      method: 'GET',
      path: endpoint.route.path(),
      route: `GET ${endpoint.route.template}`,
      kind,
      query: { token, ...query },
      headers: { 'cache-control': 'no-store' },
    } as const;
    return policy.run(
      kind,
      call,
      async (now) => readAnswer(await client.request(request, now), endpoint.successFields),
      nameQuestion(request.route, query),
    );
  };
  return {
    read: async (endpoint, query, call) => {
      const reading = await request(endpoint, query, 'read', call);
      if (reading.kind === 'refused') throw badResponse('refused a question', false);
      return reading.kind === 'body' ? reading.body : null;
    },
    write: (endpoint, query, call) => request(endpoint, query, 'write', call),
  };
}
