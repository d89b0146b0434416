import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartPingDocument } from '../../src/client/generated/operations.js';
import { ConfigError } from '../../src/config/config.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { dataOf, startTestGateway, type TestGateway, until } from './gateway.js';
import { startAgent } from './mcp-agent.js';
import { jsonHeaders, refusalOf, request } from './request.js';

let gateway: TestGateway;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mcp-'));
  gateway = await startTestGateway({ environment: { MCP: 'true' } });
});

afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const accept = 'application/json, text/event-stream';

const send = (message: unknown, headers: Readonly<Record<string, string>> = {}, method = 'POST') =>
  request(gateway.url, {
    method,
    path: '/mcp',
    headers: { ...jsonHeaders(gateway.token({ subject: 'raw' })), accept, ...headers },
    ...(message === null ? {} : { body: JSON.stringify(message) }),
  });

describe('the endpoint', () => {
  it('is not there unless it is turned on', async () => {
    const plain = await startTestGateway();
    const reply = await request(plain.url, { path: '/mcp', headers: jsonHeaders(plain.token()), body: '{}' });
    expect(reply.status).toBe(404);
    await plain.close();
  });

  it('answers the beginning of a session with its id, on any address a proxy gives it', async () => {
    const reply = await send(initialize, { host: 'gateway.example' });
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(reply.headers).toMatchObject({
      'mcp-session-id': expect.stringMatching(/^[\w-]{36}\.[\w-]{43}$/),
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
    expect(reply.text).toContain('"serverInfo":{"name":"isp-gateway"');
  });

  it.each([
    ['no token', () => send(list, { authorization: 'Bearer x.y.z' }), 401, 'UNAUTHENTICATED'],
    ['an origin that is not allowed', () => send(initialize, { origin: 'https://evil.example' }), 403, 'FORBIDDEN'],
    ['no session', () => send(list), 400, 'BAD_REQUEST'],
    ['a session that was made up', () => send(list, { 'mcp-session-id': 'planted' }), 404, 'BAD_REQUEST'],
    ['a session that was forged', () => send(list, { 'mcp-session-id': `a.${'x'.repeat(43)}` }), 404, 'BAD_REQUEST'],
    ['several messages at once', () => send([initialize, list]), 400, 'BAD_REQUEST'],
    ['no JSON', () => send('x', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['100 KB', () => send({ ...initialize, x: 'x'.repeat(110_000) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a GET', () => send(null, {}, 'GET'), 405, 'METHOD_NOT_ALLOWED'],
    ['an end of no session', () => send(null, { 'content-type': 'application/json' }, 'DELETE'), 400, 'BAD_REQUEST'],
  ])('refuses %s', async (_, ask, status, code) => {
    const reply = await ask();
    expect([reply.status, refusalOf(reply).extensions.code]).toEqual([status, code]);
    expect(reply.text).not.toContain('planted');
  });

  it('lets the pages of the allow-list in, and shows them the id of their session', async () => {
    const reply = await send(initialize, { origin: 'http://localhost:3000' });
    expect(reply.headers['access-control-expose-headers']).toContain('mcp-session-id');
  });
});

describe('a caller who has spent a minute', () => {
  it('is told so by the tool, with when to try again, and nobody else is', async () => {
    const poor = await startTestGateway({ environment: { MCP: 'true', COST_PER_MINUTE: '200' } });
    const [eager, calm] = [await startAgent(poor, { subject: 'eager' }), await startAgent(poor, { subject: 'calm' })];
    const ask = () => eager.call('debt', { document: cases.sharedPersonOne.cedula });
    let answer = await ask();
    for (let count = 0; count < 50 && !answer.isError; count += 1) answer = await ask();
    expect(answer.codes).toEqual(['RATE_LIMITED']);
    expect(answer.text).toMatch(/"retryAfterMs":\d+/);
    await expect(eager.tools()).rejects.toThrow('RATE_LIMITED');
    expect((await calm.call('what_can_be_reported')).isError).toBe(false);
    await Promise.all([eager.close(), calm.close()]);
    await poor.close();
  });

  it('has tried too often to be somebody', async () => {
    const agent = await startAgent(gateway, { subject: 'guesser' });
    const facts = { name: 'PEDRO PÁRAMO', address: 'Comala', planName: '7MB' };
    const guess = () =>
      agent.call('verify_client', { input: { clientId: encodeId('Client', 'WISPHUB', 1021), facts } });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 6; count += 1) codes.push((await guess()).codes[0]);
    expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, 'RATE_LIMITED']);
    await agent.close();
  });
});

/** Somebody else's, whose end a model may wait for. @returns the id of the task. */
async function startEndlessPing(to: TestGateway): Promise<string> {
  const clientId = encodeId('Client', 'WISPHUB', cases.pingHangs.id_servicio);
  const { startPing } = dataOf(await to.run(StartPingDocument, { input: { clientId } }));
  if (startPing.__typename !== 'StartPingSuccess') throw new Error(startPing.__typename);
  return startPing.pingTask.id;
}

describe('a call that waits', () => {
  it('tells that it does, and ends when the gateway stops', async () => {
    const slow = await startTestGateway({
      environment: { MCP: 'true' },
      pingTimings: { firstPoll: 20, maxPause: 60, deadline: 60_000 },
    });
    const agent = await startAgent(slow);
    const id = await startEndlessPing(slow);
    let reported = 0;
    const answer = agent.call('ping_task_completed', { id }, () => {
      reported += 1;
    });
    await until(() => reported > 0);
    const closed = slow.close();
    expect(await answer).toMatchObject({ isError: false, data: {}, codes: [] });
    await agent.close();
    await closed;
  });
});

describe('calls that wait', () => {
  it('are as many as the subject could have over sockets, and none is left when whoever waited hangs up', async () => {
    const few = await startTestGateway({
      environment: { MCP: 'true', SOCKETS_PER_SUBJECT: '1' },
      pingTimings: { firstPoll: 20, maxPause: 60, deadline: 60_000 },
    });
    const id = await startEndlessPing(few);
    const start = await startAgent(few);
    const patient = await startAgent(few);
    let waiting = 0;
    const waits = Array.from({ length: 20 }, () =>
      patient.call('ping_task_completed', { id }, () => {
        waiting += 1;
      }),
    );
    const ends = Promise.allSettled(waits);
    await until(() => waiting === 20);
    expect((await start.call('ping_task_completed', { id })).codes).toEqual(['RATE_LIMITED']);
    await patient.close();
    const ended = (): number => few.logged().split('"operation":"PingTaskCompleted"').length - 1;
    await until(() => ended() === 21);
    let isWaiting = false;
    const again = start.call('ping_task_completed', { id }, () => {
      isWaiting = true;
    });
    await until(() => isWaiting);
    await Promise.all([few.close(), again, ends]);
    await start.close();
  });
});

describe('the log and the journal', () => {
  it('say of a call what they say of any operation, and hold neither token nor session', async () => {
    const agent = await startAgent(gateway, { subject: 'watched', scopes: ['clients:read'] });
    const row = cases.sharedPersonOne;
    const facts = { name: row.nombre, address: row.direccion, planName: '7MB' };
    await agent.call('verify_client', { input: { clientId: encodeId('Client', 'WISPHUB', row.id_servicio), facts } });
    await agent.call('who_writes', { phone: row.telefono });
    const lines = gateway
      .logged()
      .split('\n')
      .filter((line) => line.includes('"watched"'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        msg: 'operation',
        operation: 'VerifyClient',
        kind: 'mutation',
        requestId: expect.any(String),
      }),
      expect.objectContaining({
        msg: 'operation',
        operation: 'WhoWrites',
        kind: 'query',
        backendCalls: expect.any(Number),
      }),
    ]);
    expect(gateway.logged()).not.toContain(agent.sessionId.split('.')[0]);
    const shown = gateway.journaled().filter(({ subject }) => subject === 'watched');
    expect(shown.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['VerifyClient', 'VerifyClientSuccess'],
      ['WhoWrites', 'shown'],
    ]);
    await agent.close();
  });
});

describe('the documents', () => {
  const start = (content: object, entry: (path: string) => string = (path) => path) => {
    const path = join(folder, `${Object.keys(content).join('-')}.json`);
    writeFileSync(path, JSON.stringify(content));
    return startTestGateway({ environment: { MCP: 'true', MCP_MANIFEST: entry(path) } });
  };

  it('may be others, of one client alone, and hold no token back from whoever asks under another name', async () => {
    const proof = `mutation Prove($facts: IdentityFacts!, $to: ID!) {
      check: verifyClient(input: {clientId: $to, facts: $facts}) { ... on VerifyClientSuccess { a: assurance { secret: token } } } }`;
    const report = `mutation Report($client: ID!, $text: String!, $key: ID!) {
      createTicket(input: {clientId: $client, subject: "Internet Lento", description: $text, idempotencyKey: $key}) { __typename } }`;
    const own = await start({ proof, report }, (path) => `helper=${path}`);
    const stranger = await startAgent(own, { subject: 'stranger' });
    expect(await stranger.tools()).toEqual([]);
    const helper = await startAgent(own, { subject: 'helper', scopes: ['clients:read'] });
    expect(await helper.tools()).toMatchObject([{ name: 'prove' }, { name: 'report' }]);
    const row = cases.sharedPersonOne;
    const to = encodeId('Client', 'WISPHUB', row.id_servicio);
    const proven = await helper.call('prove', {
      to,
      facts: { name: row.nombre, address: row.direccion, planName: '7MB' },
    });
    expect(proven.data).toEqual({ check: { __typename: 'VerifyClientSuccess', a: {} } });
    await expect(helper.call('report', { client: to, text: 'x', key: 'mine' })).resolves.toMatchObject({
      isError: true,
    });
    const reported = await helper.call('report', { client: to, text: 'x' });
    expect(reported.data).toEqual({ createTicket: { __typename: 'CreateTicketSuccess' } });
    await Promise.all([stranger.close(), helper.close()]);
    await own.close();
  });

  it('stop the start when they cannot be tools', async () => {
    const twin = 'query Twin { plans { id } }';
    const broken = {
      a: '{ plans { id } }',
      b: 'query A { plans { id } } query B { plans { id } }',
      c: twin,
      d: `${twin} `,
    };
    const error = await start(broken).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).issues).toEqual([
      'MCP_MANIFEST, entry 1: document 1 must hold one operation, with a name',
      'MCP_MANIFEST, entry 1: document 2 must hold one operation, with a name',
      'MCP_MANIFEST, entry 1: document 4 has the name of another',
    ]);
  });
});
