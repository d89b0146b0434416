import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { jsonHeaders, type Reply, refusalOf, request, type Sent } from './request.js';
import { findInAnswer, findInLog } from './secret.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

const planted = 'planted-3001112233';
const query = JSON.stringify({ query: '{ viewer { subject } }' });

/** Sends with a good token and as JSON, unless told otherwise. */
async function send({ headers, ...sent }: Sent): Promise<Reply> {
  const reply = await request(gateway.url, { ...sent, headers: { ...jsonHeaders(gateway.token()), ...headers } });
  expect(findInAnswer(reply.text, [planted])).toEqual([]);
  return reply;
}

afterEach(async () => {
  // Whatever came before, the next one is served.
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
  expect(findInLog(gateway.logged(), [planted])).toEqual([]);
});

describe('a request that is no operation', () => {
  const large = 'a'.repeat(101_000);
  it.each<[string, Sent, number, string]>([
    ['malformed JSON', { body: `{"query": "${planted}` }, 400, 'BAD_REQUEST'],
    ['null', { body: 'null' }, 400, 'BAD_REQUEST'],
    ['a string', { body: `"${planted}"` }, 400, 'BAD_REQUEST'],
    ['a number', { body: '1' }, 400, 'BAD_REQUEST'],
    ['an array', { body: `[${query},${query}]` }, 400, 'BAD_REQUEST'],
    ['an empty array', { body: '[]' }, 400, 'BAD_REQUEST'],
    ['an empty object', { body: '{}' }, 400, 'BAD_REQUEST'],
    ['no body', { body: '' }, 400, 'BAD_REQUEST'],
    ['a query that is a number', { body: '{"query":1}' }, 400, 'BAD_REQUEST'],
    ['an empty query', { body: '{"query":""}' }, 400, 'BAD_REQUEST'],
    ['variables that are a list', { body: '{"query":"{ __typename }","variables":[]}' }, 400, 'BAD_REQUEST'],
    ['variables that are text', { body: `{"query":"{ __typename }","variables":"${planted}"}` }, 400, 'BAD_REQUEST'],
    ['extensions that are text', { body: '{"query":"{ __typename }","extensions":"x"}' }, 400, 'BAD_REQUEST'],
    ['a numeric operation name', { body: '{"query":"{ __typename }","operationName":1}' }, 400, 'BAD_REQUEST'],
    ['a hash instead of a query', { body: '{"extensions":{"persistedQuery":{}}}' }, 400, 'BAD_REQUEST'],
    ['__proto__', { body: '{"__proto__":{"query":"{ __typename }"}}' }, 400, 'BAD_REQUEST'],
    ['text', { headers: { 'content-type': 'text/plain' }, body: query }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a file',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['XML', { headers: { 'content-type': 'application/xml' }, body: '<query/>' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body of 101 KB', { body: JSON.stringify({ query: large }) }, 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s is refused as what it is', async (_, sent, status, code) => {
    const reply = await send(sent);
    expect(reply.status).toBe(status);
    expect(refusalOf(reply).extensions.code).toBe(code);
  });

  it('that names no media type is 415', async () => {
    const headers = { authorization: `Bearer ${gateway.token()}` };
    const reply = await request(gateway.url, { headers, body: query });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('takes no notice of keys that it does not know', async () => {
    expect((await send({ body: '{"query":"{ __typename }","id":"x"}' })).status).toBe(200);
  });
});

describe('a document that cannot be run', () => {
  it.each<[string, object, string]>([
    ['a syntax error', { query: `{ ${planted}(` }, 'GRAPHQL_PARSE_FAILED'],
    ['a comment alone', { query: `# ${planted}` }, 'GRAPHQL_PARSE_FAILED'],
    ['more than 1,000 tokens', { query: `{ ${'__typename '.repeat(1_001)}}` }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', { query: '{ viewers { subject } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing argument', { query: '{ plan { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['an Int out of range', { query: '{ plan(planId: 2147483648) { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', { query: '{ __schema { types { name } } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of the wrong type',
      { query: 'query ($id: Int!) { plan(planId: $id) { name } }', variables: { id: planted } },
      'BAD_USER_INPUT',
    ],
    ['an unknown operation', { query: 'query A { __typename }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    [
      'two operations and no name',
      { query: 'query A { __typename } query B { __typename }' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('(%s) is refused with 400 and its code', async (_, body, code) => {
    const reply = await send({ body: JSON.stringify(body) });
    expect(reply.status).toBe(400);
    const error = refusalOf(reply);
    expect(error.extensions).toMatchObject({ code, requestId: reply.headers['x-request-id'] });
    expect(error.message).not.toMatch(/did you mean/i);
    expect(JSON.stringify(error)).not.toContain(planted);
  });

  it('(a subscription) is refused with 405', async () => {
    const reply = await send({ body: JSON.stringify({ query: 'subscription { pingTaskChanged { id } }' }) });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([405, 'BAD_REQUEST']);
    expect(reply.headers.allow).toBeDefined();
  });

  it('(one error at many fields) tells of five at most', async () => {
    const fields = Array.from({ length: 40 }, (_, index) => `wrong${index}`).join(' ');
    expect(codesOf(await gateway.send(`{ ${fields} }`)).length).toBeLessThanOrEqual(5);
  });
});

describe('a path or method that is not served', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s /graphql is 405 with Allow', async (method) => {
    const reply = await send({ method, path: '/graphql?query={__typename}', headers: { accept: 'text/html' } });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, POST']);
    expect(refusalOf(reply).extensions.code).toBe('METHOD_NOT_ALLOWED');
  });

  it('HEAD /graphql is 405', async () => {
    expect((await send({ method: 'HEAD' })).status).toBe(405);
  });

  it.each(['/', '/docs', '/graphql/', '/GRAPHQL', '/graphql/x', '/health', '/metrics/../health', '/__emulator/calls'])(
    '%s is 404 as JSON',
    async (path) => {
      const reply = await send({ path, method: 'GET' });
      expect([reply.status, refusalOf(reply).extensions.code]).toEqual([404, 'BAD_REQUEST']);
    },
  );

  it('a path that is no text is 400 as JSON', async () => {
    const reply = await send({ path: '/%zz', method: 'GET' });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  it('headers of 20 KB are 431 as JSON', async () => {
    const reply = await send({ headers: { 'x-large': planted.repeat(1_200) }, body: query });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([431, 'BAD_REQUEST']);
  });
});

describe('a request id', () => {
  it('of the client is kept, in the answer, its errors and the log', async () => {
    const reply = await send({
      headers: { 'x-request-id': 'followed-0001' },
      body: '{"query":"{ node(id: \\"x\\") { id } }"}',
    });
    expect(reply.headers['x-request-id']).toBe('followed-0001');
    expect(JSON.parse(reply.text).errors[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      requestId: 'followed-0001',
    });
    expect(gateway.logged()).toContain('"requestId":"followed-0001"');
  });

  it.each(['short', 'with spaces in it', `${'x'.repeat(65)}`, '<script>alert</script>'])(
    'of the client that could be harmful (%s) is replaced',
    async (given) => {
      const reply = await send({ headers: { 'x-request-id': given }, body: '{}' });
      expect(reply.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
      expect(refusalOf(reply).extensions.requestId).toBe(reply.headers['x-request-id']);
    },
  );

  it.each<[string, Sent]>([
    ['a path', { path: '/nowhere' }],
    ['a method', { method: 'PUT' }],
    ['a token', { headers: { authorization: '' }, body: query }],
    ['what it accepts', { headers: { accept: 'application/xml' }, body: query }],
    ['a document', { body: '{"query":"{"}' }],
  ])('is in the refusal of %s', async (_, sent) => {
    const reply = await send(sent);
    expect(refusalOf(reply).extensions.requestId).toBe(reply.headers['x-request-id']);
  });
});
