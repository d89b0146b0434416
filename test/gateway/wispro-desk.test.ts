import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cloudCases,
  cloudFaults,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../src/emulator/wispro/cloud/index.js';
import { plantedSecrets, wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const { suspended, paidAndPending } = wisproCases;
const clientId = encodeId('Client', 'WISPRO', suspended.clientId);
const unlimited = { points: 10_000, pointsAlone: 10_000, duration: 60 };

let cloud: WisproCloudEmulator;
let alone: TestGateway;
let both: TestGateway;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 60 });
  alone = await start([]);
  both = await start(['wispro']);
});

function start(backends: readonly 'wispro'[]): Promise<TestGateway> {
  const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
  const attemptLimits = { perTarget: unlimited, perCaller: unlimited };
  return startTestGateway({ backends, environment, attemptLimits });
}

beforeEach(() => {
  cloud.reset();
  both.wispro.reset();
});
afterAll(async () => {
  for (const gateway of [alone, both]) await gateway.close();
  await cloud.close();
});

const ways = [
  ['alone', () => alone],
  ['beside the integration', () => both],
] as const;

const create = `mutation ($input: CreateTicketInput!) {
  createTicket(input: $input) {
    __typename
    ... on CreateTicketSuccess { replayed ticket { id ticketId subject status client { id } } }
    ... on OutcomeUnknown { reference }
  }
}`;
let keys = 0;
const input = (more: object = {}) => {
  keys += 1;
  return { clientId, subject: 'sin conexion', description: 'No navega', idempotencyKey: `desk-${keys}`, ...more };
};
const posts = () => cloud.calls.filter(({ route }) => route.startsWith('POST'));

interface Created {
  readonly createTicket: { readonly __typename: string; readonly ticket: { readonly id: string } };
}

describe.each(ways)('a ticket by Wispro’s own API, %s', (_, gateway) => {
  it('is opened once, read by its id, and listed with its client', async () => {
    const variables = { input: input() };
    const { createTicket } = dataOf<Created>(await gateway().send(create, variables));
    expect(createTicket).toMatchObject({
      ...{ __typename: 'CreateTicketSuccess', replayed: false },
      ticket: { ticketId: 513, subject: 'Sin conexión', status: 'OPEN', client: { id: clientId } },
    });
    expect(dataOf(await gateway().send(create, variables))).toMatchObject({ createTicket: { replayed: true } });
    expect(posts()).toHaveLength(1);
    expect(cloud.issues.at(-1)?.description).toMatch(/^\[ref:[0-9a-f]{8}\] No navega$/);
    const read = `query ($id: ID!, $client: ID!) {
      node(id: $id) { ... on Ticket { ticketId priority } }
      ticket(ticketId: 512) { subject client { id } }
      client(by: { id: $client }) { tickets { totalCount nodes { id } } }
    }`;
    expect(dataOf(await gateway().send(read, { id: createTicket.ticket.id, client: clientId }))).toEqual({
      node: { ticketId: 513, priority: 'HIGH' },
      ticket: { subject: 'Consulta', client: { id: encodeId('Client', 'WISPRO', paidAndPending.clientId) } },
      client: { tickets: { totalCount: 1, nodes: [{ id: createTicket.ticket.id }] } },
    });
    expect(dataOf(await gateway().send('{ ticketSubjects { name } }'))).toEqual({
      ticketSubjects: [{ name: 'Consulta' }, { name: 'Lentitud' }, { name: 'Sin conexión' }],
    });
  });

  it('whose answer is lost is unknown, and never sent again', async () => {
    cloud.fault({ route: 'POST', fault: { kind: 'reset', when: 'after' }, times: 1 });
    const variables = { input: input({ subject: 'Lentitud' }) };
    for (let times = 0; times < 2; times += 1) {
      expect(dataOf(await gateway().send(create, variables))).toMatchObject({
        createTicket: { __typename: 'OutcomeUnknown', reference: expect.any(String) },
      });
    }
    const other = { input: input({ subject: 'Lentitud' }) };
    expect(dataOf<Created>(await gateway().send(create, other)).createTicket.__typename).not.toBe(
      'CreateTicketSuccess',
    );
    expect(posts()).toHaveLength(1);
  });
});

const money = `query ($id: ID!) {
  client(by: { id: $id }) { payments(first: 2) { totalCount truncated nodes { id state amount { amount } reference } } }
}`;

interface Paid {
  readonly client: { readonly payments: { readonly nodes: readonly { readonly id: string }[] } };
}

describe.each(ways)('money and plans by Wispro’s own API, %s', (_, gateway) => {
  it('has payments where the list looks at whose they are, each by its id too', async () => {
    cloud.settings({ paymentFilter: 'works' });
    const id = encodeId('Client', 'WISPRO', cloudCases.sixtyInvoices.clientId);
    const { client } = dataOf<Paid>(await gateway().send(money, { id }));
    expect(client.payments).toMatchObject({ totalCount: 59, truncated: false, nodes: [{ state: 'RECORDED' }, {}] });
    const [payment] = client.payments.nodes;
    const node = await gateway().send('query ($id: ID!) { node(id: $id) { id ... on Payment { method } } }', payment);
    expect(dataOf(node)).toEqual({ node: { id: payment?.id, method: 'cash' } });
    const reader = { scopes: ['clients:read', 'billing:read'] } as const;
    expect(codesOf(await gateway().send(money, { id }, reader))).toEqual(['FORBIDDEN']);
  });

  it('shows plans with speeds, also those of contracts', async () => {
    const query = `query ($id: ID!) {
      plans { name downloadMbps uploadMbps price { amount } }
      client(by: { id: $id }) { plan { name downloadMbps } contracts { nodeName plan { name uploadMbps } } }
    }`;
    expect(dataOf(await gateway().send(query, { id: clientId }))).toMatchObject({
      plans: [{ downloadMbps: 51.2, uploadMbps: 12.8, price: { amount: '15000.00' } }, {}, { price: null }],
      client: {
        plan: { name: 'Plan 50 MB', downloadMbps: 51.2 },
        contracts: [{ nodeName: null, plan: { name: 'Plan 50 MB', uploadMbps: 12.8 } }],
      },
    });
  });

  it('does not find debtors in a list without balances, and says so', async () => {
    const query = '{ clients(filter: { overdueOnly: true }) { foundCount } }';
    expect(codesOf(await gateway().send(query))).toEqual(['NOT_SUPPORTED']);
    expect(cloud.calls).toEqual([]);
  });
});

it('refuses payments that may be anybody’s, and offers none from then on', async () => {
  const gateway = await startTestGateway({
    backends: [],
    environment: { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken },
  });
  try {
    for (let times = 0; times < 2; times += 1) {
      expect(codesOf(await gateway.send(money, { id: clientId }))).toEqual(['NOT_SUPPORTED']);
    }
    expect(cloud.calls.filter(({ route }) => route.endsWith('payments'))).toHaveLength(1);
    const offered = '{ backends { capabilities } }';
    expect(JSON.stringify(dataOf(await gateway.send(offered)))).not.toContain('"PAYMENTS"');
  } finally {
    await gateway.close();
  }
});

describe.each(ways)('who somebody is by Wispro’s own API, %s', (way, gateway) => {
  const facts = { name: 'Oscar Suárez', document: suspended.dni, planName: 'Plan 50 MB' };
  const verify = `mutation ($input: VerifyClientInput!) {
    verifyClient(input: $input) { ... on VerifyClientSuccess { verified assurance { token } } }
  }`;
  const resolve = `mutation ($input: ResolveClientInput!) {
    resolveClient(input: $input) { __typename ... on ResolveClientSuccess { client { id } } }
  }`;

  it('is verified and found by their facts, and by no wrong one', async () => {
    const yes = dataOf(await gateway().send(verify, { input: { clientId, facts } }));
    expect(yes).toMatchObject({ verifyClient: { verified: true, assurance: { token: expect.any(String) } } });
    const wrong = { ...facts, planName: 'Plan 100 MB' };
    const no = dataOf(await gateway().send(verify, { input: { clientId, facts: wrong } }));
    expect(no).toMatchObject({ verifyClient: { verified: false, assurance: null } });
    const found = dataOf(await gateway().send(resolve, { input: { facts } }));
    expect(found).toMatchObject({ resolveClient: { __typename: 'ResolveClientSuccess', client: { id: clientId } } });
    const none = dataOf(await gateway().send(resolve, { input: { facts: wrong } }));
    expect(none).toMatchObject({ resolveClient: { __typename: 'ClientNotFound' } });
  });

  it('is not absent because the list lacks clients or cannot be read', async () => {
    // One that holds no list of before.
    const cold = await start(way === 'alone' ? [] : ['wispro']);
    try {
      cloud.settings({ moving: 'always', perPageCap: 50 });
      expect(codesOf(await cold.send(resolve, { input: { facts } }))).toEqual(['UPSTREAM_BAD_RESPONSE']);
      cloud.fault({ fault: cloudFaults.html(502) });
      expect(codesOf(await cold.send(resolve, { input: { facts } }))).toEqual(['UPSTREAM_UNAVAILABLE']);
    } finally {
      await cold.close();
    }
  });
});

it('takes four calls for a client with plan, contracts and invoices, and shows no secret', async () => {
  const query = `query ($id: ID!) {
    client(by: { id: $id }) {
      name document email status outstandingBalance { amount } plan { name price { amount } downloadMbps }
      contracts { id status pppoeUsername napName } invoices { nodes { number balance { amount } } }
    }
  }`;
  await alone.send(query, { id: clientId });
  const before = cloud.calls.length;
  const answer = await alone.send(query, { id: clientId });
  expect(
    cloud.calls
      .slice(before)
      .map(({ route }) => route.replace('GET /api/v1/', ''))
      .sort(),
  ).toEqual(['clients/{id}', 'clients/{id}/current_account', 'contracts', 'invoicing/invoices']);
  const shown = JSON.stringify(dataOf(answer)) + alone.logged() + both.logged();
  for (const secret of Object.values(plantedSecrets)) expect(shown).not.toContain(secret);
  expect(shown).not.toMatch(/No navega/);
});
