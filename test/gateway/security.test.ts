import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';
import { deep, documentRows, fineDocuments } from './security-document.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

afterEach(async () => {
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
});

const callCount = (): number => gateway.wispHub.calls.length + gateway.wispro.calls.length;

describe('a document that is too large', () => {
  it.each(documentRows)('$row is 400 over HTTP, and no back end is asked', async ({ http, code }) => {
    const calls = callCount();
    const reply = await request(gateway.url, {
      headers: jsonHeaders(gateway.token()),
      body: JSON.stringify({ query: http }),
    });
    const { errors, ...rest } = JSON.parse(reply.text) as {
      readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
    };
    expect([reply.status, rest]).toEqual([400, {}]);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
    expect(errors.length).toBeLessThanOrEqual(5);
    expect(callCount()).toBe(calls);
  });

  it.each(
    documentRows.flatMap(({ row, socket, code }) => (socket === undefined ? [] : [[row, socket, code] as const])),
  )('%s is an error over WebSocket, and the socket lives', async (_, query, code) => {
    const calls = callCount();
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    socket.send({ id: '1', type: 'subscribe', payload: { query } });
    expect(await socket.about('1')).toMatchObject([{ type: 'error', payload: [{ extensions: { code } }] }]);
    expect(callCount()).toBe(calls);
    socket.send({
      id: '2',
      type: 'subscribe',
      payload: { query: 'subscription { pingTaskCompleted(id: "x") { id } }' },
    });
    expect(await socket.about('2')).toMatchObject([{ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
    await socket.close();
  });

  it.each(fineDocuments)('is one that has more than %s, not one that has as many', async (_, query) => {
    const answer = await gateway.send(query);
    expect([answer.status, codesOf(answer)]).toEqual([200, []]);
  });
});

describe('the cost of an operation', () => {
  const ask = async (query: string, headers: Readonly<Record<string, string>> = {}, who = {}) => {
    const reply = await request(gateway.url, {
      headers: { ...jsonHeaders(gateway.token(who)), ...headers },
      body: JSON.stringify({ query }),
    });
    return { reply, body: JSON.parse(reply.text) as { readonly extensions?: unknown } };
  };

  it('is told to who asks for it, and to nobody else', async () => {
    const who = { subject: 'thrifty' };
    const cost = { requested: 2, limit: 200, remaining: 5_998 };
    const query = '{ client(by: { serviceId: 1001 }) { name } }';
    expect((await ask(query, { 'x-cost': '1' }, who)).body.extensions).toEqual({ cost });
    expect((await ask(query, {}, who)).body.extensions).toBeUndefined();
    expect((await ask(query, { 'x-cost': '1' }, who)).body.extensions).toEqual({ cost: { ...cost, remaining: 5_994 } });
  });

  it('adds up: a caller who has spent a minute is refused with 429, on both transports, and nobody else is', async () => {
    const poor = await startTestGateway({ environment: { COST_PER_MINUTE: '220' } });
    const who = { subject: 'eager' };
    // To read a document that is new costs a point for each fifty characters.
    const ids = Array.from({ length: 95 }, () => '"x"').join(' ');
    const query = `{ a: nodes(ids: [${ids}]) { id } b: nodes(ids: [${ids}]) { id } }`;
    const send = () => request(poor.url, { headers: jsonHeaders(poor.token(who)), body: JSON.stringify({ query }) });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    const calls = poor.wispHub.calls.length;
    const reply = await send();
    expect([reply.status, refusalOf(reply).extensions]).toEqual([
      429,
      { code: 'RATE_LIMITED', retryable: true, retryAfterMs: expect.any(Number), requestId: expect.any(String) },
    ]);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(poor.wispHub.calls.length).toBe(calls);

    const socket = await openSocket(poor.url);
    await socket.init(poor.token(who));
    socket.send({
      id: '1',
      type: 'subscribe',
      payload: { query: 'subscription { pingTaskChanged { id client { name } } }' },
    });
    expect(await socket.about('1')).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    await socket.close();
    expect(dataOf(await poor.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
    await poor.close();
  });
});

describe('with the explorer', () => {
  it('a schema can be read whole, and an operation is as limited as ever', async () => {
    const explorer = await startTestGateway({ environment: { EXPLORER: 'true' } });
    const { getIntrospectionQuery } = await import('graphql');
    const whole = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, specifiedByUrl: true });
    expect((await explorer.send(whole)).errors).toEqual([]);
    const answer = await explorer.send(deep('plan { name }'));
    expect([answer.status, codesOf(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
    expect(answer.errors[0]?.extensions).toMatchObject({ measure: 'depth', limit: 8, actual: 9 });
    expect(answer.errors[0]?.message).toBe('The document is too large (depth: 9, at most 8).');
    await explorer.close();
  });
});

describe('an answer', () => {
  const answers: readonly (readonly [string, () => ReturnType<typeof request>])[] = [
    ['data', () => request(gateway.url, { headers: jsonHeaders(gateway.token()), body: '{"query":"{ __typename }"}' })],
    ['a refusal', () => request(gateway.url, { body: '{}' })],
    ['a path that is not served', () => request(gateway.url, { method: 'GET', path: '/docs' })],
    ['health', () => request(gateway.url, { method: 'GET', path: '/health/live' })],
  ];

  it.each(answers)('(%s) tells a browser to be careful', async (_, send) => {
    const { headers } = await send();
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  });

  it('that is the explorer page leaves its own policy to the page, and may not be framed', async () => {
    const explorer = await startTestGateway({ environment: { EXPLORER: 'true' } });
    const page = await request(explorer.url, { method: 'GET', headers: { accept: 'text/html' } });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/default-src|script-src|style-src|connect-src|frame-src|img-src/);
    expect(page.text).toMatch(/<meta http-equiv="Content-Security-Policy" content="script-src [^"]*'nonce-/);
    await explorer.close();
  });
});
