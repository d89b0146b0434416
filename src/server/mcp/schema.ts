import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { maxListItems } from '../documents/input-limit.js';

/** A JSON Schema, of which this names what it reads itself. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

/** A value that a model gives: a variable of a document, or a field of an input. */
export interface InputPosition {
  readonly name: string;
  /** The argument or field that takes it. Default: of its own name. */
  readonly use?: string;
  readonly type: GraphQLInputType;
  readonly description?: string | null | undefined;
  readonly defaultValue?: unknown;
}

/** Path of a value in the variables. */
export type KeyPath = readonly string[];

export interface DescribedInputs {
  readonly schema: JsonSchema;
  /** Path at which the gateway adds an idempotency key. */
  readonly keyPaths: readonly KeyPath[];
}

/**
 * Inputs withheld from models. A key made up by one would sooner or later name another request; and only a person who has checked may send
 * again a write that may have happened.
 */
const withheld: ReadonlySet<string> = new Set(['idempotencyKey', 'force']);

const scalarTypes: Readonly<Record<string, JsonSchema>> = {
  Boolean: { type: 'boolean' },
  Float: { type: 'number' },
  Int: { type: 'integer' },
  Date: { type: 'string', format: 'date' },
};

/** The JSON Schema of an object with these values. Null stands nowhere: what is not given is left out. */
export function describeInputs(positions: readonly InputPosition[]): DescribedInputs {
  const open = positions
    .filter((position) => !withheld.has(useOf(position)))
    .map((position) => ({ position, ...describe(position) }));
  const required = open.filter(({ position }) => isRequired(position)).map(({ position }) => position.name);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(open.map(({ position, schema }) => [position.name, schema])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    keyPaths: [
      ...positions
        .filter((position) => useOf(position) === 'idempotencyKey' && isRequired(position))
        .map(({ name }) => [name]),
      ...open.flatMap(({ position, keyPaths }) => keyPaths.map((path) => [position.name, ...path])),
    ],
  };
}

function describe({ type, description, defaultValue }: InputPosition): DescribedInputs {
  const { schema, keyPaths } = describeType(type instanceof GraphQLNonNull ? type.ofType : type);
  const texts = [description, schema.description].filter((text) => typeof text === 'string' && text !== '');
  return {
    schema: {
      ...schema,
      ...(texts.length === 0 ? {} : { description: texts.join(' ') }),
      ...(defaultValue === undefined ? {} : { default: defaultValue }),
    },
    keyPaths,
  };
}

function describeType(type: GraphQLInputType): DescribedInputs {
  if (isNonNullType(type)) return describeType(type.ofType);
  if (isListType(type)) {
    const { schema: items } = describeType(type.ofType);
    return { schema: { type: 'array', items, maxItems: maxListItems }, keyPaths: [] };
  }
  if (isEnumType(type)) return { schema: describeEnum(type), keyPaths: [] };
  if (isInputObjectType(type)) return describeInput(type);
  const isOwn = !(type.name in scalarTypes) && !['ID', 'String'].includes(type.name);
  // Every scalar of ours that can be put in is written as text.
  const schema = scalarTypes[type.name] ?? { type: 'string' };
  return { schema: isOwn ? { ...schema, description: type.description } : schema, keyPaths: [] };
}

function describeInput(type: GraphQLInputObjectType): DescribedInputs {
  const { schema, keyPaths } = describeInputs(Object.values(type.getFields()));
  const one = type.isOneOf ? { minProperties: 1, maxProperties: 1 } : {};
  return { schema: { ...schema, ...one, description: type.description }, keyPaths };
}

function describeEnum(type: GraphQLEnumType): JsonSchema {
  const values = type.getValues();
  const meanings = values.map(({ name, description }) => `${name}: ${description ?? ''}`);
  return { type: 'string', enum: values.map(({ name }) => name), description: meanings.join(' ') };
}

function useOf({ name, use = name }: InputPosition): string {
  return use;
}

function isRequired({ type, defaultValue }: InputPosition): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}
