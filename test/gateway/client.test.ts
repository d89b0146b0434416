import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ClientCardDocument,
  ClientDetailDocument,
  ClientsDocument,
  type ClientsQuery,
  WhoWritesDocument,
} from '../../src/client/generated/operations.js';
import { wispHubCases as cases } from '../../src/emulator/wisphub/index.js';
import { encodeId } from '../../src/model/id.js';
import { type Answer, callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ wispHub: { subscribers: 2_000 } });
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const clientId = (serviceId: number): string => encodeId('Client', 'WISPHUB', serviceId);

describe('one client', () => {
  it('is found by document, with the plan and its price from the plan list and the client', async () => {
    const { value, calls } = await callsDuring(gateway, () =>
      gateway.run(ClientCardDocument, { document: '1.098.765.432' }),
    );
    expect(dataOf(value).client).toMatchObject({
      id: clientId(1001),
      status: 'ACTIVE',
      paymentStatus: 'Activo',
      phones: [{ raw: '3001234567', e164: '+573001234567' }],
      plan: { price: { currency: 'COP' } },
    });
    expect(calls).toEqual(['GET /api/v1/clients/by-document/{document}', 'GET /api/v1/internet-plans/']);
  });

  it.each([
    ['in E.164', '+573001234567'],
    ['as dialled', '3001234567'],
    ['with spaces', '300 123 4567'],
  ])('is found by a phone %s', async (_, phone) => {
    expect(dataOf(await gateway.run(WhoWritesDocument, { phone })).client?.id).toBe(clientId(1001));
  });

  it.each(['3242124123', '+573002687147'])('is found by either of two phones in one field (%s)', async (phone) => {
    expect(dataOf(await gateway.run(WhoWritesDocument, { phone })).client?.id).toBe(clientId(1002));
  });

  it('is found although the back end stores the phone with a plus, which it can never look up', async () => {
    const phone = cases.plusPhone.telefono;
    expect(dataOf(await gateway.run(WhoWritesDocument, { phone })).client?.id).toBe(
      clientId(cases.plusPhone.id_servicio),
    );
  });

  it('answers the first of several services with one document, and the list shows all of them', async () => {
    const document = cases.sharedDocumentFirst.cedula;
    expect(dataOf(await gateway.run(ClientCardDocument, { document })).client?.id).toBe(
      clientId(cases.sharedDocumentFirst.id_servicio),
    );
    const { clients } = dataOf(await gateway.run(ClientsDocument, { first: 10, filter: { document } }));
    expect(clients.edges.map(({ node }) => node.serviceId)).toEqual([
      cases.sharedDocumentFirst.id_servicio,
      cases.sharedDocumentSecond.id_servicio,
    ]);
  });

  it('shows every field of its detail', async () => {
    const { client } = dataOf(await gateway.run(ClientDetailDocument, { id: clientId(1001) }));
    expect(client).toMatchObject({
      serviceId: 1001,
      externalIds: [{ backend: 'WISPHUB', kind: 'SERVICE_ID', value: '1001' }],
      document: '1098765432',
      plan: {
        planId: expect.any(Number),
        downloadMbps: expect.any(Number),
        downloadSpeed: expect.stringMatching(/M$/),
      },
      zone: { isBlocked: false, maxTickets: 3 },
      tickets: { totalCount: 0, nodes: [] },
    });
  });

  it('is null when no back end knows them', async () => {
    expect(dataOf(await gateway.run(ClientDetailDocument, { id: clientId(999_999) })).client).toBeNull();
  });

  it.each([
    ['no document', cases.noDocument, { document: null }],
    ['no phone', cases.noPhone, { phones: [] }],
    ['no zone', cases.noZone, { zone: null }],
    ['no technician', cases.noTechnician, { technicianId: null }],
    ['no plan', cases.noPlan, { plan: null }],
    ['no cut-off date and no address', cases.noCutOffDate, { cutOffDate: null, antennaIp: null }],
    ['a credit', cases.negativeBalance, { outstandingBalance: { amount: '-15000.50', currency: 'COP' } }],
    ['a suspended service', cases.suspended, { status: 'SUSPENDED', paymentStatus: 'Suspendido' }],
    ['a service that was cut', cases.cut, { status: 'SUSPENDED', paymentStatus: 'Cortado' }],
    ['a cancelled service', cases.cancelled, { status: 'CANCELLED' }],
    ['a free service', cases.free, { status: 'FREE' }],
    ['a PCQ plan', cases.pcqPlan, { plan: { type: 'PCQ', downloadSpeed: null, note: expect.stringContaining('PCQ') } }],
  ])('with %s reads as it is', async (_, row, expected) => {
    const query = `query ($id: Int!) { client(by: {serviceId: $id}) { document phones { raw } zone { zoneId } technicianId
      plan { type downloadSpeed note } cutOffDate antennaIp outstandingBalance { amount currency } status paymentStatus } }`;
    const { client } = dataOf(await gateway.send<{ client: unknown }>(query, { id: row.id_servicio }));
    expect(client).toMatchObject(expected);
  });

  it('finds a plan whose name differs in case and spaces', async () => {
    const query = `query ($id: Int!) { client(by: {serviceId: $id}) { plan { planId name } } }`;
    const { client } = dataOf(
      await gateway.send<{ client: { plan: unknown } }>(query, { id: cases.strangePlanName.id_servicio }),
    );
    expect(client.plan).toMatchObject({ planId: expect.any(Number) });
  });

  it('has a cut-off date that is a calendar day, whatever order the back end writes it in', async () => {
    const query = `{ client(by: {serviceId: 1001}) { cutOffDate } }`;
    const { client } = dataOf(await gateway.send<{ client: { cutOffDate: string } }>(query));
    const [day = '', month = '', year = ''] = (cases.typical.fecha_corte ?? '').split('/');
    expect(client.cutOffDate).toBe(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  });
});

describe('a list of clients', () => {
  it('is paged by cursors that hold, and every client is met once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: Answer<ClientsQuery> = await gateway.run(ClientsDocument, { first: 100, after });
      const { clients } = dataOf(answer);
      seen.push(...clients.edges.map(({ node }) => node.id));
      after = clients.pageInfo.hasNextPage ? clients.pageInfo.endCursor : null;
      expect(clients).toMatchObject({ totalCount: null, foundCount: 2_000, completeness: 'UNPROVEN' });
    } while (after !== null);
    expect(new Set(seen).size).toBe(2_000);
    expect(seen).toHaveLength(2_000);
  });

  it('is searched without regard to case and accents', async () => {
    const { clients } = dataOf(await gateway.run(ClientsDocument, { first: 100, search: 'perez' }));
    expect(clients.edges.length).toBeGreaterThan(0);
    expect(clients.edges.every(({ node }) => /p[eé]rez/i.test(node.name ?? ''))).toBe(true);
    expect(clients.edges.some(({ node }) => /É/.test(node.name ?? ''))).toBe(true);
  });

  it('is filtered by every condition at once', async () => {
    const { clients: some } = dataOf(
      await gateway.run(ClientsDocument, { first: 100, filter: { zoneId: 9, status: ['ACTIVE'] } }),
    );
    expect(some.edges.length).toBeGreaterThan(0);
    for (const { node } of some.edges) expect(node).toMatchObject({ status: 'ACTIVE', zone: { zoneId: 9 } });
    const overdue = dataOf(
      await gateway.send<{ clients: { nodes: { outstandingBalance: { amount: string } }[] } }>(
        '{ clients(first: 100, filter: {overdueOnly: true}) { nodes { outstandingBalance { amount } } } }',
      ),
    );
    expect(overdue.clients.nodes.length).toBeGreaterThan(0);
    for (const { outstandingBalance } of overdue.clients.nodes)
      expect(Number(outstandingBalance.amount)).toBeGreaterThan(0);
  });

  it('says when it cannot know how many there are: an empty list may be an outage', async () => {
    gateway.wispHub.settings({ nativeDown: true });
    const { clients } = dataOf(await gateway.run(ClientsDocument, { first: 10 }));
    expect(clients).toMatchObject({ totalCount: null, foundCount: 0, completeness: 'PARTIAL', edges: [] });
  });

  it.each([0, -1, 101, 99_999_999])('refuses first: %d without asking a back end', async (first) => {
    const { value, calls } = await callsDuring(gateway, () => gateway.run(ClientsDocument, { first }));
    expect(codesOf(value)).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });

  it.each(['', 'a', 'ab', '*', '%%%', ' a '])('refuses the search %j without asking a back end', async (search) => {
    const { value, calls } = await callsDuring(gateway, () => gateway.run(ClientsDocument, { first: 5, search }));
    expect(codesOf(value)).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });
});

describe('the economy of calls', () => {
  it('200 clients by id in one operation cost one list', async () => {
    const ids = gateway.wispHub.clients.slice(0, 200).map(({ id_servicio }) => clientId(id_servicio));
    const query = `query ($a: [ID!]!, $b: [ID!]!) { a: nodes(ids: $a) { id ... on Client { name } } b: nodes(ids: $b) { id } }`;
    const { value, calls } = await callsDuring(gateway, () =>
      gateway.send<{ a: { id: string; name: string }[]; b: { id: string }[] }>(query, {
        a: ids.slice(0, 100),
        b: ids.slice(100),
      }),
    );
    const { a, b } = dataOf(value);
    expect([...a, ...b].map(({ id }) => id)).toEqual(ids);
    expect(calls).toEqual(['GET /api/v1/clients/']);
  });

  it('50 clients with their plans and zones cost a list of each that is asked for', async () => {
    const query = '{ clients(first: 50) { nodes { name plan { name type price { amount } } zone { zoneId } } } }';
    const { value, calls } = await callsDuring(gateway, () => gateway.send(query));
    dataOf(value);
    expect(calls).toEqual(['GET /api/v1/clients/', 'GET /api/v1/internet-plans/']);
  });

  it('the same client ten times under aliases costs one call', async () => {
    const fields = Array.from({ length: 10 }, (_, index) => `c${index}: client(by: {serviceId: 1001}) { name }`);
    const { value, calls } = await callsDuring(gateway, () => gateway.send(`{ ${fields.join(' ')} }`));
    dataOf(value);
    expect(calls).toEqual(['GET /api/v1/clients/by-service-id/{service_id}']);
  });

  it('three clients are looked up singly, four by way of the list, and those it lacks singly after all', async () => {
    const byId = (ids: readonly number[]) =>
      `{ ${ids.map((id, index) => `c${index}: client(by: {serviceId: ${id}}) { name }`).join(' ')} }`;
    const three = await callsDuring(gateway, () => gateway.send(byId([1001, 1002, 1004])));
    expect(three.calls).toHaveLength(3);
    const four = await callsDuring(gateway, () => gateway.send(byId([1001, 1002, 1004, 888_888])));
    expect(four.calls).toEqual(['GET /api/v1/clients/', 'GET /api/v1/clients/by-service-id/{service_id}']);
    expect(dataOf(four.value)).toMatchObject({ c0: { name: expect.any(String) }, c3: null });
  });

  it('one key that fails leaves the others whole', async () => {
    gateway.wispHub.fault({
      route: 'by-service-id',
      skip: 1,

      fault: { kind: 'answer', when: 'before', status: 500, body: '' },
    });
    const answer = await gateway.send<{ a: unknown; b: unknown }>(
      '{ a: client(by: {serviceId: 1001}) { name } b: client(by: {serviceId: 1002}) { name } }',
    );
    expect(answer.data).toMatchObject({ a: { name: expect.any(String) }, b: null });
    expect(answer.errors).toMatchObject([
      { path: ['b'], extensions: { code: 'UPSTREAM_UNAVAILABLE', backend: 'WISPHUB', retryable: true } },
    ]);
  });
});

describe('a key that could become part of a URL', () => {
  const hostile = [
    '..',
    '.',
    '../search?q=a',
    '%2e%2e',
    '../../admin/users',
    '300?token=x',
    '300#f',
    '//evil/',
    '\\..\\',
    '',
    ' ',
    '300\r\nX: y',
    '3\u0000',
    '３００１２３４５６７',
  ];

  it.each(hostile)('%j as phone or document is refused and no call is made', async (value) => {
    const query = `query ($v: String!) { a: client(by: {phone: $v}) { id } b: client(by: {document: $v}) { id } }`;
    const { value: answer, calls } = await callsDuring(gateway, () => gateway.send(query, { v: value }));
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });

  it.each(['../clients/', '..', 'a:b', Buffer.from('PingTask:WISPHUB:../clients/').toString('base64url')])(
    '%j as the id of a ping task is refused and no call is made',
    async (id) => {
      const { value, calls } = await callsDuring(gateway, () =>
        gateway.send('query ($id: ID!) { pingTask(id: $id) { id } node(id: $id) { id } }', { id }),
      );
      expect(codesOf(value).filter((code) => code !== 'BAD_USER_INPUT')).toEqual([]);
      expect(calls).toEqual([]);
    },
  );

  it.each([0, -1])('the service id %d is refused and no call is made', async (id) => {
    const { value, calls } = await callsDuring(gateway, () =>
      gateway.send(`{ client(by: {serviceId: ${id}}) { id } }`),
    );
    expect(codesOf(value)).toEqual(['BAD_USER_INPUT']);
    expect(calls).toEqual([]);
  });

  it('names the argument, and never repeats the value', async () => {
    const answer = await gateway.send('{ client(by: {phone: "../secret-value"}) { id } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'by.phone' });
    expect(JSON.stringify(answer.errors)).not.toContain('secret-value');
  });

  it('two keys at once are refused before anything runs', async () => {
    const answer = await gateway.send('{ client(by: {phone: "3001234567", serviceId: 1}) { id } }');
    expect(answer.status).toBe(400);
    expect(codesOf(answer)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});
