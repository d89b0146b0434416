import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { type Reply, refusalOf, request } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.wispHub.reset());

const name = 'query ($id: Int!) { client(by: { serviceId: $id }) { name } }';

const get = (parameters: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  request(gateway.url, {
    method: 'GET',
    path: `/graphql?${new URLSearchParams(parameters)}`,
    headers: { authorization: `Bearer ${gateway.token()}`, ...headers },
  });
const dataOf = ({ text }: Reply): unknown => (JSON.parse(text) as { readonly data?: unknown }).data;

describe('a query by GET', () => {
  const variables = JSON.stringify({ id: cases.typical.id_servicio });

  it('is answered like one by POST, the first time and again, and is never cached', async () => {
    for (let times = 0; times < 2; times += 1) {
      const reply = await get({ query: name, variables });
      expect([reply.status, dataOf(reply)]).toEqual([200, { client: { name: cases.typical.nombre } }]);
      expect(reply.headers).toMatchObject({
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
      });
    }
  });

  it('may come as a front end sends it that prefers GET', async () => {
    // The headers of urql 6.
    const accept =
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';
    const { status, headers } = await get({ query: name, operationName: '', variables, extensions: '{}' }, { accept });
    expect([status, headers['content-type']]).toEqual([200, 'application/graphql-response+json; charset=utf-8']);
  });

  it('of several operations runs the one that is named', async () => {
    const query = 'query A { viewer { subject } } query B { viewer { scopes } }';
    expect(dataOf(await get({ query, operationName: 'A' }))).toEqual({ viewer: { subject: expect.any(String) } });
    const unnamed = await get({ query });
    expect([unnamed.status, refusalOf(unnamed).extensions.code]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
  });

  it.each([
    ['no query', { operationName: 'A' }],
    ['variables that are no JSON', { query: name, variables: '{' }],
    ['variables that are a list', { query: name, variables: '[]' }],
    ['extensions that are no JSON', { query: name, extensions: 'x' }],
  ])('with %s is BAD_REQUEST', async (_, parameters: Readonly<Record<string, string>>) => {
    const reply = await get(parameters);
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('needs a token, which no page of another site can add', async () => {
    const reply = await get({ query: '{ __typename }' }, { authorization: '' });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('is subject to the same limits', async () => {
    const fields = Array.from({ length: 16 }, (_, index) => `a${index}: viewer { subject }`).join(' ');
    const reply = await get({ query: `{ ${fields} }` });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});

describe('what is no query', () => {
  const mutation = 'mutation ($input: StartPingInput!) { startPing(input: $input) { __typename } }';

  it('is refused by GET, whether its document is known or not, and nothing is done', async () => {
    const client = await gateway.send<{ client: { id: string } }>(
      `{ client(by: { serviceId: ${cases.typical.id_servicio} }) { id } }`,
    );
    const variables = { input: { clientId: client.data?.client.id } };
    const attempt = async (): Promise<void> => {
      const before = gateway.wispHub.calls.length;
      for (const accept of ['application/json', 'text/event-stream']) {
        const reply = await get({ query: mutation, variables: JSON.stringify(variables) }, { accept });
        expect([reply.status, reply.headers.allow]).toEqual([405, 'POST']);
      }
      expect(gateway.wispHub.calls).toHaveLength(before);
    };
    await attempt();
    expect((await gateway.send(mutation, { input: { clientId: 'x' } })).status).toBe(200);
    await attempt();
  });

  it('is refused by GET for a subscription that is not asked for as events', async () => {
    const reply = await get({ query: 'subscription { pingTaskChanged { id } }' });
    expect(reply.status).toBe(405);
  });
});

describe('a persisted query', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } };

  it.each(['GET', 'POST'])('by its hash alone (%s) is answered so that its client sends the text', async (method) => {
    const headers = { authorization: `Bearer ${gateway.token()}`, 'content-type': 'application/json' };
    const reply =
      method === 'GET'
        ? await get({ extensions: JSON.stringify(extensions) })
        : await request(gateway.url, { headers, body: JSON.stringify({ extensions }) });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
  });

  it('by hash and text is run', async () => {
    const reply = await get({ query: '{ __typename }', extensions: JSON.stringify(extensions) });
    expect([reply.status, dataOf(reply)]).toEqual([200, { __typename: 'Query' }]);
  });
});
