import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { countComparisons, createLimitRule, type DocumentLimits, documentLimits, tooLarge } from './document-limit.js';

/** The longest document that is read, in lexical tokens. */
export const maxTokens = 1_000;

/** Maximum number of errors reported for an invalid document. */
export const maxRefusalErrors = 5;

/** The rules of an endpoint beside those of the language. */
export interface DocumentRules {
  /** True: the schema may be read, and mistakes are explained with suggestions. */
  readonly isExplorer: boolean;
  /** Default: `documentLimits`. */
  readonly limits?: DocumentLimits | undefined;
}

/** A document that may be run, and the operation in it that is meant. */
export interface RunnableDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/**
 * Reads a document by the rules that hold over HTTP: what is set up on the HTTP server does not apply to a WebSocket by itself.
 * @throws {GraphQLError} with the code of what is wrong; of several faults, the first.
 */
export function readDocument(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null | undefined,
  { isExplorer, limits }: DocumentRules,
): RunnableDocument {
  const document = parseDocument(query);
  const rules = [...specifiedRules, createLimitRule(limits), ...(isExplorer ? [] : [NoSchemaIntrospectionCustomRule])];
  const [issue] = validate(schema, document, rules, { maxErrors: maxRefusalErrors, hideSuggestions: !isExplorer });
  if (issue !== undefined) throw withCode(issue, 'GRAPHQL_VALIDATION_FAILED');
  return findOperation(document, operationName);
}

/**
 * Refuses a document before its fields are compared with one another: validation compares each field of a name in a selection with all
 * others.
 * A text that cannot be parsed passes; the parser reports it later.
 * @throws {GraphQLError} GRAPHQL_VALIDATION_FAILED
 */
export function limitComparisons(query: string): void {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens, noLocation: true });
  } catch {
    return;
  }
  const comparisons = countComparisons(document);
  if (comparisons <= documentLimits.comparisons) return;
  throw tooLarge('comparisons', documentLimits.comparisons, comparisons);
}

/** @throws {GraphQLError} OPERATION_RESOLUTION_FAILURE: there is none of that name, or several and no name. */
export function findOperation(document: DocumentNode, operationName: string | null | undefined): RunnableDocument {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw withCode(new GraphQLError('no such operation'), 'OPERATION_RESOLUTION_FAILURE');
  return { document, operation };
}

/** The same error, which now says its code. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code = code;
  return error;
}

function parseDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}
