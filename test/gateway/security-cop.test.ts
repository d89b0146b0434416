import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './gateway.js';
import { jsonHeaders, type Reply, request, type Sent } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

const post = (query: unknown): Sent => ({ body: JSON.stringify({ query }) });
const many = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const hasData = ({ text }: Reply): boolean => /"data"\s*:\s*[{[]/.test(text);

/** The checks of graphql-cop (github.com/dolevf/graphql-cop), by its names: what is sent, and what would be a finding. */
const checks: readonly (readonly [string, Sent, (reply: Reply) => boolean])[] = [
  ['Alias Overloading', post(`{ ${many(101, (index) => `alias${index}: __typename`)} }`), hasData],
  [
    'Array-based Query Batching',
    { body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ __typename }' }))) },
    hasData,
  ],
  [
    'Directive Overloading',
    post(`{ __typename ${'@aa'.repeat(10)} }`),
    ({ text }) => (text.match(/"message"/g) ?? []).length >= 10,
  ],
  [
    'Circular Query via Introspection',
    post('{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }'),
    hasData,
  ],
  ['Field Duplication', post(`{ ${'__typename '.repeat(500)} }`), hasData],
  ['Field Suggestions', post('{ viewe { subject } }'), ({ text }) => /did you mean/i.test(text)],
  ['Introspection', post('{ __schema { types { name } } }'), hasData],
  [
    'GraphQL IDE',
    { method: 'GET', headers: { accept: 'text/html' } },
    ({ text }) => /graphiql|playground|sandbox/i.test(text),
  ],
  // A query by GET is served to who has a token, which no page of another site can send.
  [
    'GET Method Query Support without a token',
    { method: 'GET', path: '/graphql?query=%7B__typename%7D', headers: { authorization: '' } },
    hasData,
  ],
  ['Mutation is allowed over GET', { method: 'GET', path: '/graphql?query=mutation%7B__typename%7D' }, hasData],
  [
    'POST based url-encoded query',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=%7B__typename%7D' },
    hasData,
  ],
  ['Trace Mode', post('{ __typename }'), ({ text }) => /"tracing"|"extensions"/.test(text)],
  ['Unhandled Errors Detection', post('qwerty { abc }'), ({ text }) => /"exception"|"stacktrace"/.test(text)],
];

describe('what graphql-cop looks for', () => {
  it.each(checks)('(%s) is not found', async (_, { headers, ...sent }, isFinding) => {
    const reply = await request(gateway.url, { ...sent, headers: { ...jsonHeaders(gateway.token()), ...headers } });
    expect(isFinding(reply)).toBe(false);
    expect(reply.status).toBeLessThan(500);
  });
});
