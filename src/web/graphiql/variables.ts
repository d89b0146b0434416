import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  parse,
  typeFromAST,
} from 'graphql';
import type { Example } from './settings.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Variables of an example with all that its operation requires: a missing value is taken from the others, which have one of that name.
 * A default is written out where it is empty or false, for GraphiQL takes such a field for a missing one.
 * @param pingId asked where the operation is about a ping, which has an id only once it was started.
 */
export async function completeVariables(
  { document, variables }: Example,
  others: readonly Example[],
  schema: GraphQLSchema,
  pingId: () => Promise<string | null>,
): Promise<Values> {
  const known = others.map((other) => other.variables);
  const operation = parse(document).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const complete: Record<string, unknown> = { ...variables };
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const { value: name } = variable.name;
    const wanted = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    if (wanted === undefined) continue;
    const isMissing = complete[name] === undefined && isNonNullType(wanted) && defaultValue === undefined;
    if (isMissing && isOfPing(operation, schema)) complete[name] = (await pingId()) ?? undefined;
    else if (isMissing || complete[name] !== undefined) complete[name] = fill(wanted, complete[name], known);
  }
  return complete;
}

/** @param known all values from which one may be taken. */
function fill(wanted: GraphQLInputType, value: unknown, known: readonly unknown[]): unknown {
  const type = getNullableType(wanted);
  if (!isInputObjectType(type) || Array.isArray(value)) return value;
  const filled: Record<string, unknown> = { ...(value as Values | undefined) };
  for (const field of Object.values(type.getFields())) {
    if (filled[field.name] !== undefined || !isNonNullType(field.type)) continue;
    const { defaultValue } = field;
    if (defaultValue === undefined) filled[field.name] = findValue(field.name, known);
    else if (!defaultValue) filled[field.name] = defaultValue;
  }
  return filled;
}

/** The first value of that name, however deep. */
function findValue(name: string, known: readonly unknown[]): unknown {
  const objects = known.filter((value) => typeof value === 'object' && value !== null) as readonly Values[];
  const [found] = objects.flatMap((values) => (values[name] === undefined ? [] : [values[name]]));
  return found ?? (objects.length === 0 ? undefined : findValue(name, objects.flatMap(Object.values)));
}

function isOfPing({ operation, selectionSet }: OperationDefinitionNode, schema: GraphQLSchema): boolean {
  const [first] = selectionSet.selections;
  const root = schema.getRootType(operation);
  if (first?.kind !== Kind.FIELD || root === undefined || root === null) return false;
  const field = root.getFields()[first.name.value];
  return field !== undefined && getNamedType(field.type).name === 'PingTask';
}
