import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wispHubCases as cases, startWispHub, type WispHubEmulator } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Compiled, compileSource } from '../store/child-process.js';
import { canStartRedis, describeWith, type RedisServer, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { tokenOf } from './fleet.js';
import { type GatewayProcess, startProcess } from './process.js';
import { webhook } from './secret.js';
import { type Receiver, startReceiver, withStatus } from './webhook-receiver.js';

const webhookTimings = { poll: 50, attempt: 1_000, lease: 2_000, backOff: Array(100).fill(50), grace: 500 };
const pingTimings = { firstPoll: 50, maxPause: 100, deadline: 20_000 };
const people = [cases.typical, cases.pingStable, cases.negativeBalance, cases.pingIntermittent].map(({ id_servicio }) =>
  encodeId('Client', 'WISPHUB', id_servicio),
);

let compiled: Compiled;
let wispHub: WispHubEmulator;

beforeAll(async () => {
  compiled = await compileSource(['.']);
  wispHub = await startWispHub({ subscribers: 50, pingMs: 300, maxTicketsPerZone: 1_000 });
}, 120_000);

afterAll(async () => {
  await wispHub.close();
  compiled.remove();
});

const startGateway = (endpoint: Receiver, store: Readonly<Record<string, string>>): Promise<GatewayProcess> =>
  startProcess(
    compiled.directory,
    {
      ...{ WISPHUB_URL: wispHub.url, WISPHUB_USERNAME: 'gateway', WISPHUB_PASSWORD: 'wisphub-planted-password' },
      ...{ WEBHOOK_URLS: endpoint.url, WEBHOOK_SECRET: webhook.secret, WEBHOOK_ALLOW_PRIVATE: 'true' },
      ...store,
    },
    { webhookTimings, pingTimings },
  );

/** @returns the global id of the ticket. */
async function openTicket({ url }: GatewayProcess, clientId: string, key: string): Promise<string> {
  const query = `mutation ($input: CreateTicketInput!) {
    createTicket(input: $input) { ... on CreateTicketSuccess { ticket { id } } } }`;
  const input = { clientId, subject: 'Internet Lento', description: 'Lento', idempotencyKey: key, force: true };
  const { createTicket } = await send<{ createTicket: { ticket: { id: string } } }>(url, query, { input });
  return createTicket.ticket.id;
}

async function ping({ url }: GatewayProcess, id: string): Promise<string> {
  const query =
    'mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }';
  return (await send<{ startPing: { pingTask: { id: string } } }>(url, query, { id })).startPing.pingTask.id;
}

async function send<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokenOf()}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = (await response.json()) as { readonly data: Data };
  return data;
}

/** The things that were announced with success, in the order in which they came. */
const announced = (endpoint: Receiver): readonly unknown[] =>
  endpoint.received.map(({ event: { data } }) => data.ticketId ?? data.pingTaskId);

describeWith(canStartRedis(), 'webhooks of an instance that is killed', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.close());

  it('are sent by another one: what waited, what was being sent, and the pings that it watched', async () => {
    const endpoint = await startReceiver();
    endpoint.answer(() => undefined);
    const store = { REDIS_URL: redis.url };
    const killed = await startGateway(endpoint, store);
    const expected: string[] = [];
    for (const [index, person] of people.entries()) {
      for (const turn of [1, 2, 3]) expected.push(await openTicket(killed, person, `${index}-${turn}`));
    }
    await endpoint.has(people.length);
    for (const person of people) expected.push(await ping(killed, person));
    await killed.kill();

    const unanswered = endpoint.received.length;
    endpoint.answer(withStatus(204));
    const next = await startGateway(endpoint, store);
    await until(() => new Set(announced(endpoint).slice(unanswered)).size === expected.length, 30_000);
    expect(new Set(announced(endpoint).slice(unanswered))).toEqual(new Set(expected));
    for (const [index, person] of people.entries()) {
      const ofPerson = endpoint.received.slice(unanswered).filter(({ event }) => event.data.clientId === person);
      const tickets = ofPerson.flatMap(({ event: { data } }) => data.ticketId ?? []);
      expect(tickets).toEqual(expected.slice(index * 3, index * 3 + 3));
    }
    await next.kill();
    await endpoint.close();
  }, 120_000);

  it('are left to the next one by an instance that stops in order', async () => {
    const endpoint = await startReceiver();
    endpoint.answer(() => undefined);
    const store = { REDIS_URL: redis.url };
    const stopping = await startGateway(endpoint, store);
    const ticket = await openTicket(stopping, people[0] ?? '', 'stop');
    await endpoint.has(1);
    await stopping.stop();
    expect((await stopping.exit).code).toBe(0);
    const unanswered = endpoint.received.length;
    endpoint.answer(withStatus(204));
    const next = await startGateway(endpoint, store);
    await endpoint.has(unanswered + 1);
    expect(announced(endpoint).at(-1)).toBe(ticket);
    await next.kill();
    await endpoint.close();
  }, 120_000);
});

describe('webhooks of a process with a directory that is killed', () => {
  it('are sent by the next one, in order', async () => {
    const data = mkdtempSync(join(tmpdir(), 'isp-gateway-webhook-'));
    const endpoint = await startReceiver();
    endpoint.answer(withStatus(500));
    const store = { DATA_DIR: data };
    const killed = await startGateway(endpoint, store);
    const expected: string[] = [];
    for (const key of ['file-1', 'file-2', 'file-3']) expected.push(await openTicket(killed, people[1] ?? '', key));
    await endpoint.has(2);
    await killed.kill();
    const refused = endpoint.received.length;
    endpoint.answer(withStatus(204));
    const next = await startGateway(endpoint, store);
    await endpoint.has(refused + 3);
    expect(announced(endpoint).slice(refused)).toEqual(expected);
    await next.kill();
    await endpoint.close();
    rmSync(data, { recursive: true });
  }, 120_000);
});
