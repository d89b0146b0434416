import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

/** `compiled`: each operation becomes a function of its own. `reference`: graphql-js, which says what is right. */
export type ExecutionMode = 'compiled' | 'reference';

export interface ExecutionRequest {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly rootValue?: unknown;
  readonly contextValue: unknown;
}

/** Runs an operation of a document that has been validated. Documents are recognised by identity: parse each text once. */
export type Executor = (request: ExecutionRequest) => ExecutionResult | Promise<ExecutionResult>;

/** Operations that stay compiled. One is some tens of kilobytes. */
const maxCompiled = 500;

export function createExecutor(schema: GraphQLSchema, mode: ExecutionMode): Executor {
  if (mode === 'reference') return (request) => executeByReference(schema, request);
  const compiled = new LRUCache<string, CompiledQuery>({ max: maxCompiled });
  const names = new WeakMap<DocumentNode, number>();
  let documents = 0;

  const compile = ({ document, operationName }: ExecutionRequest): CompiledQuery | null => {
    const name = names.get(document) ?? ++documents;
    names.set(document, name);
    const key = `${name} ${operationName ?? ''}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const query = compileQuery(schema, document, operationName ?? undefined);
    if (!isCompiledQuery(query)) return null;
    compiled.set(key, query);
    return query;
  };

  return (request) => {
    const { errors, coerced } = coerceVariables(schema, request);
    if (errors !== undefined) return { errors };
    const query = compile(request);
    if (query === null) return executeByReference(schema, request);
    const result = query.query(request.rootValue, request.contextValue, coerced);
    return result instanceof Promise ? result.then(withErrors) : withErrors(result as ExecutionResult);
  };
}

/**
 * The compiler's own reading of variables knows no OneOf and no defaults within an input, and words its errors differently. It reads the
 * values again that are coerced here, which changes none: our scalars and enums mean the same outside and inside.
 */
function coerceVariables(schema: GraphQLSchema, { document, operationName, variables }: ExecutionRequest) {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return definitions.length === 0
    ? { coerced: {} }
    : getVariableValues(schema, definitions, variables, { maxErrors: 5 });
}

function executeByReference(
  schema: GraphQLSchema,
  { document, operationName, variables, rootValue, contextValue }: ExecutionRequest,
): ExecutionResult | Promise<ExecutionResult> {
  return execute({ schema, document, operationName, variableValues: variables, rootValue, contextValue });
}

/** The compiler's errors are of a class of its own: everything that reads them expects graphql-js's. */
function withErrors(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: result.errors.map(toGraphQLError) };
}

function toGraphQLError({ message, path, originalError, locations }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}
