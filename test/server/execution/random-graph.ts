import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { ArgumentValues } from './random-operation.js';

interface Animal {
  readonly __typename: 'Dog' | 'Cat' | 'Person';
  readonly id: number;
}

const kinds = ['Dog', 'Cat', 'Person'] as const;
const animals: readonly Animal[] = Array.from({ length: 12 }, (_, id) => ({ __typename: kinds[id % 3] ?? 'Dog', id }));
const animal = (id: number): Animal | undefined => animals[Math.abs(id) % animals.length];
const notPerson = (id: number): Animal | undefined => animal(id % 3 === 2 ? id + 1 : id);

type Resolver = GraphQLFieldResolver<Animal, unknown, Readonly<Record<string, unknown>>>;

const common: Readonly<Record<string, Resolver>> = {
  name: ({ id }) => (id % 4 === 3 ? null : `name ${id}`),
  friend: async ({ id }) => (id % 5 === 4 ? null : notPerson(id + 4)),
  owner: ({ id }) => animal(id - (id % 3) + 2),
  pets: async ({ id }, { first }) => Array.from({ length: Number(first) }, (_, index) => notPerson(id + index)),
};

/** Some answer at once and some later; some fail, and of those some take their parent along. */
const resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Query: {
    animal: (_, { id }) => (id === undefined ? null : animal(Number(id))),
    pets: async (_, { first }) => Array.from({ length: Number(first) }, (_, index) => notPerson(index)),
    things: (_, { kind }) => animals.slice(0, 4).map((one) => (kind === null || one.__typename === kind ? one : null)),
    filtered: (_, args) => JSON.stringify(args, ['by', 'first', 'ids', 'kind', 'limit']),
  },
  Dog: {
    ...common,
    barks: ({ id }) => {
      if (id % 2 === 1) throw new Error('the dog is asleep');
      return id;
    },
  },
  Cat: { ...common, lives: async ({ id }) => (id % 4 === 0 ? null : 9), grid: ({ id }) => [[id, null], null, [1]] },
  Person: {
    ...common,
    secret: async ({ id }) => {
      if (id > 2) throw new Error('secret');
      return 'open';
    },
  },
};

/** A small graph with whatever a selection can meet: interfaces, a union, lists of lists, nulls and errors where none may be. */
export function createRandomGraph(): GraphQLSchema {
  const animalFields = 'id: ID! name: String friend: Pet owner: Person';
  const schema = buildSchema(`
    enum Kind { Dog Cat Person }
    input Filter { kind: Kind = Dog ids: [ID] limit: Int! = 7 }
    interface Named { id: ID! name: String }
    interface Pet implements Named { ${animalFields} }
    type Dog implements Pet & Named { ${animalFields} barks: Int! }
    type Cat implements Pet & Named { ${animalFields} lives: Int! grid: [[Int]] }
    type Person implements Named { id: ID! name: String! secret: String! pets(first: Int! = 2): [Pet!]! }
    union Thing = Dog | Cat | Person
    type Query {
      animal(id: ID): Thing
      pets(first: Int! = 2): [Pet!]!
      things(kind: Kind = Dog): [Thing]
      filtered(by: Filter, first: Int = 4): String
    }
  `);
  for (const [name, fields] of Object.entries(resolvers)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`no ${name}`);
    for (const field of Object.values(type.getFields())) {
      const resolve = fields[field.name];
      if (resolve !== undefined) field.resolve = resolve;
    }
  }
  return schema;
}

export const graphValues: ArgumentValues = {
  id: ['1', '"5"', '$id', 'null'],
  first: ['1', '3', '$first', '$count'],
  'Query.filtered.first': ['1', 'null', '$first', '$free'],
  'Query.things.kind': ['Cat', 'null', '$kind'],
  by: ['{}', '{kind: $kind}', '{ids: [1, $id]}', '{limit: $count}', '{ids: 2, limit: $first}', '$by', 'null'],
};

/** Of each the type, and what it may be given beside nothing and null. */
export const graphVariables: Readonly<Record<string, { readonly type: string; readonly values: readonly unknown[] }>> =
  {
    id: { type: 'ID', values: [3, '4'] },
    first: { type: 'Int = 1', values: [0, 2] },
    count: { type: 'Int!', values: [1, 3] },
    free: { type: 'Int', values: [5] },
    kind: { type: 'Kind = Person', values: ['Cat'] },
    by: { type: 'Filter = {ids: [8]}', values: [{}, { kind: null }, { ids: 4, limit: 1 }] },
  };
