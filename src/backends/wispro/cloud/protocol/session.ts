import { BadUserInput, UpstreamError } from '../../../../model/errors.js';
import type { UpstreamCall } from '../../../../upstream/call.js';
import type { UpstreamClient } from '../../../../upstream/client.js';
import { createPathTemplate, type PathTemplate } from '../../../../upstream/path-template.js';
import { nameQuestion } from '../../../../upstream/resilience/failed-requests.js';
import type { Resilience } from '../../../../upstream/resilience/resilience.js';
import { badResponse, type Row } from '../../protocol/answer.js';
import { type Access, createAccess } from './access.js';
import { type EnvelopeReading, readEnvelope } from './envelope.js';

export type Query = Readonly<Record<string, string>>;

/** A question to the API. */
export interface Question {
  readonly route: PathTemplate;
  /** UUID in the path: a number there is unproven (cloud contract T27). */
  readonly id?: string;
  readonly query?: Query;
}

/** The way to the API, key included. */
export interface CloudSession {
  /** @param kind `list` for one page of many. @returns null for what the back end says does not exist. @throws {UpstreamError} */
  read(question: Question, call: UpstreamCall, kind?: 'read' | 'list'): Promise<Row | null>;
  /**
   * Posted once (cloud contract T10).
   * @param json null for a route that reads its query alone (cloud contract T9).
   * @throws {UpstreamError} `mayHaveArrived` tells whether it may have been done all the same.
   */
  post(question: Question, json: Row | null, call: UpstreamCall): Promise<EnvelopeReading>;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @param path without `/api/v1`; `{id}` is a UUID. */
export function defineRoute(path: string): PathTemplate {
  return createPathTemplate(`/api/v1${path}`, { id: uuid });
}

export function createCloudSession(
  client: UpstreamClient,
  key: string,
  policy: Pick<Resilience, 'run'>,
  access: Access = createAccess(),
): CloudSession {
  // The bare key: with a scheme before it, it is refused (cloud contract 1.1).
  const headers = { authorization: key, 'cache-control': 'no-store' };
  const noting = async (path: string, answer: Promise<EnvelopeReading>): Promise<EnvelopeReading> => {
    try {
      const reading = await answer;
      access.note(path);
      return reading;
    } catch (error) {
      access.note(path, error);
      throw error;
    }
  };
  return {
    read: async ({ route, id, query = {} }, call, kind = 'read') => {
      refuseEmpty(query);
      const parameters = id === undefined ? {} : { id };
      const request = {
        method: 'GET',
        path: route.path(parameters),
        route: `GET ${route.template}`,
        kind,
        query,
        headers,
      } as const;
      const answer = policy.run(
        kind,
        call,
        async (now) => readEnvelope(await client.request(request, now)),
        nameQuestion(request.route, { ...parameters, ...query }),
      );
      const reading = await noting(route.template, answer);
      if (reading.kind === 'refused') throw badResponse('refused a question', false);
      return reading.kind === 'body' ? reading.body : null;
    },
    post: async ({ route, id, query = {} }, json, call) => {
      refuseEmpty(query);
      const path = route.path(id === undefined ? {} : { id });
      const request = { method: 'POST', path, route: `POST ${route.template}`, kind: 'write', headers, query } as const;
      const body = json === null ? {} : { json };
      const answer = policy.run('write', call, async (now) =>
        readEnvelope(await client.request({ ...request, ...body }, now)),
      );
      return noting(route.template, answer);
    },
  };
}

/** An empty value is no filter, and everybody would come (cloud contract T30). */
function refuseEmpty(query: Query): void {
  const empty = Object.entries(query).find(([, value]) => value.trim() === '');
  if (empty !== undefined) throw new BadUserInput(empty[0]);
}

/** A key that does not open an area opens the others all the same: what stands there is not known. */
export async function unlessClosed<Value>(reading: Promise<Value>, otherwise: Value): Promise<Value> {
  return reading.catch((error: unknown) => {
    if (error instanceof UpstreamError && error.code === 'UPSTREAM_AUTH_FAILED') return otherwise;
    throw error;
  });
}
