import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PurgeClientDocument } from '../../src/client/generated/operations.js';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { dayIn } from '../../src/model/calendar.js';
import { scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { createRedis } from '../../src/store/redis/client.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { type Answer, callsDuring, codesOf, dataOf, startTestGateway, type TestGateway, until } from './gateway.js';

/** One person whom both back ends know, and somebody else. */
const person = encodeId('Client', 'WISPHUB', wispHubCases.negativeBalance.id_servicio);
const account = encodeId('Client', 'WISPRO', wisproCases.suspendedToo.clientId);
const contract = encodeId(
  'Contract',
  'WISPRO',
  wisproCases.suspendedToo.clientId,
  wisproCases.suspendedToo.contracts.disabled,
);
const other = encodeId('Client', 'WISPHUB', wispHubCases.pingStable.id_servicio);
const newPhone = '+573009998877';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestGateway>[0] = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({ lifetimes, ...options });
  closers.push(() => gateway.close());
  return gateway;
}

async function startServer(): Promise<string> {
  const server = await startRedis();
  closers.push(() => server.close());
  return server.url;
}

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'purge-'));
  closers.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

const stores: [string, () => Promise<Record<string, string>>][] = [
  ['in memory', async () => ({})],
  ['on disk', async () => ({ DATA_DIR: makeDirectory() })],
  ...(canStartRedis()
    ? ([['in Redis', async () => ({ REDIS_URL: await startServer() })]] satisfies [string, () => Promise<object>][])
    : []),
];

type Result = { readonly __typename: string; readonly code?: string; readonly replayed?: boolean };

/** Everything that can be written about somebody, each time with the same keys. */
async function writeAll(gateway: TestGateway, clientId: string): Promise<readonly Result[]> {
  const isPerson = clientId === person;
  const day = dayIn('America/Argentina/Buenos_Aires', new Date(Date.now() + 3 * 86_400_000));
  const inputs: [name: string, input: object][] = [
    [
      'updateClient',
      { clientId, phone: isPerson ? newPhone : '+573009998866', idempotencyKey: `phone ${clientId}`.replace(' ', '-') },
    ],
    [
      'createTicket',
      { clientId, subject: 'Internet Lento', description: 'Desde ayer', idempotencyKey: `t-${clientId}` },
    ],
    ['startPing', { clientId, idempotencyKey: `p-${clientId}` }],
    ...(isPerson
      ? ([['createPaymentPromise', { contractId: contract, validUntil: day, idempotencyKey: 'promise' }]] as const)
      : []),
  ].map(([name, input]) => [name as string, input as object]);
  const results: Result[] = [];
  for (const [name, input] of inputs) {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) {
      result: ${name}(input: $input) { __typename ... on Problem { code } ... on ${type}Success { replayed } } }`;
    const send = async () => (await steadily(() => gateway.send<{ result: Result }>(query, { input }))).result;
    let result = await send();
    // What Redis did not answer in time was withdrawn, which may still be on its way.
    while (result.code === 'IDEMPOTENCY_IN_PROGRESS') result = await send();
    results.push(result);
  }
  return results;
}

/** Reads somebody by every way there is, so that every cache has them. */
async function readAll(gateway: TestGateway, id: string, phone: string, document: string) {
  const query = `query ($id: ID!, $phone: String!, $document: String!) {
    byId: client(by: {id: $id}) { phones { e164 } tickets { totalCount nodes { subject } } pingTasks { totalCount nodes { status } } }
    byPhone: client(by: {phone: $phone}) { id }
    byDocument: client(by: {document: $document}) { id contracts { id } invoices(first: 3) { totalCount } }
    clients(first: 1) { totalCount }
  }`;
  return steadily(() =>
    gateway.send<{
      readonly byId: {
        readonly phones: readonly { readonly e164: string }[];
        readonly tickets: { readonly totalCount: number };
        readonly pingTasks: { readonly totalCount: number; readonly nodes: readonly { readonly status: string }[] };
      };
    }>(query, { id, phone, document }),
  );
}

const purge = async (gateway: TestGateway, clientId: string) =>
  (await steadily(() => gateway.run(PurgeClientDocument, { input: { clientId } }))).purgeClient;

/** The calls that something costs, but for those that look after pings. */
async function readsDuring<Value>(gateway: TestGateway, run: () => Promise<Value>) {
  const { value, calls } = await callsDuring(gateway, run);
  return { value, calls: calls.filter((route) => !route.includes('/ping/{')) };
}

/** Redis has a tenth of a second for a command: on a machine that is too busy for that, asked again. */
async function steadily<Data>(send: () => Promise<Answer<Data>>): Promise<Data> {
  let answer = await send();
  while (codesOf(answer).includes('SERVICE_UNAVAILABLE')) answer = await send();
  return dataOf(answer);
}

describe.each(stores)('a purge of a client, with a store %s', (_, environmentOf) => {
  it('drops what is held of them and of their record at the other back end, and repeats no write', async () => {
    const gateway = await start({ environment: await environmentOf() });
    const hers = wispHubCases.negativeBalance;
    const read = () => readAll(gateway, person, newPhone, hers.cedula);
    expect((await writeAll(gateway, person)).map(({ __typename }) => __typename.slice(-7))).toEqual(
      Array(4).fill('Success'),
    );
    await writeAll(gateway, other);
    await until(async () => (await read()).byId.pingTasks.nodes[0]?.status === 'COMPLETED');
    expect((await read()).byId.tickets.totalCount).toBe(1);
    expect((await readsDuring(gateway, read)).calls).toEqual([]);

    expect(await purge(gateway, person)).toEqual({ clientIds: [person, account], unreachableBackends: [] });

    const { value, calls } = await readsDuring(gateway, read);
    const { byId } = value;
    expect([byId.tickets.totalCount, byId.pingTasks.totalCount]).toEqual([0, 0]);
    expect(calls).toEqual(
      expect.arrayContaining([
        'GET /api/v1/clients/',
        'GET /api/v1/clients/by-service-id/{service_id}',
        'GET /api/data',
        'GET /api/invoicing',
      ]),
    );
    const again = await readsDuring(gateway, () => writeAll(gateway, person));
    expect(again.value).toEqual(
      Array(4).fill({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_RESULT_PURGED' }),
    );
    expect(again.calls.filter((route) => /PUT|POST|\/pp/.test(route))).toEqual([]);
    expect(gateway.wispHub.effects.tickets.length + gateway.wispro.promises.length).toBe(3);
    expect((await writeAll(gateway, other)).map(({ replayed }) => replayed)).toEqual([true, true, true]);
    await until(() => gateway.journaled().some(({ outcome }) => outcome === 'PurgeClientSuccess'));
  });
});

it('a purge is nobody else’s than an administrator’s, and of nothing but a client', async () => {
  const gateway = await start();
  const who = { scopes: scopes.filter((scope) => scope !== 'admin') };
  expect(codesOf(await gateway.run(PurgeClientDocument, { input: { clientId: person } }, who))).toEqual(['FORBIDDEN']);
  const bad = await gateway.run(PurgeClientDocument, { input: { clientId: contract } });
  expect(bad.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.clientId' });
});

it('a purge tells which back end could not be asked for the same person, and does the rest', async () => {
  const gateway = await start();
  await writeAll(gateway, person);
  gateway.wispro.fault({ route: 'GET', fault: { kind: 'answer', when: 'before', status: 500, body: '' } });
  expect(await purge(gateway, person)).toEqual({ clientIds: [person], unreachableBackends: ['WISPRO'] });
  gateway.wispHub.fault({ route: 'GET', fault: { kind: 'answer', when: 'before', status: 500, body: '' } });
  expect(await purge(gateway, person)).toEqual({ clientIds: [person], unreachableBackends: ['WISPRO'] });
  gateway.wispHub.reset();
  gateway.wispro.reset();
  const gone = encodeId('Client', 'WISPHUB', 999_999);
  expect(await purge(gateway, gone)).toEqual({ clientIds: [gone], unreachableBackends: [] });
});

it('a ping that runs when its client is purged does not bring them back', async () => {
  const gateway = await start();
  const ping = async (id: string): Promise<string> => {
    const query = `mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }`;
    return dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(query, { id })).startPing.pingTask.id;
  };
  const statusOf = async (id: string): Promise<string | undefined> => {
    const query = 'query ($id: ID!) { pingTask(id: $id) { status } }';
    return dataOf(await gateway.send<{ pingTask: { status: string } | null }>(query, { id })).pingTask?.status;
  };
  const purged = await ping(person);
  expect(await statusOf(purged)).toBe('PENDING');
  await purge(gateway, person);
  // Whatever comes of the one has come once a later one has ended.
  const later = await ping(other);
  await until(async () => (await statusOf(later)) === 'COMPLETED');
  expect(await statusOf(purged)).toBeUndefined();
});

describe.skipIf(!canStartRedis())('a purge, where two instances share a Redis', () => {
  it('is heard by the other one too, and leaves no phone number in Redis', async () => {
    const REDIS_URL = await startServer();
    const first = await start({ environment: { REDIS_URL } });
    const second = await start({
      environment: { REDIS_URL },
      reach: async (_, backend) => first[backend].url,
    });
    const hers = wispHubCases.negativeBalance;
    await writeAll(first, person);
    await until(async () => (await readAll(second, person, newPhone, hers.cedula)).byId.phones[0]?.e164 === newPhone);
    expect((await readsDuring(first, () => readAll(second, person, newPhone, hers.cedula))).calls).toEqual([]);
    expect(await contentOf(REDIS_URL)).toMatch(/3009998877/);

    await purge(first, person);

    expect(await contentOf(REDIS_URL)).not.toMatch(/3009998877/);
    await until(async () => {
      const { calls } = await readsDuring(first, () => readAll(second, person, newPhone, hers.cedula));
      return calls.length > 0;
    });
    const retried = await writeAll(second, person);
    expect(retried.map(({ code }) => code)).toEqual(Array(4).fill('IDEMPOTENCY_RESULT_PURGED'));
  });
});

/** Every key of a Redis with what is in it. */
async function contentOf(url: string): Promise<string> {
  const redis = createRedis(url, { kind: 'requests', timeoutMs: 5_000 }, () => undefined);
  await redis.connect();
  const texts: unknown[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    if (type === 'hash') texts.push(key, await redis.hgetall(key));
    if (type === 'string') texts.push(key, await redis.get(key));
    if (type === 'stream') texts.push(key, await redis.xrange(key, '-', '+'));
    if (type === 'zset') texts.push(key, await redis.zrange(key, 0, -1));
    if (type === 'list') texts.push(key, await redis.lrange(key, 0, -1));
  }
  redis.disconnect();
  return JSON.stringify(texts);
}
