import {
  doTypesOverlap,
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
import type { Random } from '../../../src/emulator/random.js';

/** Values for arguments, as literals or as variables, by `Type.field.argument`: those that find something, and those that do not. */
export type ArgumentValues = Readonly<Record<string, readonly string[]>>;

export interface RandomOperationOptions {
  readonly values: ArgumentValues;
  /** The types, with defaults, of variables that `values` names. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Fields that answer by the clock, or that nothing may be sent to: `Type.field`. */
  readonly without: ReadonlySet<string>;
  readonly maxDepth: number;
  /** How often a field, an inline fragment or a spread has `@skip`, `@include` or both; 0 to 1. */
  readonly conditions: number;
}

/** The variables of conditions, by every way in which one may be declared: with or without a default, with or without null. */
const conditionVariables = {
  a: 'Boolean!',
  b: 'Boolean!',
  c: 'Boolean! = true',
  d: 'Boolean = true',
  e: 'Boolean = false',
};

const conditionValues = [...Object.keys(conditionVariables).map((name) => `$${name}`), 'true', 'false'];

/** A fragment whose text is whole, so that spreading it makes no circle. */
interface Fragment {
  readonly name: string;
  readonly type: string;
}

/**
 * A valid query made of the schema alone: fields that are selected several times, aliases, inline fragments, named ones that are spread
 * several times at several depths. The same randomness makes the same text.
 */
export function randomOperation(schema: GraphQLSchema, random: Random, options: RandomOperationOptions): string {
  const texts: string[] = [];
  const fragments: Fragment[] = [];
  let names = 0;

  const selectionOf = (type: GraphQLNamedType, depth: number): string => {
    if (!isCompositeType(type)) return '';
    const typeName = random.chance(0.2) ? `__typename${conditionText()}` : '';
    const parts = [typeName, ...fieldsOf(type, depth), ...inline(type, depth), ...spreads(type, depth)];
    const selected = parts.filter((part) => part !== '');
    return ` { ${selected.length === 0 ? '__typename' : selected.join(' ')} }`;
  };

  const conditionText = (): string => {
    if (!random.chance(options.conditions)) return '';
    const both = random.chance(0.1) ? ['include', 'skip'] : [random.pick(['include', 'skip'])];
    return both.map((name) => ` @${name}(if: ${random.pick(conditionValues)})`).join('');
  };

  const fieldsOf = (type: GraphQLNamedType, depth: number): readonly string[] => {
    if (!('getFields' in type)) return [];
    const fields = Object.values(type.getFields() as Record<string, GraphQLField<unknown, unknown>>).filter(
      (field) =>
        !options.without.has(`${type.name}.${field.name}`) && (depth > 1 || !isCompositeType(getNamedType(field.type))),
    );
    const count = random.int(1, depth === options.maxDepth ? 3 : 5);
    return Array.from({ length: Math.min(count, fields.length) }, () => {
      const field = random.pick(fields);
      const head = headOf(type.name, field);
      const select = () => `${head}${conditionText()}${selectionOf(getNamedType(field.type), depth - 1)}`;
      return random.chance(0.15) ? `${select()} ${select()}` : select();
    });
  };

  /** Every use has a name of its own, so that of one name there is one field with one set of arguments. */
  const headOf = (parent: string, field: GraphQLField<unknown, unknown>): string => {
    const given = field.args
      .map((argument) => argumentText(parent, field.name, argument))
      .filter((text) => text !== '');
    names += 1;
    return `f${names}: ${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`;
  };

  const argumentText = (parent: string, field: string, argument: GraphQLArgument): string => {
    const isNeeded = isNonNullType(argument.type) && argument.defaultValue === undefined;
    if (!isNeeded && random.chance(0.5)) return '';
    const values =
      options.values[`${parent}.${field}.${argument.name}`] ?? options.values[argument.name] ?? enumValues(argument);
    if (values.length > 0) return `${argument.name}: ${random.pick(values)}`;
    if (isNeeded) throw new Error(`no value is given for ${parent}.${field}(${argument.name})`);
    return '';
  };

  const inline = (type: GraphQLNamedType, depth: number): readonly string[] => {
    if (depth < 1) return [];
    if (isAbstractType(type)) {
      return schema
        .getPossibleTypes(type)
        .filter(() => random.chance(0.5))
        .map((possible) => `... on ${possible.name}${conditionText()}${selectionOf(possible, depth)}`);
    }
    return random.chance(0.1) ? [`...${conditionText()}${selectionOf(type, depth - 1)}`] : [];
  };

  const spreads = (type: GraphQLNamedType, depth: number): readonly string[] => {
    if (depth < 1 || !random.chance(0.3)) return [];
    const known = fragments.filter((fragment) => fits(type, fragment.type));
    const { name } = known.length > 0 && random.chance(0.7) ? random.pick(known) : addFragment(type, depth);
    return Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => `...${name}${conditionText()}`);
  };

  const addFragment = (type: GraphQLNamedType, depth: number): Fragment => {
    const types = [type.name, ...(isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [])];
    const on = schema.getType(random.pick(types)) ?? type;
    const selection = selectionOf(on, depth - 1);
    const fragment = { name: `F${fragments.length}`, type: on.name };
    fragments.push(fragment);
    texts.push(`fragment ${fragment.name} on ${on.name}${selection}`);
    return fragment;
  };

  /** Whether a fragment on one type may be spread where another is. */
  const fits = (type: GraphQLNamedType, on: string): boolean => {
    const other = schema.getType(on);
    return isCompositeType(type) && isCompositeType(other) && doTypesOverlap(schema, type, other);
  };

  const query = schema.getQueryType();
  const body = query ? selectionOf(query, options.maxDepth) : '';
  const text = [body, ...texts].join(' ');
  const declared = Object.entries({ ...conditionVariables, ...options.variables });
  const variables = declared.filter(([name]) => new RegExp(`\\$${name}\\b`).test(text));
  const definitions = variables.map(([name, type]) => `$${name}: ${type}`).join(', ');
  return `query Random${definitions === '' ? '' : `(${definitions})`}${text}`;
}

function enumValues({ type }: GraphQLArgument): readonly string[] {
  const named = getNamedType(type);
  if (!isEnumType(named)) return [];
  const names = named.getValues().map(({ name }) => name);
  return isListType(type) ? names.map((name) => `[${name}]`) : names;
}
