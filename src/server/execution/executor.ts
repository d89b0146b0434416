import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { type RunnableDocument, withCode } from '../documents/document.js';
import { isCompilable } from './compilable.js';
import { createReferenceSchema } from './reference.js';
import { coerceVariables } from './variables.js';

/** `compiled`: each operation becomes a function of its own. `reference`: graphql-js, which says what is right. */
export type ExecutionMode = 'compiled' | 'reference';

export interface ExecutionRequest {
  readonly runnable: RunnableDocument;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly rootValue?: unknown;
  readonly contextValue: unknown;
}

/** Runs an operation of a document that has been validated, compiled once for each operation that is still known. */
export type Executor = (request: ExecutionRequest) => ExecutionResult | Promise<ExecutionResult>;

export function createExecutor(schema: GraphQLSchema, mode: ExecutionMode): Executor {
  const compile = mode === 'compiled' ? createCompiler(schema) : () => null;
  const reference = createReferenceSchema(schema);
  return (request) => {
    const { runnable, variables, rootValue, contextValue } = request;
    // The compiler's own reading of variables knows no OneOf and no defaults within an input. It reads again the values that are coerced
    // here, which changes none: our scalars and enums mean the same outside and inside.
    const { errors, coerced } = coerceVariables(schema, runnable.operation, variables);
    if (errors !== undefined) return { errors };
    const query = compile(runnable);
    if (query === null) return executeByReference(reference, request);
    const result = query.query(rootValue, contextValue, coerced);
    return result instanceof Promise ? result.then(withErrors) : withErrors(result as ExecutionResult);
  };
}

/** @returns null for what the compiler cannot, which is decided once: what is in the document is known to be good. */
function createCompiler(schema: GraphQLSchema): (runnable: RunnableDocument) => CompiledQuery | null {
  const compiled = new WeakMap<OperationDefinitionNode, CompiledQuery | null>();
  return (runnable) => {
    const { document, operation } = runnable;
    const known = compiled.get(operation);
    if (known !== undefined) return known;
    const query = isCompilable(schema, runnable) ? compileQuery(schema, document, operation.name?.value) : null;
    const fresh = query !== null && isCompiledQuery(query) ? query : null;
    compiled.set(operation, fresh);
    return fresh;
  };
}

function executeByReference(
  schema: GraphQLSchema,
  { runnable: { document, operation }, variables, rootValue, contextValue }: ExecutionRequest,
): ExecutionResult | Promise<ExecutionResult> {
  const operationName = operation.name?.value ?? null;
  const result = execute({ schema, document, operationName, variableValues: variables, rootValue, contextValue });
  return result instanceof Promise ? result.then(withInputCodes) : withInputCodes(result);
}

/** An argument error of graphql-js in a valid document concerns the given value: a null at a non-null position. */
function withInputCodes(result: ExecutionResult): ExecutionResult {
  for (const error of result.errors ?? []) {
    const { originalError = error } = error;
    const [node] = (originalError instanceof GraphQLError && originalError.nodes) || [];
    if (node !== undefined && node.kind !== Kind.FIELD) withCode(error, 'BAD_USER_INPUT');
  }
  return result;
}

/** The compiler's errors are of a class of its own: everything that reads them expects graphql-js's. */
function withErrors(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: result.errors.map(toGraphQLError) };
}

function toGraphQLError({ message, path, originalError, locations }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: locations !== undefined });
}
