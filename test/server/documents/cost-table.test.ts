import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from '../../../src/schema/index.js';
import { costTable } from '../../../src/server/documents/cost-table.js';

const fields = Object.values(createSchema().getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })));

it('names no field that there is not', () => {
  expect(Object.keys(costTable).filter((name) => !fields.some((field) => field.name === name))).toEqual([]);
});

it('says of every field that takes `first` that it multiplies what is below', () => {
  const paged = fields.filter(({ field }) => field.args.some(({ name }) => name === 'first'));
  expect(paged.filter(({ name }) => costTable[name]?.items !== 'first').map(({ name }) => name)).toEqual([]);
});

it('says of every other list of objects how long it usually is, and of every root field what it calls', () => {
  const lists = fields.filter(
    ({ name, field }) =>
      !/(Connection\.|^Mutation\.)/.test(name) &&
      isListType(getNullableType(field.type)) &&
      isCompositeType(getNamedType(field.type)),
  );
  expect(lists.filter(({ name }) => costTable[name]?.items === undefined).map(({ name }) => name)).toEqual([]);
  const roots = fields.filter(({ name }) => /^(Query|Mutation|Subscription)\./.test(name)).map(({ name }) => name);
  const free = ['Query.viewer', 'Subscription.pingTaskCompleted'];
  expect(roots.filter((name) => costTable[name] === undefined).sort()).toEqual(free);
});
