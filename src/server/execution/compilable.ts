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
 * Whether an operation, compiled, answers as graphql-js does. Two things it would not:
 *
 * - Conditions. The compiler notes one at the field, for whatever leads to it and for every operation of the document: of a fragment that
 *   is spread twice all conditions would have to hold.
 * - A variable that may be null where null may not be, as its default allows: the compiler takes that null for a value.
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
