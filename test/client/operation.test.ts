import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { CreateTicketDocument, PlansDocument } from '../../src/client/index.js';
import { toOperation } from '../../src/client/operation.js';

const keyed = { input: { idempotencyKey: 'one' } };

describe('a document', () => {
  it('as a tree is printed with its operation first, as a generated one is', () => {
    const tree = parse('fragment Row on Plan { name } query Plans { plans { ...Row } }');
    expect(toOperation(tree)).toMatchObject({
      kind: 'query',
      name: 'Plans',
      text: 'query Plans {\n  plans {\n    ...Row\n  }\n}\n\nfragment Row on Plan {\n  name\n}',
    });
    expect(toOperation(tree)).toBe(toOperation(tree));
  });

  it('as text is sent as it is', () => {
    const text = 'subscription { pingTaskChanged { status } } # live';
    expect(toOperation(text)).toMatchObject({ kind: 'subscription', name: '', text });
    expect(toOperation(Object(text))).toMatchObject({ kind: 'subscription', name: '', text });
  });

  it('that is generated keeps its text, and is parsed only where it writes', () => {
    expect(toOperation(PlansDocument)).toMatchObject({ kind: 'query', name: 'Plans', text: PlansDocument.text });
    const query = { kind: 'query', name: '', text: 'not GraphQL' } as const;
    expect(toOperation(query).isRepeatable({})).toBe(true);
  });

  it.each(['fragment Row on Plan { name }', 'query A { plans { name } } query B { plans { name } }'])(
    'has one operation: %s has not',
    (text) => {
      expect(() => toOperation(text)).toThrow('operations');
      expect(() => toOperation(parse(text))).toThrow('operations');
    },
  );
});

describe('a write may be sent again', () => {
  it.each<readonly [string, string, unknown, boolean]>([
    ['with a key in its input', 'mutation ($input: I!) { a(input: $input) { id } }', keyed, true],
    [
      'with an empty key',
      'mutation ($input: I!) { a(input: $input) { id } }',
      { input: { idempotencyKey: '' } },
      false,
    ],
    ['without a key', 'mutation ($input: I!) { a(input: $input) { id } }', { input: {} }, false],
    ['without variables', 'mutation ($input: I!) { a(input: $input) { id } }', undefined, false],
    [
      'with a key in a variable of another name',
      'mutation ($it: I!) { a(input: $it) { id } }',
      { it: keyed.input },
      true,
    ],
    [
      'with a key of its own variable',
      'mutation ($k: ID!) { a(input: { idempotencyKey: $k }) { id } }',
      { k: 'one' },
      true,
    ],
    ['with a key in its text', 'mutation { a(input: { idempotencyKey: "one" }) { id } }', {}, true],
    [
      'with a key for one of its two writes',
      'mutation ($input: I!) { a(input: $input) { id } b { id } }',
      keyed,
      false,
    ],
    ['with a key that it does not use', 'mutation ($input: I) { a(input: {}) { id } }', keyed, false],
    [
      'within a fragment',
      'mutation ($input: I!) { ...W } fragment W on Mutation { a(input: $input) { id } }',
      keyed,
      false,
    ],
  ])('%s', (_, text, variables, expected) => {
    expect(toOperation(text).isRepeatable(variables)).toBe(expected);
    expect(toOperation(parse(text)).isRepeatable(variables)).toBe(expected);
  });

  it('of this package with a key', () => {
    expect(toOperation(CreateTicketDocument).isRepeatable(keyed)).toBe(true);
    expect(toOperation(CreateTicketDocument).isRepeatable({ input: {} })).toBe(false);
  });
});
