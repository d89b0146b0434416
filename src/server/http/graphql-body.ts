import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../model/caller.js';
import { CodedError } from '../../model/errors.js';
import type { ResolveDocument } from '../documents/requested-document.js';

/** Body of a request (GraphQL over HTTP, 5.1): a text, or the id of one. Other keys are ignored. */
const Body = z.object({
  query: z.string().optional(),
  id: z.unknown().optional(),
  documentId: z.unknown().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/** Document and variables of a request. */
export type GraphQLBody = Pick<z.infer<typeof Body>, 'operationName' | 'variables' | 'extensions'> & {
  readonly text: string;
  readonly isTrusted: boolean;
};

/**
 * Reads the operation of a request, from the body or the parameters of its URL, with the text of its document in the place of an id.
 * @returns the error by which it is refused, when it cannot be run.
 */
export function readBody(
  request: FastifyRequest,
  caller: Caller,
  resolveDocument: ResolveDocument,
): GraphQLBody | CodedError {
  const { data: body } = Body.safeParse(request.method === 'GET' ? readParameters(request.query) : request.body);
  if (body === undefined) return new CodedError('BAD_REQUEST', false);
  const resolved = resolveDocument(caller, request.id, body.query === '' ? { ...body, query: undefined } : body);
  if ('refused' in resolved) return resolved.refused;
  const { operationName, variables } = body;
  // Apollo Server would look for the hash in a store of its own, and there is none.
  const { persistedQuery: _, ...extensions } = body.extensions ?? {};
  return { operationName, variables, extensions, ...resolved };
}

/** Parameters of a URL (GraphQL over HTTP, 5.3), of which two are JSON. @returns null where one is not. */
function readParameters(given: unknown): unknown {
  const parameters = given as Readonly<Record<string, unknown>>;
  try {
    return { ...parameters, variables: parse(parameters.variables), extensions: parse(parameters.extensions) };
  } catch {
    return null;
  }
}

function parse(text: unknown): unknown {
  return typeof text === 'string' && text !== '' ? JSON.parse(text) : undefined;
}
