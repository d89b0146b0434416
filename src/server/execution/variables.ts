import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { BadUserInput } from '../../model/errors.js';

type Variables = Readonly<Record<string, unknown>>;

const maxErrors = 5;

/** Values of an operation's variables as its fields get them, or what is wrong with them. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
):
  | { readonly coerced: Variables; readonly errors?: undefined }
  | { readonly coerced?: undefined; readonly errors: readonly GraphQLError[] } {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return { coerced: {} };
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors });
  return coerced === undefined ? { errors: explain(schema, operation, variables, errors) } : { coerced };
}

/** The same errors, which name the variable and the path in it, and what would be right, but no value. Each once. */
function explain(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
  errors: readonly GraphQLError[],
): readonly GraphQLError[] {
  const found = new Map<string, string>();
  const declared = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  const others = Object.keys(variables).filter((name) => !declared.has(name) && isName(name));
  for (const { variable, type: node, defaultValue } of variableDefinitions) {
    const name = variable.name.value;
    const type = typeFromAST(schema, node as never);
    if (!isInputType(type)) continue;
    if (!Object.hasOwn(variables, name)) {
      const misspelt =
        others.length === 0 ? '' : `; not declared by the operation: ${others.map((one) => `$${one}`).join(', ')}`;
      if (isNonNullType(type) && defaultValue === undefined)
        found.set(`$${name}`, `${describe(type)} is required${misspelt}`);
      continue;
    }
    coerceInputValue(variables[name], type, (path, _value, { message }) => {
      const [argument, expected] = explainOne(`$${name}`, type, path, message);
      if (!found.has(argument)) found.set(argument, expected);
    });
  }
  const explained = [...found]
    .slice(0, maxErrors)
    .map(([argument, expected]) => toError(argument, expected, errors[0]));
  return explained.length > 0
    ? explained
    : errors.map((error) => toError('variables', 'values of the declared types', error));
}

function toError(argument: string, expected: string, { nodes }: Partial<GraphQLError> = {}): GraphQLError {
  const originalError = new BadUserInput(argument, { expected });
  return new GraphQLError(originalError.message, { nodes: nodes ?? null, originalError });
}

/** By the sentence of graphql-js, which names a missing or unknown field at the place of its object. */
function explainOne(
  variable: string,
  root: GraphQLInputType,
  path: readonly (string | number)[],
  message: string,
): readonly [argument: string, expected: string] {
  const argument = [variable, ...path.map((part) => (typeof part === 'number' || isName(part) ? part : '?'))].join('.');
  const [, missing, missingType] = /^Field "(\w+)" of required type "([^"]+)" was not provided/.exec(message) ?? [];
  if (missing !== undefined) return [`${argument}.${missing}`, `${missingType} is required`];
  const [, unknown, owner] = /^Field "([^"]*)" is not defined by type "(\w+)"/.exec(message) ?? [];
  if (unknown !== undefined) return [`${argument}.${isName(unknown) ? unknown : '?'}`, `${owner} has no such field`];
  if (message.includes('OneOf')) return [argument, `exactly one of ${fieldsOf(typeAt(root, path)).join(', ')}`];
  return [argument, describe(typeAt(root, path))];
}

function typeAt(root: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  let type = root;
  for (const part of path) {
    const inner = isNonNullType(type) ? type.ofType : type;
    if (typeof part === 'number') type = isListType(inner) ? inner.ofType : inner;
    else type = (isInputObjectType(inner) ? inner.getFields()[part]?.type : undefined) ?? type;
  }
  return type;
}

function describe(type: GraphQLInputType): string {
  const named = getNamedType(type);
  const values = isEnumType(named)
    ? `, one of ${named
        .getValues()
        .map(({ name }) => name)
        .join(', ')}`
    : '';
  return `${String(type)}${values}`;
}

function fieldsOf(type: GraphQLInputType): readonly string[] {
  const named = getNamedType(type);
  return isInputObjectType(named) ? Object.keys(named.getFields()) : [];
}

/** Names of GraphQL alone: any other text may be a value of the caller's. */
function isName(text: string): boolean {
  return /^[A-Za-z]\w{0,40}$/.test(text);
}
