import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plugin } from '../../../src/client/documents/codegen.js';

const schema = buildSchema('type Query { a: Int }');
const write = (...texts: readonly string[]) =>
  plugin(
    schema,
    texts.map((text) => ({ document: parse(text) })),
  );

describe('the plug-in of the code generator', () => {
  it('writes operations by name, each with its fragments and the place of its keys', () => {
    const { prepend, content } = write(
      'fragment F on Query { a } query Second { ...F }',
      'mutation First($input: I!) { write(input: $input) }',
    );
    expect(prepend).toEqual(["import type { OperationDocument } from 'isp-gateway-client';"]);
    expect(
      content,
    ).toBe(`export const FirstDocument: OperationDocument<'mutation', FirstMutation, FirstMutationVariables> = {
  kind: 'mutation',
  name: 'First',
  text: "mutation First($input: I!) {\\n  write(input: $input)\\n}",
  keys: ["input.idempotencyKey"],
};

export const SecondDocument: OperationDocument<'query', SecondQuery, SecondQueryVariables> = {
  kind: 'query',
  name: 'Second',
  text: "query Second {\\n  ...F\\n}\\n\\nfragment F on Query {\\n  a\\n}",
};
`);
  });

  it('takes the type from another module on request', () => {
    const { prepend } = plugin(schema, [], { importFrom: './operation.js' });
    expect(prepend).toEqual(["import type { OperationDocument } from './operation.js';"]);
  });

  it('refuses an operation without a name, which would have no types', () => {
    expect(() => write('{ a }')).toThrow('A query has no name');
  });
});
