import { z } from 'zod';
import type { BackendAnswer, BackendClient } from '../../../upstream/client.js';
import { type Answer, badResponse, parseJson, readStatus } from './answer.js';
import { type Dialect, toRequest } from './dialect.js';
import { actionOf, type Door } from './endpoint.js';
import { type Credentials, createSession } from './session.js';

const prefix = '/api/v1';

/** Six keys, of which four tell something (contract 1.0). */
const Envelope = z.object({ ok: z.boolean(), action: z.string(), data: z.unknown(), message: z.unknown() });

/** Dialect v1: a bearer token, and an envelope whose `action` tells the outcome while the HTTP status is 200 for all of them. */
export function createV1(client: BackendClient, credentials: Credentials | undefined): Dialect {
  const session = createSession(client, credentials);
  return {
    name: 'v1',
    ask: async (errand, call) => {
      const answer = await session.send(toRequest(prefix, errand, errand.door.route), call);
      return readAnswer(errand.door, answer);
    },
  };
}

function readAnswer(door: Door, answer: BackendAnswer): Answer {
  const action = door.v1[answer.status];
  if (action !== undefined) return { action, data: null };
  const outcome = readStatus(answer);
  if (outcome !== null) return outcome;
  const envelope = Envelope.safeParse(parseJson(answer.body));
  if (answer.status !== 200 || !envelope.success) throw badResponse(`status ${answer.status}, no outcome`);
  const { action: word, data, message } = envelope.data;
  return { action: actionOf(door, message) ?? word, data };
}
