import type { EmulatedAnswer, EmulatedRequest, EmulatedRoute } from '../../../../message.js';
import { json } from '../../../../message.js';
import type { Clock } from '../../../clock.js';
import type { WispHubSettings } from '../../../settings.js';
import { isSame } from '../../../wire/auth.js';
import { ApiRefusal, answerAbsence, forbidden, html, inLanguage, notAllowed, page } from './answer.js';
import { entriesOf } from './settings.js';
import { createStalls } from './stall.js';
import { varyAnswer } from './view.js';

/** One call of an endpoint. */
export interface ApiCall {
  /** Numbers in the path, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: EmulatedRequest;
  /** Fields of a JSON body. @throws {ApiRefusal} 400 */
  fields(): Readonly<Record<string, unknown>>;
}

export interface ApiEndpoint {
  readonly method: string;
  /** Below `/api/`, with a slash at its end. */
  readonly path: string;
  /** No adapter may call it: carried out as in life, and recorded (native contract 1.9). */
  readonly isClosed?: boolean;
  /** @throws {ApiRefusal} */
  answer(call: ApiCall): EmulatedAnswer;
}

export interface ApiRouter {
  route(request: EmulatedRequest): EmulatedRoute;
  /** Counts calls from the first again. */
  restart(): void;
}

/** Django's routing with a key, areas that it may enter, stalls and outages. @param violations grows by each call that no adapter may make. */
export function createApiRouter(
  endpoints: readonly ApiEndpoint[],
  settings: Readonly<WispHubSettings>,
  violations: string[],
  clock: Clock,
): ApiRouter {
  // A path without a parameter comes before one that has it.
  const compiled = [...endpoints]
    .sort((one, other) => Number(one.path.includes('{')) - Number(other.path.includes('{')))
    .map((endpoint) => ({ endpoint, pattern: compile(endpoint.path) }));
  const enter = (request: EmulatedRequest, found: readonly (typeof compiled)[number][]): EmulatedAnswer => {
    const areas = request.path.split('/').filter((part) => part !== '');
    const isForbidden = entriesOf(settings.forbidden).some((area) => areas.includes(area));
    if (isForbidden) return forbidden;
    // A02.
    if (!isAdmitted(request, settings.apiKey)) return { ...forbidden, status: Number(settings.badKey) };
    const hit = found.find(({ endpoint }) => endpoint.method === request.method);
    if (hit?.endpoint.isClosed === true || ['DELETE', 'PUT'].includes(request.method)) {
      violations.push(`${request.method} ${found[0]?.endpoint.path ?? request.path}`);
    }
    if (hit === undefined) return notAllowed(request.method);
    return varyAnswer(
      hit.endpoint.path,
      answer(hit.endpoint, request, hit.pattern.exec(request.path)?.groups ?? {}, settings),
      settings,
    );
  };
  const toAnswer = (request: EmulatedRequest): EmulatedAnswer => {
    if (settings.htmlOutage) return html(200, page.cloud);
    if (settings.nativeDown) return html(502, page.cloud);
    if (settings.userAgent === 'named' && !isNamed(request)) return html(403, page.proxy);
    if (request.path === '/api/') return html(403, page.proxy);
    const found = compiled.filter(({ pattern }) => pattern.test(request.path));
    if (found.length > 0) return enter(request, found);
    if (!compiled.some(({ pattern }) => pattern.test(`${request.path}/`))) return html(404, page.panel);
    // A01.
    if (request.method !== 'GET' || settings.withoutSlash === 'page500') return html(500, page.failure);
    if (settings.withoutSlash === 'page404') return html(404, page.panel);
    if (settings.withoutSlash === 'answers') return toAnswer({ ...request, path: `${request.path}/` });
    return { status: 301, headers: { location: `http://api.wisphub.example${request.path}/` }, body: '' };
  };
  const stalls = createStalls(settings, clock, toAnswer);
  const route = (request: EmulatedRequest): EmulatedRoute => {
    const isStalled = stalls.isNext(request);
    return {
      route: `${request.method} ${nameOf(compiled, request)}`,
      answer: () => {
        if (!isStalled) return inLanguage(toAnswer(request), settings.language);
        stalls.hold(request);
        return new Promise(() => undefined);
      },
    };
  };
  return {
    route,
    restart: stalls.restart,
  };
}

function nameOf(
  compiled: readonly { readonly endpoint: ApiEndpoint; readonly pattern: RegExp }[],
  { path }: EmulatedRequest,
): string {
  const known = compiled.find(({ pattern }) => pattern.test(path));
  return known === undefined ? '(Not Found)' : `/api/${known.endpoint.path}`;
}

function answer(
  endpoint: ApiEndpoint,
  request: EmulatedRequest,
  parameters: Readonly<Record<string, string>>,
  settings: Readonly<WispHubSettings>,
): EmulatedAnswer {
  try {
    return endpoint.answer({ parameters, query: request.query, request, fields: () => readFields(request) });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const absence = error.status === 404 ? answerAbsence(settings.unknownId) : null;
    if (absence !== null) return absence;
    return typeof error.body === 'string' ? html(error.status, error.body) : json(error.status, error.body);
  }
}

function isAdmitted({ headers }: EmulatedRequest, key: string): boolean {
  return isSame(headers.authorization ?? '', `Api-Key ${key}`);
}

/** By a product, and not by nothing or a library (A44). */
function isNamed({ headers }: EmulatedRequest): boolean {
  return !/^$|^(?:got|node|undici|axios|curl|python-requests)\b/i.test(headers['user-agent'] ?? '');
}

function readFields(request: EmulatedRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(request.body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // No JSON: refused below.
  }
  throw new ApiRefusal(400, { detail: 'JSON parse error' });
}

function compile(template: string): RegExp {
  return new RegExp(`^/api/${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}
