import type { Call } from '../../../upstream/call.js';
import type { BackendRequest } from '../../../upstream/client.js';
import type { Route } from '../../../upstream/path-template.js';
import type { Answer } from './answer.js';
import type { Door, Input } from './endpoint.js';

export type DialectName = 'v1' | 'v2';

/** How one version of the middleware is spoken to: its prefix, its credentials and the frame of its answers (contract 2.1). */
export interface Dialect {
  readonly name: DialectName;
  /** @throws {UpstreamError} what came back is no outcome; `isUnknownPath` when this dialect is not spoken there. */
  ask(errand: Errand, call: Call): Promise<Answer>;
}

/** What is to be asked at which door. */
export interface Errand {
  readonly door: Door;
  readonly input: Input;
}

/** @param route the door's own, or its former one. */
export function toRequest(prefix: string, { door, input }: Errand, route: Route): BackendRequest {
  return {
    method: door.method,
    path: `${prefix}${route.path(input.parameters)}`,
    route: `${door.method} ${prefix}${route.template}`,
    kind: door.kind,
    ...(input.query === undefined ? {} : { query: input.query }),
    ...(input.json === undefined ? {} : { json: input.json }),
    ...(door.maxBytes === undefined ? {} : { maxBytes: door.maxBytes }),
  };
}
