import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, type Reply, refusalOf, request, type Sent } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

afterEach(async () => {
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
});

const send = ({ headers, ...sent }: Sent): Promise<Reply> =>
  request(gateway.url, { ...sent, headers: { ...jsonHeaders(gateway.token()), ...headers } });

const query = '{"query":"{ viewer { subject } }"}';
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const idsQuery = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const withVariables = (text: string, document = idsQuery): string =>
  `{"query":${JSON.stringify(document)},"variables":{"ids":${text}}}`;
const manyKeys = JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, index])));

describe('a body', () => {
  it.each<[string, Sent, readonly (string | number)[]]>([
    ['(12) variables nested 20,000 deep', { body: withVariables(nested(20_000)) }, [400, 'BAD_USER_INPUT']],
    ['(12) variables nested 50,000 deep', { body: withVariables(nested(50_000)) }, [413, 'PAYLOAD_TOO_LARGE']],
    ['(12) a variable with 5,000 keys', { body: withVariables(manyKeys) }, [400, 'BAD_USER_INPUT']],
    ['(17) 101 KB', { body: withVariables(`["${'x'.repeat(101_000)}"]`) }, [413, 'PAYLOAD_TOO_LARGE']],
    ['(18) compressed', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(query) }, [400, 'BAD_REQUEST']],
    [
      '(18) a compressed bomb',
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync(' '.repeat(5_000_000)) },
      [400, 'BAD_REQUEST'],
    ],
    ['(18) compressed with nonsense', { headers: { 'content-encoding': 'gzip' }, body: 'x' }, [400, 'BAD_REQUEST']],
    [
      '(19) UTF-16',
      { headers: { 'content-type': 'application/json; charset=utf-16' }, body: Buffer.from(query, 'utf16le') },
      [400, 'BAD_REQUEST'],
    ],
    ['(78) a hash of a document', { body: '{"extensions":{"persistedQuery":{"version":1}}}' }, [400, 'BAD_REQUEST']],
    ['(81) NUL in the document', { body: '{"query":"{ viewer\\u0000 { subject } }"}' }, [400, 'GRAPHQL_PARSE_FAILED']],
    ['(81) half a character', { body: '{"query":"{ viewer \\ud800 { subject } }"}' }, [400, 'GRAPHQL_PARSE_FAILED']],
  ])('of %s is refused as what it is', async (_, sent, expected) => {
    const reply = await send(sent);
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual(expected);
  });

  it('(12) with a list of 20,000 ids is refused whole', async () => {
    const answer = await gateway.send(idsQuery, { ids: Array.from({ length: 20_000 }, () => 'x') });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
  });

  it('(81) with a byte order mark, or a comment of 90 KB, is served', async () => {
    const withMark = JSON.stringify({ query: '\ufeff{ viewer { subject } }' });
    const withComment = JSON.stringify({ query: `# ${'x'.repeat(90_000)}\n{ viewer { subject } }` });
    expect((await send({ body: withMark })).status).toBe(200);
    expect((await send({ body: withComment })).status).toBe(200);
  });

  it('(77) with __proto__ and constructor.prototype pollutes nothing', async () => {
    const text = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    await send({ body: withVariables(text) });
    await send({ body: `{"query":"{ __typename }","variables":${text}}` });
    await send({ body: `{"query":"{ __typename }","extensions":${text}}` });
    expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
  });
});

describe('(16) a page', () => {
  it.each([99_999_999, -1, 101])('of %s is BAD_USER_INPUT, and no back end is asked', async (first) => {
    const calls = gateway.wispHub.calls.length;
    const answer = await gateway.send(`{ clients(first: ${first}) { nodes { id } } }`);
    expect([answer.status, codesOf(answer)]).toEqual([200, ['BAD_USER_INPUT']]);
    expect(gateway.wispHub.calls.length).toBe(calls);
  });
});

describe('(80) what a client accepts', () => {
  it.each(['application/xml', 'multipart/mixed; deferSpec=20220824', 'text/html'])(
    '(%s) is not spoken',
    async (accept) => {
      const reply = await send({ headers: { accept }, body: query });
      expect([reply.status, refusalOf(reply).extensions.code]).toEqual([406, 'BAD_REQUEST']);
    },
  );

  it.each(['@defer', '@stream'])('%s is no directive', async (directive) => {
    const answer = await gateway.send(`{ viewer { ... ${directive} { subject } } }`);
    expect([answer.status, new Set(codesOf(answer))]).toEqual([400, new Set(['GRAPHQL_VALIDATION_FAILED'])]);
  });
});

describe('(82) a value made for slow patterns', () => {
  // That no pattern is slow is checked of all of them, in regexps.long.test.ts.
  it.each(['document', 'phone'])('is refused as a %s', async (key) => {
    const answer = await gateway.send(`query ($value: String!) { client(by: { ${key}: $value }) { id } }`, {
      value: `${'a'.repeat(30_000)}!`,
    });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('(96) an address that a client claims', () => {
  it('does not make room for its sockets', async () => {
    const small = await startTestGateway({ environment: { PENDING_SOCKETS_PER_ADDRESS: '1' } });
    const socket = await openSocket(small.url);
    const reply = await request(small.url, {
      method: 'GET',
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        'sec-websocket-protocol': 'graphql-transport-ws',
        'x-forwarded-for': '203.0.113.7',
      },
    });
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
    socket.socket.terminate();
    await small.close();
  });
});

/** What a connection is answered when bytes are written to it, until it is closed. */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (data) => {
      text += String(data);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

describe('(22) bytes that are no request', () => {
  it.each<[string, string]>([
    [
      'a length and chunks',
      `${head('POST /graphql HTTP/1.1', 'host: x', 'content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`,
    ],
    ['two lengths', head('POST /graphql HTTP/1.1', 'host: x', 'content-length: 5', 'content-length: 6')],
    ['no host', head('POST /graphql HTTP/1.1', 'content-length: 0')],
    ['a method that there is not', head('NONSENSE /graphql HTTP/1.1', 'host: x')],
    ['the beginning of TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
    ['a folded header', head('POST /graphql HTTP/1.1', 'host: x', 'a: b', ' c: d')],
  ])('(%s) are 400, and the connection is closed', async (_, bytes) => {
    expect(await exchange(bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('(21) because the headers never end are 408 within seconds, and so is a body that never comes', async () => {
    const from = performance.now();
    const answers = await Promise.all([
      exchange('POST /graphql HTTP/1.1\r\nhost: x\r\n'),
      exchange(
        head(
          'POST /graphql HTTP/1.1',
          'host: x',
          'content-type: application/json',
          `authorization: Bearer ${gateway.token()}`,
          'content-length: 50',
        ),
      ),
    ]);
    expect(answers.map((text) => text.slice(0, 12))).toEqual(['HTTP/1.1 408', 'HTTP/1.1 408']);
    expect(performance.now() - from).toBeLessThan(14_000);
  }, 20_000);
});
