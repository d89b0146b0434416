import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebhookTimings } from '../../src/domain/webhook/dispatch.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { canStartRedis, startRedis } from '../store/redis-server.js';
import { until } from '../store/subject.js';
import { codesOf, dataOf, metricsToken, startTestGateway, type TestGateway, type Who } from './gateway.js';
import { startInstances } from './instances.js';
import { webhook } from './secret.js';
import { type Received, type Receiver, startReceiver, withStatus } from './webhook-receiver.js';

const quick: Partial<WebhookTimings> = { poll: 20, attempt: 1_000, lease: 3_000, backOff: [20, 20], grace: 100 };

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function receiver(secret?: string): Promise<Receiver> {
  const started = await startReceiver(secret);
  closers.push(() => started.close());
  return started;
}

const environmentOf = (receivers: readonly Pick<Receiver, 'url'>[]) => ({
  WEBHOOK_URLS: receivers.map(({ url }) => url).join(','),
  WEBHOOK_SECRET: webhook.secret,
  WEBHOOK_ALLOW_PRIVATE: 'true',
});

async function start(
  receivers: readonly Pick<Receiver, 'url'>[],
  environment: Readonly<Record<string, string>> = {},
  webhookTimings: Partial<WebhookTimings> = {},
): Promise<TestGateway> {
  const gateway = await startTestGateway({
    wispHub: { maxTicketsPerZone: 100 },
    environment: { ...environmentOf(receivers), ...environment },
    webhookTimings: { ...quick, ...webhookTimings },
  });
  closers.push(() => gateway.close());
  return gateway;
}

const clientOf = ({ id_servicio }: { readonly id_servicio: number }): string =>
  encodeId('Client', 'WISPHUB', id_servicio);

const [client, other] = [clientOf(cases.typical), clientOf(cases.pingStable)];

async function ping(gateway: TestGateway, id: string): Promise<string> {
  const query =
    'mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id } } } }';
  const { startPing } = dataOf(await gateway.send<{ startPing: { pingTask: { id: string } } }>(query, { id }));
  return startPing.pingTask.id;
}

/** A ticket of its own subject, so that none is a duplicate. @returns its global id. */
async function openTicket(gateway: TestGateway, id: string, key: string, subject = 'Internet Lento'): Promise<string> {
  const query = `mutation ($input: CreateTicketInput!) {
    createTicket(input: $input) { ... on CreateTicketSuccess { ticket { id } } ... on Problem { code } }
  }`;
  const input = { clientId: id, subject, description: 'Llámame al 3001234567', idempotencyKey: key, force: true };
  const answer = await gateway.send<{ createTicket: { ticket: { id: string } } }>(query, { input });
  return dataOf(answer).createTicket.ticket.id;
}

interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly host: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastOutcome: string | null;
  readonly clientId: string | null;
  readonly nextAttemptAt: string | null;
}

async function deliveries(gateway: TestGateway, state: string | null = null): Promise<readonly Delivery[]> {
  const query = `query ($state: WebhookDeliveryState) { webhookDeliveries(state: $state) {
    nodes { id eventId type clientId host state attempts lastOutcome createdAt nextAttemptAt } } }`;
  const answer = await gateway.send<{ webhookDeliveries: { nodes: readonly Delivery[] } }>(query, { state });
  return dataOf(answer).webhookDeliveries.nodes;
}

const inState = (gateway: TestGateway, state: string, count: number): Promise<void> =>
  until(async () => (await deliveries(gateway, state)).length === count);

const replay = (gateway: TestGateway, id: string, who?: Who) =>
  gateway.send<{ replayWebhook: { delivery: { id: string; state: string } } }>(
    'mutation ($id: ID!) { replayWebhook(input: {id: $id}) { ... on ReplayWebhookSuccess { delivery { id state } } } }',
    { id },
    who,
  );

describe('a webhook', () => {
  it('announces the end of a ping, signed, with ids and facts alone', async () => {
    const endpoint = await receiver();
    const gateway = await start([endpoint]);
    const pingTaskId = await ping(gateway, other);
    await endpoint.has(1);
    await inState(gateway, 'DELIVERED', 1);
    expect(endpoint.received).toMatchObject([
      {
        id: expect.stringMatching(/^evt_[\w-]{22}$/),
        path: webhook.path,
        headers: { 'content-type': 'application/json', 'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/) },
      },
    ]);
    expect(endpoint.received[0]?.event).toEqual({
      type: 'ping.completed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { pingTaskId, clientId: other, status: 'COMPLETED', connection: 'STABLE' },
    });
    expect(endpoint.forged()).toBe(0);
  });

  it('announces a new ticket once, and none for a replay', async () => {
    const endpoint = await receiver();
    const gateway = await start([endpoint]);
    const ticketId = await openTicket(gateway, client, 'one');
    expect(await openTicket(gateway, client, 'one')).toBe(ticketId);
    const second = await openTicket(gateway, client, 'two', 'No Tiene Internet');
    await endpoint.has(2);
    await inState(gateway, 'DELIVERED', 2);
    expect(endpoint.received.map(({ event }) => event.data)).toEqual([
      { ticketId, clientId: client, status: 'OPEN', priority: expect.any(String) },
      expect.objectContaining({ ticketId: second }),
    ]);
    expect(JSON.stringify(endpoint.received)).not.toMatch(/3001234567|Lento/);
  });

  it('is signed with every secret of a rotation, and sent as the configuration says', async () => {
    const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const [endpoint, rotated] = [await receiver(), await receiver(next)];
    const gateway = await start([endpoint, rotated], {
      WEBHOOK_SECRET: `${webhook.secret} ${next}`,
      WEBHOOK_EVENTS: 'ping.completed',
    });
    await openTicket(gateway, client, 'one');
    await ping(gateway, other);
    await Promise.all([endpoint.has(1), rotated.has(1)]);
    await inState(gateway, 'DELIVERED', 2);
    const [[one], [two]] = [endpoint.received, rotated.received];
    expect(one?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    expect(two?.id).toBe(one?.id);
    expect([endpoint, rotated].map(({ received }) => received.map(({ event }) => event.type))).toEqual(
      Array(2).fill(['ping.completed']),
    );
    expect(endpoint.forged() + rotated.forged()).toBe(0);
  });

  it('is sent again with the same id until it is received, and the client’s next ones wait for it', async () => {
    const endpoint = await receiver();
    const isOther = ({ event }: Received): boolean => event.data.clientId === other;
    // The one client's is not received before the other's has come.
    endpoint.answer((response) => withStatus(endpoint.received.some(isOther) ? 200 : 503)(response));
    const gateway = await start([endpoint], {}, { backOff: Array(500).fill(20) });
    const first = await openTicket(gateway, client, 'one');
    const second = await openTicket(gateway, client, 'two', 'No Tiene Internet');
    const others = await openTicket(gateway, other, 'three');
    await inState(gateway, 'DELIVERED', 3);
    const order = endpoint.received.map(({ event }) => event.data.ticketId);
    const failed = order.indexOf(others);
    expect(failed).toBeGreaterThan(0);
    expect(order).toEqual([...Array(failed).fill(first), others, first, second]);
    expect(new Set(endpoint.received.map(({ id }) => id)).size).toBe(3);
    const metrics = await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
    const text = await metrics.text();
    expect(text).toMatch(/^isp_gateway_webhook_attempts_total\{type="ticket.created",outcome="delivered"\} 3$/m);
    expect(text).toMatch(/^isp_gateway_webhook_attempts_total\{type="ticket.created",outcome="failed"\} [1-9]\d*$/m);
  });

  it('becomes a dead letter after the last attempt, is seen there, and is replayed by its id', async () => {
    const endpoint = await receiver();
    endpoint.answer(withStatus(500));
    const gateway = await start([endpoint]);
    await openTicket(gateway, client, 'one');
    await inState(gateway, 'DEAD', 1);
    expect(endpoint.received).toHaveLength(3);
    const [dead] = await deliveries(gateway);
    expect(dead).toMatchObject({
      ...{ state: 'DEAD', attempts: 3, lastOutcome: 'http_500', nextAttemptAt: null },
      ...{ host: endpoint.host, clientId: client, eventId: endpoint.received[0]?.id, type: 'ticket.created' },
    });
    expect(gateway.logged()).toMatch(/"msg":"a webhook is a dead letter"/);
    endpoint.answer(withStatus(204));
    const id = dead?.id ?? '';
    expect(codesOf(await replay(gateway, id, { scopes: ['tickets:write'] }))).toEqual(['FORBIDDEN']);
    expect(dataOf(await replay(gateway, id)).replayWebhook.delivery.id).toBe(id);
    await inState(gateway, 'DELIVERED', 1);
    expect(await deliveries(gateway, 'DEAD')).toEqual([]);
    expect(endpoint.received.map((each) => each.id)).toEqual(Array(4).fill(dead?.eventId));
    const unknown = await replay(gateway, 'evt_unknown.endpoint');
    expect(unknown.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'input.id' });
  });

  it('becomes a dead letter at once where the receiver is gone for good', async () => {
    const endpoint = await receiver();
    endpoint.answer(withStatus(410));
    const gateway = await start([endpoint]);
    await openTicket(gateway, client, 'one');
    await inState(gateway, 'DEAD', 1);
    expect(endpoint.received).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const [endpoint, target] = [await receiver(), await receiver()];
    endpoint.answer(withStatus(307, { location: target.url }));
    const gateway = await start([endpoint], {}, { backOff: [] });
    await openTicket(gateway, client, 'one');
    await inState(gateway, 'DEAD', 1);
    expect(await deliveries(gateway)).toMatchObject([{ lastOutcome: 'http_307' }]);
    expect([target.received.length, target.forged()]).toEqual([0, 0]);
  });

  it('waits for no slow endpoint but its own, and counts an answer that does not come as a failure', async () => {
    const [slow, quickOne] = [await receiver(), await receiver()];
    slow.answer(() => undefined);
    const gateway = await start([slow, quickOne], {}, { attempt: 2_000, backOff: [] });
    for (const key of ['one', 'two', 'three']) await openTicket(gateway, client, key);
    await quickOne.has(3);
    expect((await deliveries(gateway, 'PENDING')).map(({ host }) => host)).toEqual(Array(3).fill(slow.host));
    expect(slow.received).toHaveLength(1);
    await inState(gateway, 'DEAD', 1);
    expect(await deliveries(gateway, 'DEAD')).toMatchObject([{ host: slow.host, lastOutcome: 'timeout' }]);
  });

  it('is received where the answer’s body never ends', async () => {
    const endpoint = await receiver();
    endpoint.answer((response) => {
      response.writeHead(200);
      response.write('x');
    });
    const gateway = await start([endpoint], {}, { attempt: 10_000 });
    await openTicket(gateway, client, 'one');
    await inState(gateway, 'DELIVERED', 1);
  });

  it('is forgotten with its client, and not sent any more', async () => {
    const endpoint = await receiver();
    endpoint.answer(withStatus(500));
    const gateway = await start([endpoint], {}, { backOff: [60_000] });
    await openTicket(gateway, client, 'one');
    await openTicket(gateway, other, 'two');
    await until(async () => (await deliveries(gateway)).filter(({ attempts }) => attempts === 1).length === 2);
    const purge = 'mutation ($id: ID!) { purgeClient(input: {clientId: $id}) { __typename } }';
    dataOf(await gateway.send(purge, { id: client }));
    expect((await deliveries(gateway)).map(({ clientId }) => clientId)).toEqual([other]);
  });

  it('may be read by administrators alone', async () => {
    const gateway = await start([await receiver()]);
    const answer = await gateway.send(
      '{ webhookDeliveries { nodes { id } totalCount } }',
      {},
      { scopes: ['network:read'] },
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect(answer.data).toMatchObject({ webhookDeliveries: { nodes: [] } });
  });
});

describe.skipIf(!canStartRedis())('webhooks of two instances over one Redis', () => {
  it('are sent once while both live', { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    closers.push(() => redis.close());
    const endpoint = await receiver();
    const instances = await startInstances(redis, {
      wispHub: { maxTicketsPerZone: 100 },
      environment: environmentOf([endpoint]),
      webhookTimings: { ...quick, attempt: 5_000, lease: 20_000 },
    });
    closers.push(() => instances.close());
    const { one, other: two } = instances;
    const people = [cases.typical, cases.pingStable, cases.negativeBalance, cases.pingIntermittent].map(clientOf);
    const expected = new Set<unknown>();
    for (const [index, person] of people.entries()) {
      for (const gateway of [one, two]) expected.add(await openTicket(gateway, person, `key-${index}-${gateway.url}`));
      expected.add(await ping(index % 2 === 0 ? one : two, person));
    }
    expect(expected.size).toBe(12);
    await inState(one, 'DELIVERED', 12);
    expect(await deliveries(two, 'PENDING')).toEqual([]);
    const got = endpoint.received.map(({ event: { data } }) => data.ticketId ?? data.pingTaskId);
    expect(got).toHaveLength(12);
    expect(new Set(got)).toEqual(expected);
    expect(endpoint.forged()).toBe(0);
  });
});

it('the signature verifies with the library of Standard Webhooks, and no changed body does', async () => {
  const endpoint = await receiver();
  const gateway = await start([endpoint]);
  await openTicket(gateway, client, 'one');
  await endpoint.has(1);
  const { headers, event } = endpoint.received[0] ?? { headers: {}, event: null };
  const verifier = new Webhook(webhook.secret);
  const body = JSON.stringify(event);
  expect(verifier.verify(body, headers as Record<string, string>)).toEqual(event);
  expect(() => verifier.verify(`${body} `, headers as Record<string, string>)).toThrow(/No matching signature/);
});
