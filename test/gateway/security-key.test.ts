import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import jsonwebtoken from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forge, goodClaims } from './forged-token.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** Of RSA by their length: RFC 7518, 3.3 wants 2,048 bits of a key for RS256. */
const short = new Map([512, 1_024, 2_047].map((bits) => [bits, generateKeyPairSync('rsa', { modulusLength: bits })]));
const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });

let issuer: Server;
let gateway: TestGateway;
let fetches = 0;

const shown = (kid: string, key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig' });

const allShown = () => [
  shown('rsa-1', rsa.publicKey),
  shown('ec-1', ec.publicKey),
  ...[...short].map(([bits, { publicKey }]) => shown(`rsa-${bits}`, publicKey)),
];

beforeAll(async () => {
  issuer = createServer((_, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: allShown() }));
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  const JWT_JWKS_URL = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  const GATEWAY_SECRET = 'planted-gateway-secret-of-32-bytes-or-more';
  gateway = await startTestGateway({ environment: { JWT_SECRET: '', JWT_JWKS_URL, GATEWAY_SECRET, MCP: 'true' } });
});

afterAll(async () => {
  await gateway.close();
  issuer.close();
});

const sign = (algorithm: 'RS256' | 'RS512' | 'ES256', keyid: string, key: KeyObject, claims = goodClaims()): string =>
  jsonwebtoken.sign({ ...claims }, key, { algorithm, keyid });

const ask = (token: string) =>
  request(gateway.url, { headers: jsonHeaders(token), body: '{"query":"{ viewer { subject } }"}' });

const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('a token of an issuer with a key set', () => {
  it.each([
    ['RS256', () => sign('RS256', 'rsa-1', rsa.privateKey)],
    ['ES256', () => sign('ES256', 'ec-1', ec.privateKey)],
  ])('(%s) is let in on both transports', async (_, token) => {
    expect((await ask(token())).status).toBe(200);
    const socket = await openSocket(gateway.url);
    await socket.init(token());
    await socket.close();
  });

  it.each<[string, () => string]>([
    ['(32) HS256 with the public key as the secret', () => forge(goodClaims(), { kid: 'rsa-1' }, { secret: pem })],
    ['HS256 with the secret of the gateway', () => gateway.token()],
    ['(31) alg none', () => forge(goodClaims(), { alg: 'none', kid: 'rsa-1' }, { hash: null })],
    ['RS512', () => sign('RS512', 'rsa-1', rsa.privateKey)],
    ['a key of another type', () => sign('RS256', 'ec-1', rsa.privateKey)],
    ['a key of nobody', () => sign('RS256', 'rsa-1', stranger.privateKey)],
    ['no key id', () => jsonwebtoken.sign({ ...goodClaims() }, rsa.privateKey, { algorithm: 'RS256' })],
    ['(37) another audience', () => sign('RS256', 'rsa-1', rsa.privateKey, { ...goodClaims(), aud: 'another' })],
    ['(40) ../../dev/null', () => sign('RS256', '../../dev/null', rsa.privateKey)],
    ["(40) ' OR 1=1", () => sign('RS256', "' OR 1=1", rsa.privateKey)],
    ['(40) a key id of 2 KB', () => sign('RS256', 'x'.repeat(2_000), rsa.privateKey)],
  ])('(%s) is 401 and 4403', async (_, token) => {
    const reply = await ask(token());
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token()}` } });
    expect(await socket.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
    expect((await ask(sign('RS256', 'rsa-1', rsa.privateKey))).status).toBe(200);
  });

  it('(40) with one of 200 key ids that nobody has costs ten fetches a minute at most, and who is known is let in', async () => {
    const before = fetches;
    for (let count = 0; count < 200; count += 1) {
      expect((await ask(forge(goodClaims(), { alg: 'RS256', kid: `random-${count}` }))).status).toBe(401);
    }
    expect(fetches - before).toBeLessThanOrEqual(10);
    expect((await ask(sign('ES256', 'ec-1', ec.privateKey, { ...goodClaims(), sub: 'new' }))).status).toBe(200);
  });

  it.each([...short])('by a key of RSA of %s bits is taken nowhere', async (bits, { privateKey }) => {
    const options = { algorithm: 'RS256', keyid: `rsa-${bits}`, allowInsecureKeySizes: true } as const;
    const token = jsonwebtoken.sign({ ...goodClaims() }, privateKey, options);
    expect(refusalOf(await ask(token)).extensions.code).toBe('UNAUTHENTICATED');
    expect((await request(gateway.url, { path: '/mcp', headers: jsonHeaders(token), body: '{}' })).status).toBe(401);
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await socket.closed()).toEqual({ code: 4403, reason: 'Forbidden' });
  });
});
