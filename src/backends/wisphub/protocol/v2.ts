import { z } from 'zod';
import { UpstreamError } from '../../../model/errors.js';
import type { Call } from '../../../upstream/call.js';
import type { BackendAnswer, BackendClient } from '../../../upstream/client.js';
import type { Route } from '../../../upstream/path-template.js';
import { type Answer, badResponse, parseJson, readStatus, speakerOf } from './answer.js';
import { type Dialect, type Errand, toRequest } from './dialect.js';
import { actionOf, type Door } from './endpoint.js';

const prefix = '/api';

const Refusal = z.object({ detail: z.string() });

/** Dialect v2: a static key, statuses that tell the outcome, and bare bodies (contract 2.1). */
export function createV2(client: BackendClient, apiKey: string | undefined): Dialect {
  const headers = apiKey === undefined ? {} : { 'x-api-key': apiKey };
  const formerDoors = new Set<Door>();
  const sendTo = (route: Route, errand: Errand, call: Call): Promise<BackendAnswer> =>
    client.send({ ...toRequest(prefix, errand, route), headers }, call);

  /** Which of two paths a door has is found out by use: at the other it is a redirect, which is never followed (contract 2.4). */
  const send = async (errand: Errand, call: Call): Promise<BackendAnswer> => {
    const { route, formerRoute } = errand.door;
    if (formerRoute === undefined) return sendTo(route, errand, call);
    const isFormer = formerDoors.has(errand.door);
    try {
      return await sendTo(isFormer ? formerRoute : route, errand, call);
    } catch (error) {
      if (!isRedirect(error)) throw error;
      const answer = await sendTo(isFormer ? route : formerRoute, errand, call);
      if (isFormer) formerDoors.delete(errand.door);
      else formerDoors.add(errand.door);
      return answer;
    }
  };

  return { name: 'v2', ask: async (errand, call) => readAnswer(errand.door, await send(errand, call)) };
}

/** An answer over its size fails in the same way, but not at a door that has two paths. */
function isRedirect(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_BAD_RESPONSE';
}

function readAnswer(door: Door, answer: BackendAnswer): Answer {
  const outcome = readStatus(answer);
  if (outcome !== null) return outcome;
  const action = door.v2[answer.status];
  const body = parseJson(answer.body);
  if (action === undefined || body === undefined) throw badResponse(`status ${answer.status}, no outcome`);
  if (answer.status === 200) return { action, data: body };
  const refusal = Refusal.safeParse(body);
  if (!refusal.success || speakerOf(body) !== 'v2') throw badResponse(`status ${answer.status}, no reason`);
  return { action: actionOf(door, refusal.data.detail) ?? action, data: refusal.data.detail };
}
