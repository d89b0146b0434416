import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { createRandom } from '../../src/emulator/random.js';
import { createSchema } from '../../src/schema/index.js';
import { createKnownDocuments } from '../../src/server/documents/known-document.js';
import { createTime } from '../domain/time.js';
import { randomOperation } from '../server/execution/random-operation.js';
import { values, without } from '../server/execution/random-value.js';
import { startTestGateway, type TestGateway, type Who } from './gateway.js';
import { jsonHeaders, request } from './request.js';

const seed = Number(process.env.SEED ?? 7);
const operations = Number(process.env.OPERATIONS ?? 300);

/** How often a document was found to be known already. */
let found = 0;
let gateway: TestGateway;

beforeAll(async () => {
  const known = createKnownDocuments();
  const find: typeof known.find = (...asked) => {
    const runnable = known.find(...asked);
    if (runnable !== undefined) found += 1;
    return runnable;
  };
  gateway = await startTestGateway({
    documents: { ...known, find },
    // Time stands still, so that whatever is kept stays as it was the first time.
    lifetimes,
    clock: createTime().clock,
    environment: { COST_PER_MINUTE: '1000000' },
  });
  // A failure is not kept, so it could end differently the second time: the one plan that makes the back end fail is not found instead.
  const body = JSON.stringify({ ok: true, type: 'info', action: 'internet_plan_not_found', data: null, message: null });
  const rewrite = (answer: EmulatedAnswer) => (answer.status === 500 ? { ...answer, status: 200, body } : answer);
  gateway.wispHub.fault({ route: '/internet-plans/{plan_id}', fault: { kind: 'rewrite', rewrite } });
});

afterAll(() => gateway.close());

interface Asked {
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly who?: Who;
}

/** Everything of an answer but the second at which it was given, and what the log says of it but how long it took. */
async function ask({ body, headers = {} }: Asked, token: string) {
  const before = gateway.logged().length;
  const reply = await request(gateway.url, {
    headers: { ...jsonHeaders(token), 'x-request-id': 'the-same-twice', ...headers },
    body: JSON.stringify(body),
  });
  const { date: _, ...reported } = reply.headers;
  const lines = gateway.logged().slice(before).split('\n').slice(0, -1);
  const logged = lines.map((line) => ({ ...JSON.parse(line), time: '', ms: 0, backendCalls: 0 }));
  return { status: reply.status, headers: reported, body: JSON.parse(reply.text) as unknown, logged };
}

/** The first time it is new, the second time it is known, unless it was refused for what it is. */
async function askTwice(asked: Asked) {
  const before = found;
  const token = gateway.token(asked.who);
  const first = await ask(asked, token);
  expect(found).toBe(before);
  const second = await ask(asked, token);
  return { first, second, isKnown: found === before + 1 };
}

describe('a document that is known is answered as when it was new', () => {
  it(`whatever it asks (${operations} random operations, seed ${seed})`, async () => {
    const random = createRandom(seed);
    const schema = createSchema();
    let withErrors = 0;
    let known = 0;
    for (let index = 0; index < operations; index += 1) {
      const operation = randomOperation(schema, random, {
        values,
        without,
        maxDepth: random.int(1, 4),
        conditions: 0.1,
      });
      const query = `# ${index}\n${operation}`;
      const { first, second, isKnown } = await askTwice({ body: { query, variables: { a: true, b: false } } });
      expect({ query, ...second }).toEqual({ query, ...first });
      if (isKnown) known += 1;
      if (isKnown && JSON.stringify(first.body).includes('"errors":')) withErrors += 1;
    }
    expect(known).toBeGreaterThan(operations / 3);
    expect(withErrors).toBeGreaterThan(operations / 50);
  }, 120_000);

  const byId = 'query ($id: Int!) { client(by: { serviceId: $id }) { name } }';
  const ids = Array.from({ length: 100 }, () => '"x"').join(' ');
  const dear = `{ ${['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: nodes(ids: [${ids}]) { id }`).join(' ')} }`;
  it.each<[string, number, string | null, Asked]>([
    ['a variable', 200, null, { body: { query: byId, variables: { id: 1001 } } }],
    ['a variable of the wrong type', 400, 'BAD_USER_INPUT', { body: { query: `${byId} #`, variables: { id: 'x' } } }],
    ['no variables', 400, 'BAD_USER_INPUT', { body: { query: `${byId} ##`, variables: null } }],
    ['a subscription', 405, 'BAD_REQUEST', { body: { query: 'subscription { pingTaskChanged { id } }' } }],
    ['what costs too much', 400, 'GRAPHQL_VALIDATION_FAILED', { body: { query: dear } }],
    [
      'one of two operations',
      200,
      null,
      { body: { query: 'query A { __typename } query B { viewer { subject } }', operationName: 'B' } },
    ],
    [
      'what it may not',
      200,
      'FORBIDDEN',
      {
        body: { query: '{ client(by: { serviceId: 1001 }) { invoices { nodes { id } } } }' },
        who: { scopes: ['clients:read'] },
      },
    ],
    [
      'in another media type',
      200,
      null,
      {
        body: { query: '{ viewer { scopes } }' },
        headers: { accept: 'application/graphql-response+json, application/json;q=0.9' },
      },
    ],
    [
      'a write',
      200,
      'BAD_USER_INPUT',
      {
        body: {
          query: 'mutation { startPing(input: { clientId: "x", idempotencyKey: "known-document-1" }) { __typename } }',
        },
      },
    ],
  ])('when it asks %s', async (_, status, code, asked) => {
    const { first, second, isKnown } = await askTwice(asked);
    expect(isKnown).toBe(true);
    expect(second).toEqual(first);
    expect(first.status).toBe(status);
    const { errors } = first.body as {
      readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
    };
    expect(errors?.[0]?.extensions.code ?? null).toBe(code);
  });
});
