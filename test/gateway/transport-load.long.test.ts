import { afterEach, expect, it } from 'vitest';
import { until as waitUntil } from '../store/subject.js';
import { dataOf, startTestGateway, type TestGateway } from './gateway.js';
import { openSocket, RefusedUpgrade } from './raw-socket.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;

afterEach(() => gateway.close());

/** It is looked at once a second. */
const until = (condition: () => Promise<boolean>): Promise<void> => waitUntil(condition, 20_000);

const send = () =>
  request(gateway.url, { headers: jsonHeaders(gateway.token()), body: '{"query":"{ plans { name } }"}' });
const isRefused = async (): Promise<boolean> => (await send()).status === 503;

it('a gateway whose memory is as good as full takes nothing new, on both transports, and tells that it lives', async () => {
  const loadLimits = { loopDelayMs: Number.POSITIVE_INFINITY, heapShare: 1 };
  gateway = await startTestGateway({ loadLimits });
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token());
  const subscribe = (id: string): void =>
    socket.send({ id, type: 'subscribe', payload: { query: 'subscription { pingTaskCompleted(id: "x") { id } }' } });
  subscribe('before');
  expect(await socket.about('before')).toMatchObject([{ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);

  loadLimits.heapShare = 0;
  await until(isRefused);
  const calls = gateway.wispHub.calls.length;
  const reply = await send();
  expect([reply.status, reply.headers['retry-after']]).toEqual([503, '1']);
  expect(refusalOf(reply).extensions).toMatchObject({ code: 'SERVER_OVERLOADED', requestId: expect.any(String) });
  await expect(openSocket(gateway.url)).rejects.toEqual(new RefusedUpgrade(503, '1'));
  subscribe('meanwhile');
  expect(await socket.about('meanwhile')).toMatchObject([
    { type: 'error', payload: [{ extensions: { code: 'SERVER_OVERLOADED', retryable: true } }] },
  ]);
  expect(gateway.wispHub.calls.length).toBe(calls);
  for (const path of ['/health/live', '/health/ready']) {
    expect((await request(gateway.url, { method: 'GET', path })).status).toBe(200);
  }

  loadLimits.heapShare = 1;
  await until(async () => !(await isRefused()));
  subscribe('after');
  expect(await socket.about('after')).toMatchObject([{ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
  await socket.close();
  const reported = gateway
    .logged()
    .split('\n')
    .filter((line) => /"msg":"(overloaded|no longer overloaded)"/.test(line));
  expect(reported).toHaveLength(2);
}, 60_000);

it('a gateway whose event loop is late for two seconds takes nothing new until it has caught up', async () => {
  const loadLimits = { loopDelayMs: 150, heapShare: 1 };
  gateway = await startTestGateway({ loadLimits });
  expect(dataOf(await gateway.send('{ viewer { subject } }'))).toEqual({ viewer: { subject: 'tester' } });
  const block = setInterval(() => {
    const end = performance.now() + 200;
    while (performance.now() < end);
  }, 10);
  try {
    await until(isRefused);
    expect(refusalOf(await send()).extensions.code).toBe('SERVER_OVERLOADED');
  } finally {
    clearInterval(block);
  }
  await until(async () => !(await isRefused()));
}, 60_000);

it('overload is refused first to who causes it, over HTTP, WebSocket and MCP, and later to everybody', async () => {
  const loadLimits = { loopDelayMs: Number.POSITIVE_INFINITY, heapShare: 1 };
  gateway = await startTestGateway({ loadLimits, environment: { MCP: 'true' } });
  const quiet = { subject: 'quiet' };
  const askAs = async (who: object, path = '/graphql') => {
    const body = '{"query":"{ viewer { subject } }"}';
    return (await request(gateway.url, { path, headers: jsonHeaders(gateway.token(who)), body })).status;
  };
  const socket = await openSocket(gateway.url);
  await socket.init(gateway.token(quiet));
  for (let count = 0; count < 20; count += 1) await send();
  loadLimits.heapShare = 0;
  await until(isRefused);
  expect([await askAs(quiet), await askAs(quiet, '/mcp'), await askAs({}, '/mcp')]).toEqual([200, 400, 503]);
  const query = 'subscription { pingTaskCompleted(id: "x") { id } }';
  socket.send({ id: 'quiet', type: 'subscribe', payload: { query } });
  expect(await socket.about('quiet')).toMatchObject([{ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
  await until(async () => (await askAs(quiet)) === 503);
  await socket.close();
}, 60_000);
