import type { Call } from '../../../upstream/call.js';
import type { BackendClient } from '../../../upstream/client.js';
import { createRoute, type Route } from '../../../upstream/path-template.js';
import { nameQuestion } from '../../../upstream/resilience/failed-requests.js';
import type { Policy } from '../../../upstream/resilience/resilience.js';
import { badResponse, type Reading, readAnswer } from './answer.js';

/** One of the four routes, and the keys by which its success is known beside an `error` (contract 1.1, 6). */
export interface Door {
  readonly route: Route;
  readonly successFields: readonly string[];
}

export type Query = Readonly<Record<string, string>>;

/** The way to the integration, token included. */
export interface Session {
  /**
   * @returns null for what the back end says does not exist.
   * @throws {UpstreamError}
   */
  read(door: Door, query: Query, call: Call): Promise<unknown>;
  /** Sent once. @throws {UpstreamError} `mayHaveArrived` tells whether it may have been done all the same. */
  write(door: Door, query: Query, call: Call): Promise<Reading>;
}

export function createDoor(path: string, successFields: readonly string[]): Door {
  return { route: createRoute(path), successFields };
}

export function createSession(client: BackendClient, token: string, policy: Pick<Policy, 'run'>): Session {
  // All four routes are GET, the writing one included (contract W1): the kind says which, never the verb.
  const ask = (door: Door, query: Query, kind: 'read' | 'write', call: Call): Promise<Reading> => {
    const request = {
      method: 'GET',
      path: door.route.path(),
      route: `GET ${door.route.template}`,
      kind,
      query: { token, ...query },
      headers: { 'cache-control': 'no-store' },
    } as const;
    return policy.run(
      kind,
      call,
      async (now) => readAnswer(await client.send(request, now), door.successFields),
      nameQuestion(request.route, query),
    );
  };
  return {
    read: async (door, query, call) => {
      const reading = await ask(door, query, 'read', call);
      if (reading.kind === 'refused') throw badResponse('refused a question', false);
      return reading.kind === 'body' ? reading.body : null;
    },
    write: (door, query, call) => ask(door, query, 'write', call),
  };
}
