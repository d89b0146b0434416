import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Random } from '../../src/emulator/random.js';

/** Values for arguments, as literals, by `Type.field.argument`: those that find something, and those that do not. */
export type ArgumentValues = Readonly<Record<string, readonly string[]>>;

export interface RandomOperationOptions {
  readonly values: ArgumentValues;
  /** Fields that answer by the clock, or that nothing may be sent to: `Type.field`. */
  readonly without: ReadonlySet<string>;
  readonly maxDepth: number;
}

/**
 * A valid query made of the schema alone: fields, aliases, inline and named fragments, `@include` and `@skip` with a variable. The same
 * randomness makes the same text.
 */
export function randomOperation(schema: GraphQLSchema, random: Random, options: RandomOperationOptions): string {
  const fragments: string[] = [];
  let names = 0;

  const selectionOf = (type: GraphQLNamedType, depth: number): string => {
    if (!isCompositeType(type)) return '';
    const parts = [random.chance(0.2) ? '__typename' : '', ...fieldsOf(type, depth), ...narrowed(type, depth)];
    const selected = parts.filter((part) => part !== '');
    return ` { ${selected.length === 0 ? '__typename' : selected.join(' ')} }`;
  };

  const fieldsOf = (type: GraphQLNamedType, depth: number): readonly string[] => {
    if (!('getFields' in type)) return [];
    const fields = Object.values(type.getFields() as Record<string, GraphQLField<unknown, unknown>>).filter(
      (field) =>
        !options.without.has(`${type.name}.${field.name}`) && (depth > 1 || !isCompositeType(getNamedType(field.type))),
    );
    const count = random.int(1, depth === options.maxDepth ? 3 : 5);
    return Array.from({ length: Math.min(count, fields.length) }, () =>
      fieldText(type.name, random.pick(fields), depth),
    );
  };

  const fieldText = (parent: string, field: GraphQLField<unknown, unknown>, depth: number): string => {
    // Every use has a name of its own, so that no two of them have to be merged.
    const given = field.args
      .map((argument) => argumentText(parent, field.name, argument))
      .filter((text) => text !== '');
    const args = given.length === 0 ? '' : `(${given.join(', ')})`;
    const directive = random.chance(0.1)
      ? ` @${random.pick(['include', 'skip'])}(if: ${random.pick(['true', 'false', '$yes', '$no'])})`
      : '';
    names += 1;
    return `f${names}: ${field.name}${args}${directive}${selectionOf(getNamedType(field.type), depth - 1)}`;
  };

  const argumentText = (parent: string, field: string, argument: GraphQLArgument): string => {
    const isNeeded = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!isNeeded && random.chance(0.5)) return '';
    const values =
      options.values[`${parent}.${field}.${argument.name}`] ?? options.values[argument.name] ?? enumValues(argument);
    return values.length === 0 ? '' : `${argument.name}: ${random.pick(values)}`;
  };

  const narrowed = (type: GraphQLNamedType, depth: number): readonly string[] => {
    if (depth < 1) return [];
    if (isAbstractType(type)) {
      return schema
        .getPossibleTypes(type)
        .filter(() => random.chance(0.5))
        .map((possible) => `... on ${possible.name}${selectionOf(possible, depth)}`);
    }
    if (!isObjectType(type) || !random.chance(0.15)) return [];
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name}${selectionOf(type, depth)}`;
    return [`...${name}`];
  };

  const query = schema.getQueryType();
  const body = query ? selectionOf(query, options.maxDepth) : '';
  const text = [body, ...fragments].join(' ');
  const variables = ['yes', 'no'].filter((name) => text.includes(`$${name}`)).map((name) => `$${name}: Boolean!`);
  return `query Random${variables.length === 0 ? '' : `(${variables.join(', ')})`}${text}`;
}

function enumValues({ type }: GraphQLArgument): readonly string[] {
  const named = getNamedType(type);
  if (!isEnumType(named)) return [];
  const names = named.getValues().map(({ name }) => name);
  return isListType(type) ? names.map((name) => `[${name}]`) : names;
}
