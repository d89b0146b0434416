import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { scopes } from '../src/model/caller.js';
import { createSchema, printSortedSchema } from '../src/schema/index.js';

const schema = createSchema();
const target = buildSchema(readFileSync('test/schema/target.graphql', 'utf8'));

/** What of the target nothing here can serve yet. A line that is served after all fails the test. */
const missing: readonly string[] = [];

describe('the schema', () => {
  it('is the committed one', () => {
    expect(printSortedSchema(schema)).toBe(readFileSync('schema/schema.graphql', 'utf8'));
  });

  it('has every type, field, argument and value of the target', () => {
    const found = new Set(describeParts(schema));
    expect(describeParts(target).filter((part) => !found.has(part))).toEqual(missing);
  });

  it('asks nothing of a client that the target does not ask', () => {
    const known = new Set(listInputs(target).map(({ path }) => path));
    const added = listInputs(schema).filter(({ path, isRequired }) => isRequired && !known.has(path));
    const parents = new Set(
      typesOf(target).flatMap((type) => [type.name, ...fieldsOf(type).map(({ name }) => `${type.name}.${name}`)]),
    );
    const extended = added.filter(({ parent }) => parents.has(parent));
    expect(extended.map(({ path }) => path)).toEqual([]);
  });

  it('says of every root field who may ask it', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.values(root?.getFields() ?? {}));
    expect(fields.length).toBeGreaterThan(15);
    const undecided = fields.filter(({ extensions }) => !accesses.has(extensions.access));
    expect(undecided.map(({ name }) => name)).toEqual([]);
  });

  it('explains every type, field, argument and value', () => {
    expect(listDescribed(schema).flatMap(({ path, description }) => (description ? [] : [path]))).toEqual([]);
  });

  it('answers a missing thing with null: whatever crosses the network is nullable', () => {
    const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
    const single = roots.filter(({ name }) => ['client', 'plan', 'ticket', 'zone', 'pingTask', 'node'].includes(name));
    expect(single.map(({ type }) => String(type)).filter((type) => type.endsWith('!'))).toEqual([]);
  });
});

const accesses: ReadonlySet<unknown> = new Set([...scopes, 'authenticated']);

/** Types of the schema's own: those of the language are nobody's to name. */
function typesOf(of: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(of.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
}

/** One line for each part, which is equal in two schemas when clients cannot tell the parts apart. */
function describeParts(of: GraphQLSchema): readonly string[] {
  return typesOf(of).flatMap((type) => [
    `${kindOf(type)} ${type.name}`,
    ...fieldsOf(type).flatMap((field) => [
      `${type.name}.${field.name}: ${field.type}${defaultOf(field)}`,
      ...argumentsOf(field).map(
        (argument) => `${type.name}.${field.name}(${argument.name}: ${argument.type}${defaultOf(argument)})`,
      ),
    ]),
    ...(isEnumType(type) ? type.getValues().map(({ name }) => `${type.name}: ${name}`) : []),
    ...(isUnionType(type) ? type.getTypes().map(({ name }) => `${type.name} = ${name}`) : []),
    ...(isObjectType(type) ? type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`) : []),
  ]);
}

function listDescribed(
  of: GraphQLSchema,
): readonly { readonly path: string; readonly description: string | null | undefined }[] {
  return typesOf(of).flatMap((type) => [
    { path: type.name, description: type.description },
    ...fieldsOf(type).flatMap((field) => [
      { path: `${type.name}.${field.name}`, description: field.description },
      ...argumentsOf(field).map(({ name, description }) => ({
        path: `${type.name}.${field.name}(${name}`,
        description,
      })),
    ]),
    ...(isEnumType(type) ? type.getValues() : []).map(({ name, description }) => ({
      path: `${type.name}:${name}`,
      description,
    })),
  ]);
}

function listInputs(of: GraphQLSchema) {
  return typesOf(of).flatMap((type) =>
    fieldsOf(type).flatMap((field) => [
      ...('args' in field
        ? []
        : [{ parent: type.name, path: `${type.name}.${field.name}`, isRequired: isRequiredInputField(field) }]),
      ...argumentsOf(field).map((argument) => ({
        parent: `${type.name}.${field.name}`,
        path: `${type.name}.${field.name}(${argument.name}`,
        isRequired: isRequiredArgument(argument),
      })),
    ]),
  );
}

type Field = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf(type: GraphQLNamedType): readonly Field[] {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

function argumentsOf(field: Field): readonly GraphQLArgument[] {
  return 'args' in field ? field.args : [];
}

function defaultOf(field: Field | GraphQLArgument): string {
  return 'defaultValue' in field && field.defaultValue !== undefined ? ` = ${JSON.stringify(field.defaultValue)}` : '';
}

function kindOf(type: GraphQLNamedType): string {
  return type.constructor.name;
}
