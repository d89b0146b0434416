import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
  lexicographicSortSchema,
} from 'graphql';

/**
 * The same graph for graphql-js. Of a list in which one item fails later and the next one at once it lets go of the first, whose failure
 * then ends the process as a rejection that nothing handles. Here each item of a list comes later.
 */
export function createReferenceSchema(schema: GraphQLSchema): GraphQLSchema {
  // A copy, types and all: what is compiled of the graph keeps its resolvers.
  const copy = lexicographicSortSchema(schema);
  for (const type of Object.values(copy.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (isListType(getNullableType(field.type))) defer(field);
  }
  return copy;
}

function defer(field: GraphQLField<unknown, unknown>): void {
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (...asked) => {
    const list: unknown = resolve(...asked);
    return list instanceof Promise ? list.then(later) : later(list);
  };
}

function later(value: unknown): unknown {
  return Array.isArray(value) ? value.map(async (item: unknown) => later(await item)) : value;
}
