import { getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { declarationsOf } from '../../src/schema/field.js';
import { createSchema } from '../../src/schema/index.js';

const schema = createSchema();
const fields = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })));

it('says of every field that takes `first` that it multiplies what is below', () => {
  const paged = fields.filter(({ field }) => field.args.some(({ name }) => name === 'first'));
  expect(paged.length).toBeGreaterThan(4);
  expect(paged.filter(({ field }) => declarationsOf(field).cost?.items !== 'first').map(({ name }) => name)).toEqual(
    [],
  );
});

it('says of every other list of objects how long it usually is, and of every root field what it calls', () => {
  const lists = fields.filter(
    ({ name, field }) =>
      !/(Connection\.|^Mutation\.)/.test(name) &&
      isListType(getNullableType(field.type)) &&
      isCompositeType(getNamedType(field.type)),
  );
  expect(lists.length).toBeGreaterThan(4);
  expect(lists.filter(({ field }) => declarationsOf(field).cost?.items === undefined).map(({ name }) => name)).toEqual(
    [],
  );
  const roots = fields.filter(({ name }) => /^(Query|Mutation|Subscription)\./.test(name));
  const free = ['Query.viewer', 'Subscription.pingTaskCompleted'];
  expect(
    roots
      .filter(({ field }) => declarationsOf(field).cost === undefined)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(free);
});

it('says of every field of a client where it comes from', () => {
  const ofClient = fields.filter(({ name }) => name.startsWith('Client.') && name !== 'Client.id');
  expect(ofClient.length).toBeGreaterThan(20);
  expect(ofClient.filter(({ field }) => declarationsOf(field).owner === undefined).map(({ name }) => name)).toEqual([]);
});
