import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/schema/index.js';
import { limitComparisons, readDocument } from '../../src/server/documents/document.js';
import { growthOf } from '../growth.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway({ environment: { COST_PER_MINUTE: '1000' } });
});

afterEach(() => gateway.close());

/** A document that was never sent before, of so many characters. */
let serial = 0;
const fresh = (length: number): string => {
  serial += 1;
  return `query Q${serial} { viewer { subject } }`.padEnd(length, ' ');
};

async function send(query: string, subject = 'tester') {
  const headers = { ...jsonHeaders(gateway.token({ subject })), 'x-cost': '1' };
  const reply = await request(gateway.url, { headers, body: JSON.stringify({ query }) });
  const body = JSON.parse(reply.text) as { extensions?: { cost: { remaining: number } } };
  return { ...reply, remaining: body.extensions?.cost.remaining ?? Number.NaN };
}

describe('a document that is not known', () => {
  it('costs in proportion to its length, once, whoever sends it; and one that is known costs what it does', async () => {
    const query = fresh(1_000);
    expect((await send(query)).remaining).toBe(1_000 - 20 - 1);
    expect((await send(query)).remaining).toBe(979 - 1);
    expect((await send(fresh(2_000))).remaining).toBe(978 - 40 - 1);
    expect((await send(query, 'another')).remaining).toBe(999);
  });

  it('is charged for although it is wrong, over HTTP and WebSocket, until the minute is spent; nobody else is refused', async () => {
    const known = fresh(100);
    await send(known, 'another');
    for (let count = 0; count < 10; count += 1) {
      expect(refusalOf(await send(`${fresh(5_000)} }`)).extensions.code).toBe('GRAPHQL_PARSE_FAILED');
    }
    const reply = await send(`${fresh(5_000)} }`);
    expect([reply.status, refusalOf(reply).extensions]).toMatchObject([429, { code: 'RATE_LIMITED', retryable: true }]);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    socket.send({ id: '1', type: 'subscribe', payload: { query: fresh(5_000) } });
    expect(await socket.about('1')).toMatchObject([
      { type: 'error', payload: [{ extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } }] },
    ]);
    await socket.close();
    expect((await send(known, 'another')).status).toBe(200);
    expect(gateway.logged()).toContain('RATE_LIMITED');
  });

  it('is not compared field by field when it says one name ever again, over HTTP and WebSocket', async () => {
    const repeated = (root: string) => `${root} { ${'viewer { subject } '.repeat(46)} }`;
    expect(refusalOf(await send(repeated('query'))).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const query = `subscription { pingTaskChanged { ${'id '.repeat(46)} } }`;
    socket.send({ id: '1', type: 'subscribe', payload: { query } });
    expect(await socket.about('1')).toMatchObject([
      { type: 'error', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
    await socket.close();
  });
});

it('reading a document takes a time in proportion to its length', () => {
  const schema = createSchema();
  const read = (text: string) => {
    for (let count = 0; count < 100; count += 1) {
      try {
        limitComparisons(text);
        readDocument(schema, text, undefined, { isExplorer: false });
      } catch {
        // It was found too large, which takes as long.
      }
    }
  };
  const times = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => make(i)).join(' ');
  const shapes: readonly ((size: number) => string)[] = [
    (size) => `{ client(by: { serviceId: 1 }) { ${times(size, () => 'plan { id }')} } }`,
    (size) => `{ client(by: { serviceId: 1 }) { ${times(4 * size, () => 'id')} } }`,
    (size) => `{ client(by: { serviceId: 1 }) { ${times(size, () => '... { id }')} } }`,
    (size) => `{ client(by: { serviceId: 1 }) { ${times(size, () => '... { id }')} } }`,
    (size) => `{ client(by: { serviceId: 1 }) { ${times(size / 2, (index) => `...F${index}`)} } }
      ${times(size / 2, (index) => `fragment F${index} on Client { id }`)}`,
    (size) => `{ ${times(size, (index) => `a${index}: client(by: { serviceId: 1 }) { id }`)} }`,
  ];
  for (const shape of shapes)
    expect(
      growthOf((size) => read(shape(size)), 100),
      String(shape),
    ).toBeLessThan(2.5);
}, 120_000);
