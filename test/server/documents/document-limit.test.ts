import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { createLimitRule } from '../../../src/server/documents/document-limit.js';

const schema = buildSchema('type Query { a: Query b: Int }');
const steps = (count: number, leaf: string): string =>
  Array.from(
    { length: count },
    (_, step) => `fragment F${step} on Query { ${step === count - 1 ? leaf : `...F${step + 1} ...F${step + 1}`} }`,
  ).join(' ');
const issuesOf = (text: string): readonly string[] =>
  validate(schema, parse(text), [createLimitRule()]).map(({ message }) => message);

it('(8) fragments that double are measured once each: 80 steps, which would take for ever, are refused', () => {
  const document = parse(`{ ...F0 } ${steps(80, 'b')}`);
  expect(validate(schema, document, [createLimitRule()])).toHaveLength(1);
});

it('a thousand fields are let through under a root field, and one more is not', () => {
  const fragments = steps(9, 'b b');
  expect(issuesOf(`{ a { ...F0 ...F0 } } ${steps(9, 'b')} `)).toEqual([]);
  expect(issuesOf(`{ a { ...F0 ...F0 } } ${fragments}`)).toEqual([
    'The document is too large (fields: 1025, at most 1000).',
  ]);
});

it('of several operations each is measured, not their sum', () => {
  const operation = (name: string, count: number): string => `query ${name} { ${'b '.repeat(count)} }`;
  expect(issuesOf(`${operation('A', 10)} ${operation('B', 10)}`)).toEqual([]);
  expect(issuesOf(`${operation('A', 10)} ${operation('B', 11)}`)).toEqual([
    'The document is too large (rootFields: 11, at most 10).',
  ]);
});

it('a circle is left to the rule that is about circles', () => {
  expect(issuesOf('{ a { ...F } } fragment F on Query { b a { ...F } }')).toEqual([]);
});
