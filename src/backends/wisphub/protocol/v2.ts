import { z } from 'zod';
import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamClient, UpstreamResponse } from '../../../upstream/client.js';
import type { PathTemplate } from '../../../upstream/path-template.js';
import { type Answer, badResponse, parseJson, readStatus, speakerOf } from './answer.js';
import { type Dialect, type EndpointCall, toRequest } from './dialect.js';
import { actionOf, type Endpoint } from './endpoint.js';

const prefix = '/api';

const Refusal = z.object({ detail: z.string() });

/** Dialect v2: a static key, statuses that tell the outcome, and bare bodies (contract 2.1). */
export function createV2(client: UpstreamClient, apiKey: string | undefined): Dialect {
  const headers = apiKey === undefined ? {} : { 'x-api-key': apiKey };
  const formerEndpoints = new Set<Endpoint>();
  const sendTo = (route: PathTemplate, endpointCall: EndpointCall, call: UpstreamCall): Promise<UpstreamResponse> =>
    client.request({ ...toRequest(prefix, endpointCall, route), headers }, call);

  /** The valid one of an endpoint's two paths is learnt by use: the other answers a redirect, which is never followed (contract 2.4). */
  const requestWithKey = async (endpointCall: EndpointCall, call: UpstreamCall): Promise<UpstreamResponse> => {
    const { route, formerRoute } = endpointCall.endpoint;
    if (formerRoute === undefined) return sendTo(route, endpointCall, call);
    const isFormer = formerEndpoints.has(endpointCall.endpoint);
    try {
      return await sendTo(isFormer ? formerRoute : route, endpointCall, call);
    } catch (error) {
      if (!isRedirect(error)) throw error;
      const answer = await sendTo(isFormer ? route : formerRoute, endpointCall, call);
      if (isFormer) formerEndpoints.delete(endpointCall.endpoint);
      else formerEndpoints.add(endpointCall.endpoint);
      return answer;
    }
  };

  return {
    name: 'v2',
    request: async (endpointCall, call) => readAnswer(endpointCall.endpoint, await requestWithKey(endpointCall, call)),
  };
}

/** An oversized answer fails in the same way, but not at an endpoint with two paths. */
function isRedirect(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_BAD_RESPONSE';
}

function readAnswer(endpoint: Endpoint, answer: UpstreamResponse): Answer {
  const outcome = readStatus(answer);
  if (outcome !== null) return outcome;
  const action = endpoint.v2[answer.status];
  const body = parseJson(answer.body);
  if (action === undefined || body === undefined) throw badResponse(`status ${answer.status}, no outcome`);
  if (answer.status === 200) return { action, data: body };
  const refusal = Refusal.safeParse(body);
  if (!refusal.success || speakerOf(body) !== 'v2') throw badResponse(`status ${answer.status}, no reason`);
  return { action: actionOf(endpoint, refusal.data.detail) ?? action, data: refusal.data.detail };
}
