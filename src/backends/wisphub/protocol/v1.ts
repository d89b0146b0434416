import { z } from 'zod';
import type { UpstreamClient, UpstreamResponse } from '../../../upstream/client.js';
import { type Answer, badResponse, parseJson, readStatus } from './answer.js';
import { type Dialect, toRequest } from './dialect.js';
import { actionOf, type Endpoint } from './endpoint.js';
import { type Credentials, createSession } from './session.js';

const prefix = '/api/v1';

/** Six keys, of which four tell something (contract 1.0). */
const Envelope = z.object({ ok: z.boolean(), action: z.string(), data: z.unknown(), message: z.unknown() });

/** Dialect v1: a bearer token, and an envelope whose `action` tells the outcome while the HTTP status is 200 for all of them. */
export function createV1(client: UpstreamClient, credentials: Credentials | undefined): Dialect {
  const session = createSession(client, credentials);
  return {
    name: 'v1',
    request: async (endpointCall, call) => {
      const answer = await session.request(toRequest(prefix, endpointCall, endpointCall.endpoint.route), call);
      return readAnswer(endpointCall.endpoint, answer);
    },
  };
}

function readAnswer(endpoint: Endpoint, answer: UpstreamResponse): Answer {
  const action = endpoint.v1[answer.status];
  if (action !== undefined) return { action, data: null };
  const outcome = readStatus(answer);
  if (outcome !== null) return outcome;
  const envelope = Envelope.safeParse(parseJson(answer.body));
  if (answer.status !== 200 || !envelope.success) throw badResponse(`status ${answer.status}, no outcome`);
  const { action: word, data, message } = envelope.data;
  return { action: actionOf(endpoint, message) ?? word, data };
}
