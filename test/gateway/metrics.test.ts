import { afterEach, describe, expect, it } from 'vitest';
import {
  CreateTicketDocument,
  PingTaskChangedDocument,
  StartPingDocument,
  UpdateClientDocument,
} from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, describeWith, startRedis } from '../store/redis-server.js';
import { type Exposition, type Labels, parseExposition } from './exposition.js';
import { codesOf, dataOf, metricsToken, startTestGateway, type TestGateway, until } from './gateway.js';
import { openSocket } from './raw-socket.js';
import { refusalOf, request } from './request.js';
import { findInLog } from './secret.js';

let gateway: TestGateway;
let scrapes: string[] = [];

afterEach(async () => {
  await gateway.close();
  expect(findInLog(scrapes.join(''), ['OfSomebody'])).toEqual([]);
  scrapes = [];
});

const readerHeaders = { authorization: `Bearer ${metricsToken}` };

async function scrape(): Promise<Exposition> {
  const { status, text } = await request(gateway.url, { method: 'GET', path: '/metrics', headers: readerHeaders });
  if (status !== 200) throw new Error(`${status}`);
  scrapes.push(text);
  return parseExposition(text);
}

/** How much each has risen while something ran. */
async function risen(run: () => Promise<unknown>, ...samples: readonly (readonly [name: string, labels: Labels])[]) {
  const before = await scrape();
  await run();
  const after = await scrape();
  return samples.map(
    ([name, labels]) => after.value(`isp_gateway_${name}`, labels) - before.value(`isp_gateway_${name}`, labels),
  );
}

const value = async (name: string, labels?: Labels): Promise<number> =>
  (await scrape()).value(`isp_gateway_${name}`, labels);

const clientId = (row: { id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);

describe('the metrics', () => {
  it('tell of operations, the calls that they made and what was kept of the answers', async () => {
    gateway = await startTestGateway({ lifetimes });
    const document = `query OfSomebodyOfWhomNobodyMustHear { client(by: { document: "${cases.typical.cedula}" }) { name } }`;
    const backend = 'WISPHUB';
    const route = 'GET /api/v1/clients/by-document/{document}';
    const samples = [
      ['operation_duration_seconds_count', { kind: 'query', outcome: 'ok' }],
      ['backend_request_duration_seconds_count', { backend, kind: 'read', route, outcome: '2xx' }],
      ['backend_calls_total', { backend, kind: 'read', outcome: 'ok' }],
      ['cache_misses_total', { backend, kind: 'client', outcome: 'miss' }],
      ['cache_answer_age_seconds_count', { backend, kind: 'client', outcome: 'hit' }],
    ] as const;
    const ask = async () => dataOf(await gateway.send(document));
    expect(await risen(ask, ...samples)).toEqual([1, 1, 1, 1, 0]);
    expect(await risen(ask, ...samples)).toEqual([1, 0, 0, 0, 1]);
    expect(await value('backend_request_duration_seconds_count', { route: 'POST /api/v1/auth/token' })).toBe(1);
    expect(await value('backend_state', { backend, state: 'UP' })).toBe(1);
    expect(await value('store_reachable', { store: 'memory' })).toBe(1);
  });

  it('tell of errors, the gravest of each operation, and of what was refused before it was one', async () => {
    gateway = await startTestGateway();
    const asks = [
      () => gateway.send('{ client(by: { phone: "1" }) { name } }'),
      () => gateway.send('{ secretSubscriberName }'),
      () => request(gateway.url, { body: '{}' }),
    ];
    const samples = [
      ['operation_duration_seconds_count', { kind: 'query', outcome: 'BAD_USER_INPUT' }],
      ['operation_duration_seconds_count', { outcome: 'GRAPHQL_VALIDATION_FAILED' }],
      ['refused_requests_total', { status: '400' }],
      ['refused_requests_total', { status: '401' }],
    ] as const;
    const rises = [];
    for (const ask of asks) rises.push(await risen(ask, ...samples));
    expect(rises).toEqual([
      [1, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  it('tell of a back end that fails until its breaker opens, and of calls that are kept away from it', async () => {
    gateway = await startTestGateway();
    gateway.wispro.fault({ fault: { kind: 'reset', when: 'before' } });
    const query = `{ client(by: { wispro: { type: DNI, value: "${wisproCases.paidAndPending.dni}" } }) { name } }`;
    const backend = 'WISPRO';
    await until(async () => {
      expect(codesOf(await gateway.send(query))).toEqual(['UPSTREAM_UNAVAILABLE']);
      return (await value('breaker_state', { backend, kind: 'read', state: 'open' })) === 1;
    });
    const kinds = ['not_sent', 'UPSTREAM_UNAVAILABLE'].map(
      (outcome) => ['backend_calls_total', { backend, kind: 'read', outcome }] as const,
    );
    expect(await risen(() => gateway.send(query), ...kinds)).toEqual([1, 0]);
    const now = await scrape();
    expect(now.value('isp_gateway_backend_calls_total', kinds[1]?.[1])).toBeGreaterThan(0);
    expect(now.value('isp_gateway_breaker_state', { backend, kind: 'write', state: 'closed' })).toBe(1);
    expect(now.value('isp_gateway_breaker_state', { backend: 'WISPHUB', kind: 'read', state: 'open' })).toBe(0);
    expect(now.value('isp_gateway_backend_state', { backend, state: 'DOWN' })).toBe(1);
  });

  it('tell of credentials that a back end refuses, whatever the status of its refusal', async () => {
    gateway = await startTestGateway({ environment: { WISPRO_TOKEN: 'another-token' } });
    const query = `{ client(by: { wispro: { type: DNI, value: "${wisproCases.paidAndPending.dni}" } }) { name } }`;
    const refused = ['backend_calls_total', { backend: 'WISPRO', outcome: 'UPSTREAM_AUTH_FAILED' }] as const;
    expect(await risen(() => gateway.send(query), refused)).toEqual([1]);
  });

  it('tell of sockets, subscriptions and why they ended, and of pings from their start to their end', async () => {
    gateway = await startTestGateway();
    const socket = await openSocket(gateway.url);
    await socket.init(gateway.token());
    const subscribe = (id: string) =>
      socket.send({ id, type: 'subscribe', payload: { query: PingTaskChangedDocument.text, variables: {} } });
    subscribe('one');
    subscribe('two');
    await until(async () => (await value('subscriptions')) === 2);
    expect(await value('sockets')).toBe(1);
    dataOf(await gateway.run(StartPingDocument, { input: { clientId: clientId(cases.pingStable) } }));
    expect(await value('ping_tasks', { status: 'PENDING' })).toBe(1);
    await until(async () => (await value('ping_ends_total', { status: 'COMPLETED' })) === 1);
    expect(await value('ping_tasks', { status: 'COMPLETED' })).toBe(1);
    expect(await value('ping_polls_total', { reading: 'completed' })).toBe(1);
    // Of each of the two the beginning and the end.
    await until(async () => (await value('operation_duration_seconds_count', { kind: 'event', outcome: 'ok' })) === 4);
    socket.send({ id: 'one', type: 'complete' });
    await until(async () => (await value('subscription_ends_total', { reason: 'cancelled' })) === 1);
    await socket.close();
    await until(async () => (await value('subscription_ends_total', { reason: 'socket_closed' })) === 1);
    const now = await scrape();
    expect(['subscriptions', 'sockets'].map((name) => now.value(`isp_gateway_${name}`))).toEqual([0, 0]);
    expect(now.value('isp_gateway_subscription_ends_total')).toBe(2);
    expect(now.value('isp_gateway_socket_ends_total')).toBe(1);
    expect(now.value('isp_gateway_operation_duration_seconds_count', { kind: 'subscription', outcome: 'ok' })).toBe(2);
  });

  it('tell of a write through the ledger: once, again, and when nobody knows how it ended', async () => {
    gateway = await startTestGateway();
    const operation = 'createTicket';
    const states = ['reserved', 'sent', 'done', 'unknown', 'not-sent'].map(
      (state) => ['ledger_moves_total', { operation, state }] as const,
    );
    const reported = ['done', 'replayed', 'unknown'].map(
      (outcome) => ['writes_total', { operation, outcome }] as const,
    );
    const create = (idempotencyKey: string, subject: string) => async () =>
      gateway.run(CreateTicketDocument, {
        input: { clientId: clientId(cases.typical), subject, description: 'Sin señal', idempotencyKey },
      });
    expect(await risen(create('first', 'No Tiene Internet'), ...states, ...reported)).toEqual([1, 1, 1, 0, 0, 1, 0, 0]);
    expect(await risen(create('first', 'No Tiene Internet'), ...states, ...reported)).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
    gateway.wispHub.fault({ route: 'POST /api/v1/tickets', fault: { kind: 'reset', when: 'after' } });
    expect(await risen(create('second', 'Internet Lento'), ...states, ...reported)).toEqual([1, 1, 0, 1, 0, 0, 0, 1]);
  });
});

describeWith(canStartRedis(), 'the metrics over Redis', () => {
  it('tell whether it answers, and what is refused while it does not', async () => {
    const redis = await startRedis();
    gateway = await startTestGateway({ environment: { REDIS_URL: redis.url } });
    try {
      expect(await value('store_reachable', { store: 'redis' })).toBe(1);
      await redis.kill();
      await until(async () => (await value('store_reachable', { store: 'redis' })) === 0);
      const refused = ['writes_total', { operation: 'updateClient', outcome: 'SERVICE_UNAVAILABLE' }] as const;
      const input = { clientId: clientId(cases.typical), phone: '+573115550101', idempotencyKey: 'while-away' };
      expect(await risen(() => gateway.run(UpdateClientDocument, { input }), refused)).toEqual([1]);
      await until(async () => (await value('store_faults_total')) > 0);
      await redis.start();
      await until(async () => (await value('store_reachable', { store: 'redis' })) === 1);
    } finally {
      await redis.close();
    }
  });
});

describe('a reader of the metrics', () => {
  const read = (headers: Readonly<Record<string, string>> = {}, path = '/metrics', method = 'GET') =>
    request(gateway.url, { method, path, headers });
  const unknownPath = { status: 404, code: 'BAD_REQUEST' };
  const outcomeOf = async (reply: ReturnType<typeof read>) => {
    const { status, headers, text } = await reply;
    const { 'x-request-id': _id, date: _date, ...rest } = headers;
    const code = status === 200 ? 'ok' : refusalOf({ status, headers, text }).extensions.code;
    return { status, code, ...(status === 200 ? {} : { headers: rest }) };
  };

  it('finds nothing where there is no token, wherever they are and however they were passed on', async () => {
    gateway = await startTestGateway({ environment: { METRICS_TOKEN: '' } });
    const { headers } = await outcomeOf(read({}, '/nothing'));
    for (const given of [
      {},
      { authorization: 'Bearer ' },
      { authorization: `Bearer ${metricsToken}` },
      { 'x-forwarded-for': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { 'x-original-host': 'gateway.example' },
      { 'fastly-client-ip': '192.0.2.1' },
      { 'x-envoy-external-address': '192.0.2.1' },
      { host: 'localhost' },
      { host: 'rebound.example' },
    ]) {
      expect(await outcomeOf(read(given))).toEqual({ ...unknownPath, headers });
    }
  });

  it('needs the token where there is one, wherever they are', async () => {
    const token = metricsToken;
    gateway = await startTestGateway();
    const { headers } = await outcomeOf(read({}, '/nothing'));
    const withToken = { authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1', host: 'gateway.example' };
    expect(await outcomeOf(read(withToken))).toEqual({ status: 200, code: 'ok' });
    for (const authorization of [
      '',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      'Bearer ',
    ]) {
      expect(await outcomeOf(read({ authorization }))).toEqual({ ...unknownPath, headers });
    }
    expect(await outcomeOf(read({ authorization: `Bearer ${gateway.token()}` }))).toEqual({ ...unknownPath, headers });
    expect(await outcomeOf(read())).toEqual({ ...unknownPath, headers });
    for (const path of ['/metrics/', '/METRICS', '/graphql/../metrics', '/metrics/x']) {
      expect((await read(withToken, path)).status).toBe(404);
    }
    for (const method of ['HEAD', 'POST', 'PUT']) expect((await read(withToken, '/metrics', method)).status).toBe(404);
  });
});
