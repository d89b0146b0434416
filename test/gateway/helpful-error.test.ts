import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.wispHub.reset());

const secret = 'planted-4711';
const startPing = 'mutation ($input: StartPingInput!) { startPing(input: $input) { __typename } }';
const clients =
  'query ($first: Int!, $filter: ClientFilter) { clients(first: $first, filter: $filter) { totalCount } }';
const by = 'query ($by: ClientBy!) { client(by: $by) { id } }';

/** The errors of an operation as its client reads them: argument, message. */
type Told = readonly (readonly [unknown, string])[];

async function overHttp(query: string, variables: object): Promise<Told> {
  const { errors } = await gateway.send(query, variables);
  return errors.map(({ message, extensions }) => [extensions.argument, message] as const);
}

describe('a wrong value', () => {
  it.each<[string, string, object, readonly (readonly [string, RegExp])[]]>([
    ['a page too large', clients, { first: 500 }, [['first', /`first`: 1 to 100\.$/]]],
    ['a text for a number', clients, { first: secret }, [['first', /`\$first`: Int!\.$/]]],
    ['a missing variable', clients, {}, [['first', /`\$first`: Int! is required\.$/]]],
    [
      'a misspelt variable',
      clients,
      { frist: 5 },
      [['first', /`\$first`: Int! is required; not declared by the operation: \$frist\.$/]],
    ],
    ['a null', startPing, { input: null }, [['input', /`\$input`: StartPingInput!\.$/]]],
    ['a missing field', startPing, { input: {} }, [['input.clientId', /`\$input\.clientId`: ID! is required\.$/]]],
    [
      'an unknown field',
      startPing,
      { input: { clientId: 'x', client: secret } },
      [['input.client', /`\$input\.client`: StartPingInput has no such field\.$/]],
    ],
    [
      'a field whose name is no name',
      startPing,
      { input: { clientId: 'x', [`${secret} `]: 1 } },
      [['input.?', /`\$input\.\?`: StartPingInput has no such field\.$/]],
    ],
    [
      'an item of a list',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ['x', [secret]] },
      [['ids.1', /`\$ids\.1`: ID!\.$/]],
    ],
    [
      'no value of an enum',
      clients,
      { first: 1, filter: { status: secret } },
      [['filter.status', /`\$filter\.status`: \[?ServiceStatus!?\]?, one of ACTIVE, DEGRADED, .*UNKNOWN\.$/]],
    ],
    [
      'two keys where one names a client',
      by,
      { by: { phone: secret, document: secret } },
      [['by', /`\$by`: exactly one of id, serviceId, document, phone, email, username, wispro\.$/]],
    ],
    [
      'a phone that is none',
      by,
      { by: { phone: secret } },
      [['by.phone', /`by\.phone`: a phone number with its country/]],
    ],
  ])('(%s) is named with what would be right, once, and not quoted', async (_, query, variables, expected) => {
    const told = await overHttp(query, variables);
    expect(told.map(([argument]) => argument)).toEqual(expected.map(([argument]) => argument));
    for (const [index, [, message]] of told.entries()) expect(message).toMatch(expected[index]?.[1] ?? /never/);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(gateway.wispHub.calls).toEqual([]);
  });

  it('is named the same over a WebSocket', async () => {
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const query = 'subscription ($id: ID!) { pingTaskCompleted(id: $id) { id } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query, variables: { id: [secret] } } });
    expect(await socket.about('1')).toMatchObject([
      {
        type: 'error',
        payload: [{ message: expect.stringMatching(/`\$id`: ID!\.$/), extensions: { argument: 'id' } }],
      },
    ]);
    await socket.close();
  });
});

describe('a refusal', () => {
  it('says which scope is missing', async () => {
    const { errors } = await gateway.send(
      '{ clients(first: 1) { totalCount } viewer { subject } }',
      {},
      { scopes: [] },
    );
    expect(errors).toMatchObject([
      {
        message: 'The token does not allow this. It needs the scope clients:read.',
        extensions: { scope: 'clients:read' },
      },
    ]);
  });

  it.each([
    ['aliases', `{ ${Array.from({ length: 16 }, (_, index) => `a${index}: viewer { subject }`).join(' ')} }`, 15, 16],
    ['rootFields', `{ ${'viewer { subject } '.repeat(11)} }`, 10, 11],
  ])('of a document too large names the limit and the size found (%s)', async (measure, query, limit, actual) => {
    const { errors } = await gateway.send(query);
    expect(errors[0]).toMatchObject({
      message: `The document is too large (${measure}: ${actual}, at most ${limit}).`,
      extensions: { measure, limit, actual },
    });
  });

  it('of an operation that costs too much does so as well', async () => {
    const page =
      'clients(first: 100) { nodes { tickets(first: 100) { nodes { id } } invoices(first: 1) { nodes { id } } } }';
    const { errors } = await gateway.send(`{ a: ${page} b: ${page} }`);
    expect(errors[0]?.extensions).toMatchObject({ measure: 'cost', limit: 200, actual: expect.any(Number) });
  });

  it('does not count what a connection puts around its objects', async () => {
    const invoices = (inner: string): string => `invoices(first: 1) { edges { node { contract { ${inner} } } } }`;
    const { errors } = await gateway.send(
      `{ clients(first: 1) { edges { node { contracts { ${invoices('plan { name }')} } } } } }`,
    );
    expect(errors).toEqual([]);
  });

  it.each([
    ['{ viewers { subject } }', 'Cannot query field "viewers" on type "Query".'],
    ['query { client(byId: 1) { id } }', 'Unknown argument "byId" on field "Query.client".'],
    ['{ zone(zoneId: $id) { zoneId } }', 'Variable "$id" is not defined.'],
    ['{ viewer }', 'Field "viewer" of type "Viewer!" must have a selection of subfields.'],
  ])('of a document (%s) says what does not fit', async (query, sentence) => {
    const { errors } = await gateway.send(query);
    expect(errors[0]?.message).toBe(`The document does not fit the schema or the limits of this endpoint. ${sentence}`);
  });

  it('quotes no value of a document', async () => {
    const { errors } = await gateway.send(`{ zone(zoneId: "${secret}") { zoneId } }`);
    expect(errors[0]?.message).toBe('The document does not fit the schema or the limits of this endpoint.');
  });

  it('of a path says what there is', async () => {
    const reply = await request(gateway.url, { path: '/graphql/', headers: jsonHeaders(gateway.token()), body: '{}' });
    expect(reply.status).toBe(404);
    expect(refusalOf(reply).message).toMatch(/^There is nothing at this path: GraphQL is served at \/graphql/);
  });
});
