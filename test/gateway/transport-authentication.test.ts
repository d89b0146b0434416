import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claiming, forge, goodClaims, inSeconds } from './forged-token.js';
import { codesOf, jwt, startTestGateway, type TestGateway, until } from './gateway.js';
import { startIssuer } from './issuer.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';
import { findInAnswer, findInLog } from './secret.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(async () => {
  expect(findInLog(gateway.logged())).toEqual([]);
  await gateway.close();
});

const body = JSON.stringify({ query: '{ viewer { subject } }' });

const publicKey = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

const flip = (text: string): string => `${text.slice(0, -1)}${text.endsWith('A') ? 'Q' : 'A'}`;

/** Tokens that must not open anything: reliability.md, section 3, rows 30 to 43. */
const badTokens: readonly (readonly [string, () => string])[] = [
  ['(30) an empty one', () => ''],
  ['(30) one of 10 KB', () => claiming({ padding: 'x'.repeat(6_000) })],
  ['(31) alg none, unsigned', () => forge(goodClaims(), { alg: 'none' }, { hash: null })],
  ['(31) alg nOnE, unsigned', () => forge(goodClaims(), { alg: 'nOnE' }, { hash: null })],
  ['(31) alg none, signed', () => forge(goodClaims(), { alg: 'none' })],
  ['(31) an empty signature', () => forge(goodClaims(), {}, { hash: null })],
  ['(32) a public key as the secret', () => forge(goodClaims(), {}, { secret: publicKey })],
  ['(32) alg RS256 over HMAC', () => forge(goodClaims(), { alg: 'RS256' })],
  ['(33) HS512', () => forge(goodClaims(), { alg: 'HS512' }, { hash: 'sha512' })],
  ['(33) HS384', () => forge(goodClaims(), { alg: 'HS384' }, { hash: 'sha384' })],
  ['(34) no exp', () => claiming({ exp: undefined })],
  ['(34) exp as text', () => claiming({ exp: String(inSeconds(600)) })],
  ['(34) exp beyond every calendar', () => claiming({ exp: 1e15 })],
  ['(34) exp in milliseconds', () => claiming({ exp: inSeconds(600) * 1_000 })],
  ['(34) exp before every calendar', () => claiming({ exp: -1e15 })],
  ['(35) iat one hour ahead', () => claiming({ iat: inSeconds(3_600) })],
  ['(35) nbf 40 s ahead', () => claiming({ nbf: inSeconds(40) })],
  ['(36) exp 40 s ago', () => claiming({ exp: inSeconds(-40) })],
  ['(37) wrong aud', () => claiming({ aud: 'another' })],
  ['(37) no aud', () => claiming({ aud: undefined })],
  ['(38) an unknown crit', () => forge(goodClaims(), { crit: ['x'], x: 1 })],
  ['(38) b64 false', () => forge(goodClaims(), { crit: ['b64'], b64: false })],
  ['(41) no sub', () => claiming({ sub: undefined })],
  ['(41) an empty sub', () => claiming({ sub: '' })],
  ['(41) sub as an object', () => claiming({ sub: { id: 1 } })],
  ['(41) a payload that is text', () => forge('tester')],
  ['(43) a flipped last bit', () => flip(forge())],
  [
    '(43) a tampered payload',
    () => forge().replace(/\.[^.]+\./, `.${forge({ ...goodClaims(), sub: 'root' }).split('.')[1]}.`),
  ],
  ['(43) a fourth part', () => `${forge()}.x`],
  ['(43) another secret', () => forge(goodClaims(), {}, { secret: 'another-secret-of-at-least-32-bytes!' })],
];

describe('over HTTP', () => {
  const send = (headers: Readonly<Record<string, string | string[]>>, path = '/graphql') =>
    request(gateway.url, { path, headers: { 'content-type': 'application/json', ...headers }, body });

  it.each<[string, () => Readonly<Record<string, string | string[]>>]>([
    ['no header', () => ({})],
    ['Basic', () => ({ authorization: `Basic ${Buffer.from('tester:tester').toString('base64')}` })],
    ['a bare token', () => ({ authorization: gateway.token() })],
    ['two tokens', () => ({ authorization: `Bearer ${gateway.token()}, Bearer ${gateway.token()}` })],
    ['a trailing line', () => ({ authorization: `Bearer ${gateway.token()} x` })],
    ['a cookie', () => ({ cookie: `access_token=${gateway.token()}` })],
  ])('%s is 401', async (_, headers) => {
    const reply = await send(headers());
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(refusalOf(reply).extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each(badTokens)('%s is 401, and does not say why', async (_, token) => {
    const reply = await send({ authorization: `Bearer ${token()}` });
    // Headers of 8 KB are too many for any request.
    if (reply.status !== 431) expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(refusalOf(reply).message).not.toMatch(/expired|signature|audience|algorithm/i);
    expect(findInAnswer(reply.text)).toEqual([]);
  });

  it('(44) a token in the address or in a variable is no token, and is not logged', async () => {
    const token = gateway.token();
    expect((await send({}, `/graphql?access_token=${token}`)).status).toBe(401);
    const inVariable = JSON.stringify({ query: '{ viewer { subject } }', variables: { token } });
    const reply = await request(gateway.url, { headers: { 'content-type': 'application/json' }, body: inVariable });
    expect(reply.status).toBe(401);
  });

  it.each([
    ['(36) exp 20 s ago: clocks differ', () => claiming({ exp: inSeconds(-20) })],
    ['(37) several audiences, ours among them', () => claiming({ aud: ['another', 'isp-gateway'] })],
    [
      '(39) a key of its own, which is ignored',
      () => forge(goodClaims(), { jku: 'http://127.0.0.1:9/', jwk: { kty: 'oct', k: 'eA' } }),
    ],
    ['no iat', () => claiming({ iat: undefined })],
    [
      'a __proto__ claim',
      () => forge(JSON.parse(`{"__proto__":{"polluted":1},${JSON.stringify(goodClaims()).slice(1)}`)),
    ],
  ])('%s: is let in', async (_, token) => {
    expect((await send({ authorization: `bearer ${token()}` })).status).toBe(200);
    expect(({} as { readonly polluted?: number }).polluted).toBeUndefined();
  });
});

describe('over MCP', () => {
  it('a bad token is 401, and does not say why', async () => {
    const behind = await startTestGateway({ environment: { MCP: 'true' } });
    for (const [name, token] of badTokens) {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token()}` };
      const { status } = await request(behind.url, { path: '/mcp', headers, body: '{}' });
      expect([name, status === 431 ? 401 : status]).toEqual([name, 401]);
    }
    await behind.close();
  });
});

describe('over WebSocket', () => {
  it.each([
    ['no token', () => ({})],
    ['a number', () => ({ authorization: 1 })],
    ['a token by another name', () => ({ bearer: gateway.token() })],
  ] as const)('%s is 4403, and says where the token is expected', async (_, payload) => {
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: payload() });
    const reason = 'Token expected in connectionParams: authorization, Authorization, token or headers.authorization';
    expect(await socket.closed()).toEqual({ code: 4403, reason });
  });

  it.each([
    ['authorization', (token: string) => ({ authorization: `Bearer ${token}` })],
    ['Authorization', (token: string) => ({ Authorization: `Bearer ${token}` })],
    ['token', (token: string) => ({ token })],
    ['headers.authorization', (token: string) => ({ headers: { authorization: `Bearer ${token}` } })],
    ['headers.Authorization', (token: string) => ({ headers: { Authorization: `bearer ${token}` } })],
  ] as const)('a token as %s is taken', async (_, payload) => {
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: payload(gateway.token()) });
    await until(() => socket.received.length > 0);
    expect(socket.received[0]?.type).toBe('connection_ack');
    await socket.close();
  });

  it.each(badTokens)('%s is 4403, and does not say why', async (_, token) => {
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token()}` } });
    expect(await socket.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('a token in the address is no token', async () => {
    const socket = await openSocket(gateway.url, { path: `/graphql?access_token=${gateway.token()}` });
    socket.send({ type: 'connection_init' });
    expect((await socket.closed()).code).toBe(4403);
  });
});

describe('a token of an issuer that cannot be asked', () => {
  it('is not called bad: 503 and 1013, to be tried again', async () => {
    const issuer = await startIssuer();
    issuer.isUp = false;
    const environment = { JWT_JWKS_URL: issuer.jwksUrl, JWT_SECRET: '', GATEWAY_SECRET: jwt.secret };
    const behind = await startTestGateway({ environment });
    const token = issuer.sign('ana');
    const reply = await request(behind.url, { headers: jsonHeaders(token), body });
    expect([reply.status, reply.headers['retry-after'], reply.headers['www-authenticate']]).toEqual([
      503,
      '1',
      undefined,
    ]);
    expect(refusalOf(reply).extensions.code).toBe('SERVICE_UNAVAILABLE');
    const socket = await openSocket(behind.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect((await socket.closed()).code).toBe(1013);
    expect((await request(behind.url, { headers: jsonHeaders('a.b.c'), body })).status).toBe(401);
    await behind.close();
    issuer.close();
  });
});

describe('a scope', () => {
  it('that is missing is FORBIDDEN at the field, and the rest is served', async () => {
    const query =
      '{ viewer { subject } plans { name } ticketSubjects { name } again: ticket(ticketId: 510) { ticketId } }';
    const answer = await gateway.send<{ plans: unknown[]; again: unknown }>(query, {}, { scopes: ['clients:read'] });
    expect(answer.status).toBe(200);
    expect(codesOf(answer)).toContain('FORBIDDEN');
    expect(new Set(codesOf(answer))).toEqual(new Set(['FORBIDDEN']));
  });

  it('that is missing is missing under an alias, in a fragment and through node as well', async () => {
    const query = `query ($id: ID!) { a: ticket(ticketId: 510) { ticketId } ...Hidden n: node(id: $id) { id } viewer { subject } }
      fragment Hidden on Query { ... on Query { b: ticket(ticketId: 511) { ticketId } } }`;
    const id = Buffer.from('Ticket:WISPHUB:510').toString('base64url');
    const answer = await gateway.send(query, { id }, { scopes: [] });
    expect(answer.data).toEqual({ a: null, b: null, n: null, viewer: { subject: 'tester' } });
    expect(answer.errors.map(({ path, extensions }) => [path?.[0], extensions.code]).sort()).toEqual([
      ['a', 'FORBIDDEN'],
      ['b', 'FORBIDDEN'],
      ['n', 'FORBIDDEN'],
    ]);
  });

  it('that is missing stops a mutation before any back end is asked', async () => {
    const query = `mutation { startPing(input: { clientId: "${Buffer.from('Client:WISPHUB:1001').toString('base64url')}" })
      { __typename } }`;
    const answer = await gateway.send(query, {}, { scopes: ['clients:read', 'network:read'] });
    expect([answer.status, codesOf(answer)]).toEqual([200, ['FORBIDDEN']]);
    expect(gateway.wispHub.calls.filter(({ route }) => /clients|ping/.test(route))).toEqual([]);
  });

  it('that is missing ends a subscription before its first event', async () => {
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token({ scopes: ['clients:read'] }));
    socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { pingTaskChanged { id } }' } });
    const [message] = await socket.about('1');
    expect(message).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'FORBIDDEN' } }] });
    await socket.close();
  });

  it('that nobody knows is no scope', async () => {
    const token = claiming({ scope: 'clients:read root * constructor' });
    const reply = await request(gateway.url, {
      headers: jsonHeaders(token),
      body: '{"query":"{ viewer { scopes } }"}',
    });
    expect(JSON.parse(reply.text)).toEqual({ data: { viewer: { scopes: ['clients:read'] } } });
  });
});
