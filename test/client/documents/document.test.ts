import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/client/documents/document.js';
import { CreateTicketDocument, PlansDocument } from '../../../src/client/index.js';
import { isRepeatable } from '../../../src/client/operation.js';

const keyed = { input: { idempotencyKey: 'one' } };

describe('a document of another generator', () => {
  it('as a tree is printed with its operation first, as a generated one is, and once', () => {
    const tree = parse('fragment Row on Plan { name } query Plans { plans { ...Row } }');
    expect(readDocument(tree)).toEqual({
      kind: 'query',
      name: 'Plans',
      text: 'query Plans {\n  plans {\n    ...Row\n  }\n}\n\nfragment Row on Plan {\n  name\n}',
    });
    expect(readDocument(tree)).toBe(readDocument(tree));
    expect(readDocument(parse(PlansDocument.text))).toEqual(PlansDocument);
    expect(readDocument(parse(CreateTicketDocument.text))).toEqual(CreateTicketDocument);
  });

  it('as text is sent as it is', () => {
    const text = 'subscription { pingTaskChanged { status } } # live';
    expect(readDocument(text)).toEqual({ kind: 'subscription', name: '', text });
    expect(readDocument(Object(text))).toEqual({ kind: 'subscription', name: '', text });
  });

  it.each(['fragment Row on Plan { name }', 'query A { plans { name } } query B { plans { name } }'])(
    'has one operation: %s has not',
    (text) => {
      expect(() => readDocument(text)).toThrow('operations');
      expect(() => readDocument(parse(text))).toThrow('operations');
    },
  );
});

describe('a write may be sent again', () => {
  const write = 'mutation ($input: I!) { a(input: $input) { id } }';

  it.each<readonly [string, string, unknown, boolean]>([
    ['with a key in its input', write, keyed, true],
    ['not with an empty key', write, { input: { idempotencyKey: '' } }, false],
    ['not without a key', write, { input: {} }, false],
    ['not without an input', write, { input: null }, false],
    ['not without variables', write, undefined, false],
    ['with a key in a variable of any name', 'mutation ($it: I!) { a(input: $it) { id } }', { it: keyed.input }, true],
    ['with a key that is a variable', 'mutation ($k: ID!) { a(input: { idempotencyKey: $k }) }', { k: 'one' }, true],
    ['not with a key for one of two', 'mutation ($input: I!) { a(input: $input) { id } b { id } }', keyed, false],
    [
      'with a key for both',
      'mutation ($k: ID!, $i: I!) { a(input: { idempotencyKey: $k }) b(input: $i) }',
      { k: 'one', i: keyed.input },
      true,
    ],
    ['not with a key that it does not use', 'mutation ($input: I) { a(input: {}) { id } }', keyed, false],
    [
      'not within a fragment',
      'mutation ($input: I!) { ...W } fragment W on Mutation { a(input: $input) }',
      keyed,
      false,
    ],
  ])('%s', (_, text, variables, expected) => {
    expect(isRepeatable(readDocument(text), variables)).toBe(expected);
    expect(isRepeatable(readDocument(parse(text)), variables)).toBe(expected);
  });

  it('of which nothing tells where its keys are: never', () => {
    expect(isRepeatable({ kind: 'mutation', name: '', text: write }, keyed)).toBe(false);
  });

  it('a query always, a subscription never', () => {
    expect(isRepeatable(readDocument('{ plans { name } }'), undefined)).toBe(true);
    expect(isRepeatable(readDocument('subscription { pingTaskChanged { id } }'), keyed)).toBe(false);
  });
});
