import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { authorizeFields, clientNamedIn } from '../../src/schema/authorization.js';

const text = { type: GraphQLString, resolve: () => 'told' };

/** A schema as careless as a new field can be, and what it answers. */
async function ask(scopes: readonly Scope[]) {
  const thing = new GraphQLObjectType({
    name: 'Thing',
    fields: {
      open: text,
      hidden: { ...text, extensions: { access: 'admin' } },
      plain: { type: GraphQLString, extensions: { access: 'admin' } },
      list: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)), extensions: { access: 'admin' } },
    },
  });
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: {
        undecided: text,
        anybody: { ...text, extensions: { access: 'authenticated' } },
        thing: {
          type: thing,
          extensions: { access: 'clients:read' },
          resolve: () => ({ plain: 'told', list: ['told'] }),
        },
      },
    }),
  });
  authorizeFields(schema);
  const reported: { readonly message: string }[] = [];
  const contextValue = {
    caller: { scopes: new Set(scopes) },
    operation: { access: { isEmpty: true } },
    partialErrors: reported,
  };
  const source = '{ undecided anybody thing { open hidden plain list } }';
  const { data, errors = [] } = await graphql({ schema, source, contextValue });
  return { data, failed: errors.map(({ path }) => path?.join('.')), reported: reported.length };
}

describe('a guard', () => {
  it('closes a root field that does not say who may ask it, to everybody', async () => {
    const { data, failed } = await ask(['admin', 'clients:read']);
    expect(data).toMatchObject({ undecided: null, anybody: 'told' });
    expect(failed).toEqual(['undecided']);
  });

  it('stands before plain properties as before resolvers, and leaves the rest whole', async () => {
    const { data, failed, reported } = await ask(['clients:read']);
    expect(data).toMatchObject({ thing: { open: 'told', hidden: null, plain: null, list: [] } });
    expect(failed).toEqual(['undecided', 'thing.hidden', 'thing.plain']);
    expect(reported).toBe(1);
  });

  it('lets through whoever has the scope', async () => {
    expect((await ask(['admin', 'clients:read'])).data?.thing).toEqual({
      open: 'told',
      hidden: 'told',
      plain: 'told',
      list: ['told'],
    });
  });
});

describe('the client named in an input', () => {
  const client = encodeId('Client', 'WISPRO', 'abc');

  it.each([
    [{ input: { clientId: client } }, client],
    [{ clientId: client }, client],
    [{ input: { contractId: encodeId('Contract', 'WISPRO', 'abc', 'contract-1') } }, client],
    [{ input: { clientId: encodeId('Ticket', 'WISPHUB', 510) } }, null],
    [{ input: { clientId: 'x' } }, null],
    [{}, null],
  ])('%j is %s', (given, expected) => {
    expect(clientNamedIn(given)).toBe(expected);
  });
});
