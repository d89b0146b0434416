import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import { type GraphQLInputType, getNamedType, isInputObjectType, isObjectType, isScalarType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from '../../../src/schema/index.js';
import { describeInputs } from '../../../src/server/mcp/schema.js';

const schema = createSchema();

/** The schema of one argument of a query. */
function schemaOf(field: string, argument: string) {
  const place = schema
    .getQueryType()
    ?.getFields()
    [field]?.args.find(({ name }) => name === argument);
  if (place === undefined) throw new Error(`there is no ${field}(${argument}:)`);
  return describeInputs([place]).schema;
}

const check = (field: string, argument: string) => new AjvJsonSchemaValidator().getValidator(schemaOf(field, argument));

it('an input that takes exactly one field says so', () => {
  const validate = check('client', 'by');
  const given = [{ phone: '1' }, { serviceId: 7 }, {}, { phone: '1', document: '2' }, { serviceId: '7' }];
  expect(given.map((by) => validate({ by }).valid)).toEqual([true, true, false, false, false]);
});

it('lists and enums are what they are, each value with its meaning', () => {
  const validate = check('clients', 'filter');
  const given = [
    { status: ['ACTIVE'] },
    { status: 'ACTIVE' },
    { status: ['PLANTED'] },
    { overdueOnly: true, zoneId: 7 },
  ];
  expect(given.map((filter) => validate({ filter }).valid)).toEqual([true, false, false, true]);
  expect(JSON.stringify(schemaOf('clients', 'filter'))).toContain(
    'SUSPENDED: The service is suspended, usually because of debt.',
  );
});

it('what has a default is not required, and says it', () => {
  const { required, properties } = schemaOf('clients', 'first');
  expect([required, properties?.first]).toEqual([
    undefined,
    { type: 'integer', description: 'Page size, 1 to 100.', default: 25 },
  ]);
});

it('knows every scalar that can be put in: one that is not written as text needs its own line', () => {
  const fields = Object.values(schema.getTypeMap()).flatMap((type): readonly { readonly type: GraphQLInputType }[] => {
    if (isInputObjectType(type)) return Object.values(type.getFields());
    return isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields()).flatMap(({ args }) => args)
      : [];
  });
  const scalars = fields.map(({ type }) => getNamedType(type)).filter(isScalarType);
  const known = ['Boolean', 'Currency', 'Date', 'Decimal', 'ID', 'Int', 'String'];
  expect([...new Set(scalars.map(({ name }) => name))].sort()).toEqual(known);
});
