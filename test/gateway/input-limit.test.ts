import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeId } from '../../src/model/id.js';
import { writeManifests } from '../../src/server/documents/manifest-writer.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { startAgent } from './mcp-agent.js';
import { openSocket } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

/** One operation for each list that the graph takes, with a value of that many items. */
const lists: readonly { readonly operation: string; readonly of: (count: number) => object; readonly at: string }[] = [
  {
    operation: 'query Tasks($filter: PingTaskFilter) { pingTasks(filter: $filter) { totalCount } }',
    of: (count) => ({ filter: { clientIds: repeat(count, encodeId('Client', 'WISPHUB', 1)) } }),
    at: 'filter.clientIds',
  },
  {
    operation: 'query TasksOf($ids: [Int!]) { pingTasks(filter: { serviceIds: $ids }) { totalCount } }',
    of: (count) => ({ ids: repeat(count, 1) }),
    at: 'ids',
  },
  {
    operation: 'query TasksIn($states: [PingTaskStatus!]) { pingTasks(filter: { status: $states }) { totalCount } }',
    of: (count) => ({ states: repeat(count, 'PENDING') }),
    at: 'states',
  },
  {
    operation: 'query Clients($filter: ClientFilter) { clients(filter: $filter) { totalCount } }',
    of: (count) => ({ filter: { status: repeat(count, 'ACTIVE') } }),
    at: 'filter.status',
  },
  {
    operation: 'query Things($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    of: (count) => ({ ids: repeat(count, encodeId('Client', 'WISPHUB', 1)) }),
    at: 'ids',
  },
];
const subscription = 'subscription Changes($filter: PingTaskFilter) { pingTaskChanged(filter: $filter) { id } }';

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const path = join(folder, 'agent.json');
  const text = lists.map(({ operation }) => operation).join('\n');
  const [[, manifest = ''] = []] = [...writeManifests([{ name: 'agent', text }])];
  writeFileSync(path, manifest);
  gateway = await startTestGateway({ environment: { MCP: 'true', MCP_MANIFEST: path } });
});

afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

function repeat<Item>(count: number, item: Item): readonly Item[] {
  return Array.from({ length: count }, () => item);
}

const send = (query: string, variables?: object) =>
  request(gateway.url, { headers: jsonHeaders(gateway.token()), body: JSON.stringify({ query, variables }) });

it.each(lists)(
  'a list of 101 is refused before anything is asked, and one of 100 is not: $at of $operation',
  async (list) => {
    const { operation, of, at } = list;
    const calls = gateway.wispHub.calls.length;
    for (const count of [101, 2_000]) {
      const reply = await send(operation, of(count));
      expect(reply.status).toBe(400);
      expect(refusalOf(reply).extensions).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', argument: at, limit: 100, actual: count },
      });
    }
    expect(gateway.wispHub.calls.length).toBe(calls);
    expect((await send(operation, of(100))).status).toBe(200);
  },
);

it('a list that is written in the document, or as the default of a variable, has 100 items at most', async () => {
  const query = (count: number) =>
    `{ pingTasks(filter: { serviceIds: [${repeat(count, 1).join(' ')}] }) { totalCount } }`;
  const byDefault = (count: number) =>
    `query ($ids: [Int!] = [${repeat(count, 1).join(' ')}]) { pingTasks(filter: { serviceIds: $ids }) { totalCount } }`;
  for (const write of [query, byDefault]) {
    expect(refusalOf(await send(write(101))).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect((await send(write(100))).status).toBe(200);
  }
});

it('the same holds over WebSocket', async () => {
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token());
  const filter = { serviceIds: repeat(101, 1) };
  socket.send({ id: 'variable', type: 'subscribe', payload: { query: subscription, variables: { filter } } });
  expect(await socket.about('variable')).toMatchObject([
    { type: 'error', payload: [{ extensions: { code: 'BAD_USER_INPUT', argument: 'filter.serviceIds', limit: 100 } }] },
  ]);
  const query = `subscription { pingTaskChanged(filter: { serviceIds: [${repeat(101, 1).join(' ')}] }) { id } }`;
  socket.send({ id: 'literal', type: 'subscribe', payload: { query } });
  expect(await socket.about('literal')).toMatchObject([
    { type: 'error', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
  ]);
  await socket.close();
});

it('the same holds for tools, whose schemas say so', async () => {
  const agent = await startAgent(gateway);
  const tools = await agent.tools();
  const text = JSON.stringify(tools);
  expect(text.split('"type":"array"').length).toBeGreaterThan(lists.length);
  expect(text.split('"maxItems":100').length).toBe(text.split('"type":"array"').length);
  expect((await agent.call('things', lists[4]?.of(101))).codes).toEqual(['BAD_USER_INPUT']);
  expect((await agent.call('things', lists[4]?.of(100))).isError).toBe(false);
  await agent.close();
});

it('a value that is nested ten thousand times is wrong on every transport, and stops nothing', async () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  const query = JSON.stringify(subscription);
  const headers = jsonHeaders(gateway.token());
  const body = `{"query":${JSON.stringify(lists[0]?.operation)},"variables":{"filter":${deep}}}`;
  expect(refusalOf(await request(gateway.url, { headers, body })).extensions.code).toBe('BAD_USER_INPUT');
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token());
  socket.send(`{"id":"deep","type":"subscribe","payload":{"query":${query},"variables":{"filter":${deep}}}}`);
  expect(await socket.about('deep')).toMatchObject([{ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
  await socket.close();
  const agent = await startAgent(gateway);
  const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"tasks","arguments":{"filter":${deep}}}}`;
  const reply = await request(gateway.url, {
    path: '/mcp',
    headers: { ...headers, accept: 'application/json, text/event-stream', 'mcp-session-id': agent.sessionId },
    body: call,
  });
  expect(reply.text).toContain('BAD_USER_INPUT');
  expect(reply.status).toBeLessThan(500);
  await agent.close();
});
