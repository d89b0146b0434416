import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WhoSaysWhatDocument } from '../../src/client/generated/operations.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const wispHubId = (row: { id_servicio: number }): string => encodeId('Client', 'WISPHUB', row.id_servicio);
const wisproId = (row: { clientId: string }): string => encodeId('Client', 'WISPRO', row.clientId);

const outage = { kind: 'answer', when: 'before', status: 500, body: '' } as const;

describe('an installation with both back ends', () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.close());

  beforeEach(() => {
    gateway.wispHub.reset();
    gateway.wispro.reset();
  });

  it.each([
    [
      'WispHub, asked by service id',
      'serviceId: 1040',
      '{ name status plan { name } outstandingBalance { amount } }',
      ['wisphub'],
    ],
    [
      'WispHub, asked by document',
      'document: "30111222"',
      '{ name phones { e164 } cutOffDate antennaIp }',
      ['wisphub'],
    ],
    ['shared fields, asked by document', 'document: "30111222"', '{ id name document }', ['wisphub']],
    [
      'Wispro, asked by document',
      'document: "30111222"',
      '{ id email contracts { ip } invoices { totalCount } }',
      ['wisphub', 'wispro'],
    ],
    [
      'Wispro, asked by its own key',
      'wispro: {type: DNI, value: "30111222"}',
      '{ name email contracts { id } }',
      ['wispro'],
    ],
    ['both, asked by document', 'document: "30111222"', '{ plan { name } contracts { id } }', ['wisphub', 'wispro']],
    ['Wispro, in a fragment', 'document: "30111222"', '{ ... on Client { ...F } }', ['wisphub', 'wispro']],
  ])('a query of fields of %s asks those alone', async (_, by, fields, asked) => {
    const query = `{ client(by: {${by}}) ${fields} } ${fields.includes('...F') ? 'fragment F on Client { email }' : ''}`;
    const { value, calls } = await callsDuring(gateway, () => gateway.send(query));
    dataOf(value);
    const sides = new Set(calls.map((route) => (route.includes('/api/v1/') ? 'wisphub' : 'wispro')));
    expect([...sides].sort()).toEqual(asked);
  });

  it('joins by identity document, both ways', async () => {
    const fields = '{ serviceId email outstandingBalance { currency } contracts { contractId } }';
    const expected = {
      serviceId: wispHubCases.sharedPersonOne.id_servicio,
      email: expect.stringContaining('@'),
      outstandingBalance: { currency: 'COP' },
      contracts: [{ contractId: wisproCases.paidAndPending.contracts.enabled }],
    };
    const from = await gateway.send(`{ a: client(by: {serviceId: ${wispHubCases.sharedPersonOne.id_servicio}}) ${fields}
      b: client(by: {wispro: {type: COD, value: "000001"}}) ${fields} }`);
    expect(dataOf(from)).toMatchObject({ a: expected, b: expected });
  });

  it('joins a company by its tax id, both ways', async () => {
    const answer =
      await gateway.send(`{ a: client(by: {serviceId: ${wispHubCases.sharedCompany.id_servicio}}) { contracts { contractId } }
      b: client(by: {wispro: {type: CUIT, value: "30-71234567-1"}}) { serviceId } }`);
    expect(dataOf(answer)).toMatchObject({
      a: { contracts: [{ contractId: wisproCases.company.contracts.enabled }] },
      b: { serviceId: wispHubCases.sharedCompany.id_servicio },
    });
  });

  it('says what each back end has, also where they disagree', async () => {
    const { client } = dataOf(await gateway.run(WhoSaysWhatDocument, { by: { document: wisproCases.suspended.dni } }));
    const [wispHub, wispro] = client?.sources ?? [];
    expect(wispHub).toMatchObject({
      backend: 'WISPHUB',
      found: true,
      document: '32333444',
      freshness: { stale: false },
      unavailable: null,
    });
    expect(wispro).toMatchObject({ backend: 'WISPRO', found: true, status: 'SUSPENDED', upstreamStatus: 'disabled' });
    expect(wispHub?.name).not.toBe(wispro?.name);
    expect([wispHub?.conflict, wispro?.conflict]).toEqual([false, true]);
    expect(client?.externalIds.map(({ backend, kind }) => `${backend} ${kind}`)).toEqual([
      'WISPHUB SERVICE_ID',
      'WISPRO CLIENT_ID',
      'WISPRO CONTRACT_ID',
      'WISPRO CONTRACT_PUBLIC_ID',
    ]);
  });

  it('takes a shared field from the record that was found, never from both', async () => {
    const fields = '{ name document status paymentStatus }';
    const answer = await gateway.send<Record<'a' | 'b', { name: string; paymentStatus: string }>>(
      `{ a: client(by: {serviceId: ${wispHubCases.sharedPersonThree.id_servicio}}) ${fields}
         b: client(by: {wispro: {type: DNI, value: "32333444"}}) ${fields} }`,
    );
    const { a, b } = dataOf(answer);
    expect(a).toMatchObject({
      name: wispHubCases.sharedPersonThree.nombre,
      paymentStatus: wispHubCases.sharedPersonThree.estado,
    });
    expect(b).toMatchObject({ name: expect.stringMatching(/SUÁREZ$/), paymentStatus: 'disabled', status: 'SUSPENDED' });
  });

  it('finds nobody for a document that only looks alike, and says who was asked', async () => {
    const query = `{ client(by: {serviceId: 1001}) { email contracts { id } sources { backend found } } }`;
    expect(dataOf(await gateway.send(query))).toEqual({
      client: {
        email: null,
        contracts: [],
        sources: [
          { backend: 'WISPHUB', found: true },
          { backend: 'WISPRO', found: false },
        ],
      },
    });
  });

  it('never shows a stranger where two clients of Wispro share a DNI', async () => {
    gateway.wispro.settings({ ambiguousAs: 'array' });
    const answer = await gateway.send(
      `{ client(by: {wispro: {type: DNI, value: "${wisproCases.sharedDniFirst.dni}"}}) { name } }`,
    );
    expect(answer.data).toEqual({ client: null });
    expect(codesOf(answer)).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });

  it('with Wispro down shows all that WispHub knows, and an error at each path that misses', async () => {
    gateway.wispro.fault({ fault: outage });
    const answer = await gateway.send(`{ client(by: {serviceId: 1040}) { name plan { name } email contracts { id }
      invoices { nodes { id } totalCount truncated } sources { backend found unavailable } externalIds { backend } } }`);
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({
      client: {
        name: wispHubCases.sharedPersonOne.nombre,
        plan: { name: expect.any(String) },
        email: null,
        contracts: [],
        invoices: { nodes: [], totalCount: null, truncated: false },
        externalIds: [{ backend: 'WISPHUB' }],
        sources: [
          { backend: 'WISPHUB', found: true, unavailable: null },
          { backend: 'WISPRO', found: null, unavailable: 'UPSTREAM_UNAVAILABLE' },
        ],
      },
    });
    const misses = answer.errors
      .map(({ path, extensions }) => `${path?.join('.')} ${extensions.code} ${extensions.backend}`)
      .sort();
    expect(misses).toEqual(
      ['contracts', 'email', 'externalIds', 'invoices'].map((field) => `client.${field} UPSTREAM_UNAVAILABLE WISPRO`),
    );
  });

  it('with WispHub down shows all that Wispro knows', async () => {
    gateway.wispHub.fault({ fault: outage });
    const answer = await gateway.send(
      `{ client(by: {document: "30111222"}) { name email contracts { id } outstandingBalance { amount } } }`,
    );
    expect(answer.data).toMatchObject({
      client: { email: expect.any(String), contracts: [{}], outstandingBalance: null },
    });
    expect(answer.errors.map(({ path }) => path?.join('.')).sort()).toEqual(['client', 'client.outstandingBalance']);
  });

  it("accepts any of a client's ids as a node, each naming its own record", async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Client { name serviceId email } } }';
    const ids = [wispHubId(wispHubCases.sharedPersonOne), wisproId(wisproCases.paidAndPending)];
    const { nodes } = dataOf(
      await gateway.send<{ nodes: { id: string; serviceId: number; email: string }[] }>(query, { ids }),
    );
    expect(nodes.map(({ id }) => id)).toEqual(ids);
    expect(new Set(nodes.map(({ serviceId }) => serviceId)).size).toBe(1);
    expect(new Set(nodes.map(({ email }) => email)).size).toBe(1);
  });

  it('gives a client without a contract an id that leads back, without the document in it', async () => {
    const byDocument = await gateway.send<{ client: { id: string } }>(
      '{ client(by: {wispro: {type: DNI, value: "33444555"}}) { id email } }',
    );
    const { id } = dataOf(byDocument).client;
    expect(Buffer.from(id, 'base64url').toString()).not.toContain('33444555');
    const again = await gateway.send('query ($id: ID!) { node(id: $id) { ... on Client { name document } } }', { id });
    expect(dataOf(again)).toMatchObject({ node: { document: '33444555' } });
  });

  it('opens tickets for a client who was found at Wispro, where WispHub knows them', async () => {
    const input = {
      clientId: wisproId(wisproCases.threeContracts),
      subject: 'Internet Lento',
      description: 'x',
      idempotencyKey: 'joined',
    };
    const mutation = `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { __typename ... on CreateTicketSuccess { ticket { client { serviceId } } } } }`;
    expect(dataOf(await gateway.send(mutation, { input }))).toEqual({
      createTicket: {
        __typename: 'CreateTicketSuccess',
        ticket: { client: { serviceId: wispHubCases.sharedPersonTwo.id_servicio } },
      },
    });
    const query = 'query ($id: ID!) { client(by: {id: $id}) { tickets { totalCount } } }';
    expect(dataOf(await gateway.send(query, { id: input.clientId }))).toEqual({
      client: { tickets: { totalCount: 1 } },
    });
  });

  it.each(['ID', 'COD', 'DNI', 'CUIT'])(
    'a Wispro key of type %s that cannot be one is refused without a call',
    async (type) => {
      const query = `query ($v: String!) { client(by: {wispro: {type: ${type}, value: $v}}) { id } }`;
      for (const v of ['1&client_id_eq=2', '../x', '', ' ']) {
        const { value, calls } = await callsDuring(gateway, () => gateway.send(query, { v }));
        expect(codesOf(value)).toEqual(['BAD_USER_INPUT']);
        expect(calls).toEqual([]);
      }
    },
  );
});

describe('an installation with one back end', () => {
  let wispro: TestGateway;
  let wispHub: TestGateway;

  beforeAll(async () => {
    wispro = await startTestGateway({ backends: ['wispro'] });
    wispHub = await startTestGateway({ backends: ['wispHub'] });
  });

  afterAll(async () => {
    await wispro.close();
    await wispHub.close();
  });

  it('says what it can do', async () => {
    const query = '{ backends { backend dialect state capabilities } }';
    expect(dataOf(await wispro.send(query))).toEqual({
      backends: [
        {
          backend: 'WISPRO',
          dialect: null,
          state: expect.any(String),
          capabilities: [
            'CLIENT_LOOKUP',
            'CONTRACTS',
            'INVOICES',
            'PAYMENT_LINKS',
            'PAYMENT_PROMISES',
            'CONTACT_DETAILS',
          ],
        },
      ],
    });
    const { backends } = dataOf(await wispHub.send<{ backends: { capabilities: string[] }[] }>(query));
    expect(backends).toHaveLength(1);
    expect(backends[0]?.capabilities).not.toContain('INVOICES');
  });

  it('of Wispro alone finds clients, shows what they are billed, and says that there are no tickets here', async () => {
    const query =
      '{ client(by: {document: "30111222"}) { name contracts { id } invoices { totalCount } tickets { nodes { id } } } }';
    const answer = await wispro.send(query);
    expect(answer.data).toMatchObject({
      client: { contracts: [{}], invoices: { totalCount: 2 }, tickets: { nodes: [] } },
    });
    expect(answer.errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`)).toEqual([
      'client.tickets NOT_SUPPORTED',
    ]);
  });

  it.each([
    ['{ plans { id } }'],
    ['{ clients { totalCount } }'],
    ['{ ticketSubjects { name } }'],
    ['{ client(by: {serviceId: 1}) { id } }'],
    ['{ client(by: {phone: "+573001234567"}) { id } }'],
    ['{ ticket(ticketId: 1) { id } }'],
    ['{ zone(zoneId: 1) { isBlocked } }'],
    ['{ client(by: {document: "30111222"}) { outstandingBalance { amount } } }'],
    [
      'mutation { createTicket(input: {clientId: "x", subject: "x", description: "x", idempotencyKey: "x"}) { __typename } }',
    ],
    ['mutation { startPing(input: {clientId: "x"}) { __typename } }'],
    ['mutation { updateClient(input: {clientId: "x", document: "123456"}) { __typename } }'],
    ['mutation { verifyClient(input: {clientId: "x", facts: {}}) { __typename } }'],
  ])('of Wispro alone answers NOT_SUPPORTED to %s', async (query) => {
    const answer = await wispro.send(query);
    expect(answer.status).toBe(200);
    expect(codesOf(answer)).toEqual(['NOT_SUPPORTED']);
  });

  it('of WispHub alone answers NOT_SUPPORTED at what Wispro would know, and the rest whole', async () => {
    const query =
      '{ client(by: {serviceId: 1040}) { name email contracts { id } invoices { nodes { id } } externalIds { kind } sources { backend } } }';
    const answer = await wispHub.send(query);
    expect(answer.data).toMatchObject({
      client: {
        name: expect.any(String),
        email: null,
        contracts: [],
        invoices: { nodes: [] },
        externalIds: [{ kind: 'SERVICE_ID' }],
        sources: [{ backend: 'WISPHUB' }],
      },
    });
    expect(codesOf(answer)).toEqual(['NOT_SUPPORTED', 'NOT_SUPPORTED', 'NOT_SUPPORTED']);
    const promise =
      'mutation { createPaymentPromise(input: {contractId: "x", validUntil: "2026-01-01", idempotencyKey: "x"}) { __typename } }';
    expect(codesOf(await wispHub.send(promise))).toEqual(['NOT_SUPPORTED']);
  });
});

describe('a page of clients with what the other back end knows', () => {
  it('is whole although it takes more look-ups than a back end has places for at once', async () => {
    const gateway = await startTestGateway({
      wispHub: { subscribers: 300 },
      environment: { COST_PER_MINUTE: '100000' },
    });
    gateway.wispro.setLatency(150);
    const answer = await gateway.send<{ clients: { nodes: { email: string | null }[] } }>(
      '{ clients(first: 95) { nodes { email } } }',
    );
    expect(dataOf(answer).clients.nodes.filter(({ email }) => email !== null).length).toBeGreaterThan(20);
    await gateway.close();
  });
});
