import type { UpstreamCall } from '../../../upstream/call.js';
import type { UpstreamRequest } from '../../../upstream/client.js';
import type { PathTemplate } from '../../../upstream/path-template.js';
import type { Answer } from './answer.js';
import type { Endpoint, Input } from './endpoint.js';

/** Dialects of the middleware. */
export type MiddlewareDialect = 'v1' | 'v2';

/** `native`: no middleware, but WispHub's own API (native contract). */
export type DialectName = MiddlewareDialect | 'native';

/** Protocol of one version of the middleware: prefix, credentials and the envelope of its answers (contract 2.1). */
export interface Dialect {
  readonly name: MiddlewareDialect;
  /** @throws {UpstreamError} what came back is no outcome; `isUnknownPath` when this dialect is not spoken there. */
  request(endpointCall: EndpointCall, call: UpstreamCall): Promise<Answer>;
}

/** Endpoint with the input of one call. */
export interface EndpointCall {
  readonly endpoint: Endpoint;
  readonly input: Input;
}

/** @param route the endpoint's own, or its former one. */
export function toRequest(prefix: string, { endpoint, input }: EndpointCall, route: PathTemplate): UpstreamRequest {
  return {
    method: endpoint.method,
    path: `${prefix}${route.path(input.parameters)}`,
    route: `${endpoint.method} ${prefix}${route.template}`,
    kind: endpoint.kind,
    ...(input.query === undefined ? {} : { query: input.query }),
    ...(input.json === undefined ? {} : { json: input.json }),
    ...(endpoint.maxBytes === undefined ? {} : { maxBytes: endpoint.maxBytes }),
  };
}
