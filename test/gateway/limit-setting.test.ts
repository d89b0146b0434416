import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { request } from './request.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({
    environment: {
      ...{ MAX_DEPTH: '3', MAX_ALIASES: '2', MAX_ROOT_FIELDS: '1', MAX_COST: '5' },
      CORS_ORIGINS: 'https://app.example,http://localhost:*',
    },
  });
});
afterAll(() => gateway.close());

describe('a limit of an operation', () => {
  it.each([
    ['depth', '{ clients(first: 1) { nodes { plan { price { amount } } } } }', 3],
    ['aliases', '{ viewer { a: subject b: subject c: subject } }', 2],
    ['rootFields', '{ viewer { subject } __typename }', 1],
    ['cost', '{ clients(first: 50) { nodes { invoices(first: 1) { totalCount } } } }', 5],
  ])('is as it is configured (%s), over HTTP and as events', async (measure, query, limit) => {
    const { errors } = await gateway.send(query);
    expect(errors[0]?.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED', measure, limit });
    const headers = { authorization: `Bearer ${gateway.token()}`, 'content-type': 'application/json' };
    const reply = await request(gateway.url, {
      headers: { ...headers, accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    });
    expect(reply.text).toContain(`"measure":"${measure}","limit":${limit}`);
  });

  it('holds over WebSocket', async () => {
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const query = 'subscription { pingTaskChanged { client { plan { price { amount } } } } }';
    socket.send({ id: '1', type: 'subscribe', payload: { query } });
    expect(await socket.about('1')).toMatchObject([{ payload: [{ extensions: { measure: 'depth', limit: 3 } }] }]);
    await socket.close();
  });
});

describe('an origin with any port', () => {
  const allowed = async (origin: string): Promise<unknown> => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    return (await request(gateway.url, { method: 'OPTIONS', headers })).headers['access-control-allow-origin'];
  };

  it.each(['http://localhost', 'http://localhost:5173', 'http://localhost:61234', 'https://app.example'])(
    'lets a page of %s ask and open a socket',
    async (origin) => {
      expect(await allowed(origin)).toBe(origin);
      const socket = await openSocket(gateway.url, { origin });
      await socket.close();
    },
  );

  it.each([
    'https://localhost:5173',
    'http://localhost.evil.example:80',
    'http://localhost:5173.evil.example',
    'https://app.example:8443',
    'null',
  ])('lets no page of %s', async (origin) => {
    expect(await allowed(origin)).toBeUndefined();
    await expect(openSocket(gateway.url, { origin })).rejects.toThrow();
  });
});
