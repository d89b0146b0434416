import {
  BREAK,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { RunnableDocument } from '../documents/document.js';

/**
 * True when the compiled operation answers as graphql-js does. Two constructs differ:
 *
 * - Conditions: the compiler records them at the field, for all paths and operations of the document, so all conditions of a fragment
 * spread twice would have to hold.
 * - A nullable variable with a default at a non-null position: the compiler passes an explicit null on.
 */
export function isCompilable(schema: GraphQLSchema, { document, operation }: RunnableDocument): boolean {
  const { variableDefinitions = [] } = operation;
  const nullable = new Set(
    variableDefinitions
      .filter(({ type }) => type.kind !== Kind.NON_NULL_TYPE)
      .map(({ variable }) => variable.name.value),
  );
  const typeInfo = new TypeInfo(schema);
  let isRight = true;
  const classify = (isWrong: boolean) => {
    if (!isWrong) return undefined;
    isRight = false;
    return BREAK;
  };
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Directive: ({ name: { value } }) =>
        classify(value === GraphQLSkipDirective.name || value === GraphQLIncludeDirective.name),
      Variable: ({ name: { value } }) => classify(nullable.has(value) && isNonNullType(typeInfo.getInputType())),
    }),
  );
  return isRight;
}
