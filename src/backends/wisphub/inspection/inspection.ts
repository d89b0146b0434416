import { z } from 'zod';
import type { Diagnostic } from '../../../model/diagnostic.js';
import { UpstreamError } from '../../../model/errors.js';
import type { UpstreamClient } from '../../../upstream/client.js';
import {
  createRecorder,
  type Expectation,
  failure,
  findDrift,
  findLatency,
  findSkew,
  type Inspection,
  inspectionCall,
  type Sample,
} from '../../inspection.js';
import { byServiceId, list as clients } from '../client.js';
import { ClientBody } from '../client-body.js';
import { inspectNative } from '../native/inspection.js';
import { PlanBody, PlanRow, byId as planById, list as plans } from '../plan.js';
import { parseJson, speakerOf } from '../protocol/answer.js';
import { detectDialect } from '../protocol/detection.js';
import type { DialectName } from '../protocol/dialect.js';
import { type Endpoint, type Input, readOutcome } from '../protocol/endpoint.js';
import { createInstallation } from '../protocol/installation.js';
import type { WispHubSettings } from '../settings.js';
import { subjects } from '../ticket-subject.js';
import { blocked, ZoneBody } from '../zone.js';
import { inspectList } from './list-inspection.js';

const TokenBody = z.object({ access_token: z.string() });
const Claims = z.object({ exp: z.number() });

/** Looks at an installation by about a dozen reads, of which one lists the clients. */
export async function inspectWispHub(client: UpstreamClient, settings: WispHubSettings): Promise<Inspection> {
  const recorder = createRecorder(client);
  const { samples } = recorder;
  const diagnostics: Diagnostic[] = [];
  const end = (documents: readonly string[] = []): Inspection => ({
    diagnostics: [...diagnostics, ...findSkew(samples), ...findToken(samples), ...findLatency(samples)],
    documents,
  });
  let dialect: DialectName;
  try {
    dialect = await detectDialect(recorder.client, settings.dialect === 'auto' ? null : settings.dialect);
  } catch (error) {
    diagnostics.push(failure('reachable', error));
    return end();
  }
  if (dialect === 'native') {
    diagnostics.push(...(await inspectNative(recorder.client, settings)));
    return end();
  }
  const installation = createInstallation(recorder.client, { ...settings, dialect });
  const callEndpoint = async (endpoint: Endpoint, input: Input = {}) => {
    const answer = await installation.request({ endpoint, input }, inspectionCall());
    if (answer === null) throw new Error('no middleware');
    return answer;
  };
  /** Reads an endpoint and reports how the answer fits its shape. @returns the records. */
  const look = async (endpoint: Endpoint, input: Input, expected: Expectation): Promise<readonly unknown[]> => {
    const route = `${endpoint.method} ${endpoint.route.template}`;
    try {
      const { data } = await callEndpoint(endpoint, input);
      const rows = Array.isArray(data) ? data : [data];
      diagnostics.push(findDrift(route, rows, expected));
      return rows;
    } catch (error) {
      diagnostics.push(failure(`shape of ${route}`, error));
      return [];
    }
  };

  try {
    readOutcome(subjects, await callEndpoint(subjects));
  } catch (error) {
    // A back end that refuses credentials, even in another dialect's words, is reachable.
    const isThere = samples.some(({ body }) => speakerOf(parseJson(body)) !== null);
    if (isThere) diagnostics.push(reachable(samples), findDialect(settings, dialect, samples));
    diagnostics.push(failure(isThere ? 'credentials' : 'reachable', error, hintOf(error, dialect)));
    return end();
  }
  diagnostics.push(reachable(samples));
  diagnostics.push({ check: 'credentials', status: 'ok', message: 'GET /tickets/subjects was answered with them' });
  const planRows = await look(plans, {}, { shape: PlanRow });
  for (const planId of numbersIn(planRows, 'plan_id')) {
    await look(
      planById,
      { parameters: { planId } },
      { shape: PlanBody, needed: [['price', 'note']], unread: ['plan_id', 'name', 'type'] },
    );
  }
  const rows = await look(clients, {}, { shape: ClientBody });
  const findClient = async (serviceId: number): Promise<unknown> =>
    (await callEndpoint(byServiceId, { parameters: { serviceId } })).data;
  const found: unknown[] = [];
  for (const serviceId of numbersIn(rows, 'service_id')) {
    found.push(...(await look(byServiceId, { parameters: { serviceId } }, { shape: ClientBody })));
  }
  diagnostics.push(
    ...(await inspectList(rows, { plans: numbersIn(planRows, 'plan_id').length, found: found[0] }, findClient)),
  );
  for (const zoneId of numbersIn(rows, 'zone_id')) {
    await look(blocked, { parameters: { zoneId } }, { shape: ZoneBody });
  }
  diagnostics.splice(1, 0, findDialect(settings, dialect, samples));
  return end(rows.flatMap(toDocument).slice(0, 8));
}

function reachable([first]: readonly Sample[]): Diagnostic {
  return { check: 'reachable', status: 'ok', message: `${first?.route} was answered with status ${first?.status}` };
}

/** The dialect that is spoken, and how old the installation is, as far as reads tell. */
function findDialect(settings: WispHubSettings, dialect: DialectName, samples: readonly Sample[]): Diagnostic {
  const health = samples.find(({ route }) => route === 'GET /health');
  const isOldest =
    dialect === 'v1' && health !== undefined && speakerOf(parseJson(health.body)) === 'v1' && health.status >= 500;
  const isEarly = dialect === 'v2' && samples.some(({ route }) => route === 'GET /api/internet-plans');
  const found = `${dialect}${isOldest ? ', the oldest' : ''}${isEarly ? ', an early one' : ''}`;
  if (settings.dialect === 'auto' || settings.dialect === dialect) {
    return { check: 'dialect', status: 'ok', message: found };
  }
  const message = `WISPHUB_DIALECT is ${settings.dialect}, but ${found} is spoken`;
  return { check: 'dialect', status: 'fault', message, hint: `Set WISPHUB_DIALECT=auto, or ${dialect}.` };
}

/** A token that has expired when it comes: a login for every request. */
function findToken(samples: readonly Sample[]): readonly Diagnostic[] {
  const login = samples.find(({ route }) => route.endsWith('/auth/token'));
  const body = TokenBody.safeParse(parseJson(login?.body ?? ''));
  const payload = body.success ? body.data.access_token.split('.')[1] : undefined;
  const claims = Claims.safeParse(parseJson(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  if (login === undefined || !claims.success || claims.data.exp * 1_000 > login.at) return [];
  const message = 'its tokens have expired by our clock when they are given out';
  return [
    { check: 'token', status: 'fault', message, hint: 'Set both clocks by NTP, or the life of its tokens longer.' },
  ];
}

function hintOf(error: unknown, dialect: DialectName): string | undefined {
  if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_AUTH_FAILED') return undefined;
  return dialect === 'v1'
    ? 'Set WISPHUB_USERNAME and WISPHUB_PASSWORD to those of the middleware.'
    : 'Set WISPHUB_API_KEY to that of the middleware.';
}

/** The first number under a key, to ask for its record. */
function numbersIn(rows: readonly unknown[], key: string): readonly number[] {
  const values = rows.map((row) => (row as Readonly<Record<string, unknown>> | null)?.[key]);
  return values.filter((value) => typeof value === 'number').slice(0, 1);
}

/** Such as others may know as well. */
function toDocument(row: unknown): readonly string[] {
  const client = ClientBody.safeParse(row);
  const document = client.success ? (client.data.document ?? '') : '';
  return /^[0-9]{7,8}$/.test(document) ? [document] : [];
}
