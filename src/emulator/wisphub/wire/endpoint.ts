import type { EmulatedAnswer, EmulatedRequest, EmulatedRoute } from '../../message.js';
import { type Body, readBody, readForm } from './body.js';
import { type Inspection, inspect } from './inspect.js';
import { Refusal } from './refusal.js';

/** Inputs of an endpoint, and the form when it reads one. */
export interface Call extends Inspection {
  readonly form: URLSearchParams;
}

/** One endpoint. `path` is the template that the call log prints. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Needs no credentials. */
  readonly open?: boolean;
  readonly reads?: 'json' | 'form';
  answer(call: Call): EmulatedAnswer;
}

/** Hooks around the endpoints of one dialect. */
export interface RouterHooks {
  /** @throws {Refusal} when the call's credentials do not do */
  admit(request: EmulatedRequest): void;
  refuse(refusal: Refusal): EmulatedAnswer;
}

export type Router = (request: EmulatedRequest) => EmulatedRoute;

/** Starlette's routing over the decoded path (an encoded slash is a slash), with its redirects of wrong slashes. */
export function createRouter(endpoints: readonly Endpoint[], frame: RouterHooks): Router {
  const compiled = endpoints.map((endpoint) => ({ endpoint, pattern: compile(endpoint.path) }));
  return (request) => {
    const path = decode(request.path);
    const found = compiled.filter(({ pattern }) => pattern.test(path));
    const hit = found.find(({ endpoint }) => endpoint.method === request.method);
    if (hit !== undefined) {
      const parameters = hit.pattern.exec(path)?.groups ?? {};
      const route = `${request.method} ${hit.endpoint.path}`;
      return { route, answer: () => enter(hit.endpoint, frame, request, parameters) };
    }
    if (found.length > 0) return dead(request, frame, new Refusal(405, 'Method Not Allowed'));
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
    if (path !== '/' && compiled.some(({ pattern }) => pattern.test(other))) return redirect(request, other);
    return dead(request, frame, new Refusal(404, 'Not Found'));
  };
}

/** A broken body is reported before missing credentials, these before faulty inputs (contract 1.0). */
function enter(
  endpoint: Endpoint,
  frame: RouterHooks,
  request: EmulatedRequest,
  parameters: Readonly<Record<string, string>>,
): EmulatedAnswer {
  try {
    const body: Body = endpoint.reads === 'json' ? readBody(request) : { kind: 'none' };
    const form = endpoint.reads === 'form' ? readForm(request) : new URLSearchParams();
    if (endpoint.open !== true) frame.admit(request);
    return endpoint.answer({ ...inspect({ parameters, query: request.query, body }), form });
  } catch (error) {
    if (error instanceof Refusal) return frame.refuse(error);
    throw error;
  }
}

function dead(request: EmulatedRequest, frame: RouterHooks, refusal: Refusal): EmulatedRoute {
  return { route: `${request.method} (${refusal.message})`, answer: () => frame.refuse(refusal) };
}

function redirect(request: EmulatedRequest, path: string): EmulatedRoute {
  const query = request.query.size > 0 ? `?${request.query}` : '';
  const location = `http://${request.headers.host ?? 'localhost'}${encodeURI(path)}${query}`;
  return { route: `${request.method} (Redirect)`, answer: () => ({ status: 307, headers: { location }, body: '' }) };
}

function compile(template: string): RegExp {
  const source = template.replace(/[.]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

/** Percent-decoding that, like Python's, never fails: what is no UTF-8 becomes U+FFFD, what is no escape stays. */
function decode(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
