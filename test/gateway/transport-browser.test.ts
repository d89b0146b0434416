import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket, RefusedUpgrade } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

const allowed = 'https://app.example';

let gateway: TestGateway;
let explorer: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { CORS_ORIGINS: `${allowed}, http://localhost:3000` } });
  explorer = await startTestGateway({ environment: { EXPLORER: 'true' } });
});

afterAll(async () => {
  await gateway.close();
  await explorer.close();
});

const foreignOrigins = [
  'https://evil.example',
  'null',
  'https://app.example.evil.io',
  'https://evil-app.example',
  'http://app.example',
  'https://app.example:8443',
  'https://APP.example/',
  'https://sub.app.example',
];

const preflight = (origin: string) =>
  request(gateway.url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

describe('a web page', () => {
  it.each([allowed, 'http://localhost:3000'])('of an allowed origin (%s) may ask', async (origin) => {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    const reply = await request(gateway.url, {
      headers: { ...jsonHeaders(gateway.token()), origin },
      body: '{"query":"{ __typename }"}',
    });
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id, retry-after',
      vary: expect.stringContaining('Origin'),
    });
    const socket = await openSocket(gateway.url, { origin });
    await socket.init(gateway.token());
    await socket.close();
  });

  it.each(foreignOrigins)('(28) of a foreign origin (%s) is told nothing', async (origin) => {
    expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined();
    const headers = { ...jsonHeaders(gateway.token()), origin };
    const reply = await request(gateway.url, { headers, body: '{"query":"{ __typename }"}' });
    expect(reply.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each(foreignOrigins)('(83) of a foreign origin (%s) gets no socket', async (origin) => {
    await expect(openSocket(gateway.url, { origin })).rejects.toEqual(new RefusedUpgrade(403));
  });

  it('gets no socket because it claims the host of the gateway', async () => {
    await expect(openSocket(gateway.url, { origin: gateway.url })).rejects.toEqual(new RefusedUpgrade(403));
  });

  it('is told about errors as well, when it is allowed', async () => {
    const reply = await request(gateway.url, { headers: { origin: allowed }, body: '{}' });
    expect([reply.status, reply.headers['access-control-allow-origin']]).toEqual([401, allowed]);
  });

  it('that sends OPTIONS without asking for anything gets no body', async () => {
    expect(await request(gateway.url, { method: 'OPTIONS' })).toMatchObject({ status: 204, text: '' });
  });
});

describe('a browser', () => {
  const visit = { method: 'GET', headers: { accept: 'text/html,application/xhtml+xml' } };

  it('is shown the explorer where that is on', async () => {
    const reply = await request(explorer.url, visit);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    expect(reply.text).toContain('Apollo');
    expect(await request(explorer.url, { ...visit, path: '/' })).toMatchObject({
      status: 302,
      headers: { location: '/graphql' },
    });
  });

  it.each(['/graphql?query={__typename}', '/graphql?query=mutation{x}'])('cannot run %s', async (path) => {
    const reply = await request(explorer.url, { ...visit, path });
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('that wants no page, and names no operation, is refused', async () => {
    const reply = await request(explorer.url, { method: 'GET', headers: { accept: 'application/json' } });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'GET, POST']);
    const head = await request(explorer.url, { ...visit, method: 'HEAD' });
    expect([head.status, head.headers.allow]).toEqual([405, 'GET, POST']);
  });

  it('with the explorer opens a socket from its page', async () => {
    const socket = await openSocket(explorer.url, { origin: explorer.url });
    await socket.init(explorer.token());
    await socket.close();
  });

  it('(27) finds no page where the explorer is off', async () => {
    expect(await request(gateway.url, visit)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect((await request(gateway.url, { ...visit, path: '/' })).status).toBe(404);
  });

  it('with the explorer is told what is wrong with a document, and what there is', async () => {
    const { errors } = await explorer.send('{ viewers { subject } }');
    expect(errors[0]?.message).toContain('Did you mean "viewer"?');
    expect((await explorer.send('{ __schema { queryType { name } } }')).errors).toEqual([]);
  });
});
