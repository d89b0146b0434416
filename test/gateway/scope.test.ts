import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/domain/cache/lifetime.js';
import { wispHubCases } from '../../src/emulator/wisphub/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { type Scope, scopes } from '../../src/model/caller.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => gateway.wispHub.reset());

const bot = { subject: 'bot', scopes: scopes.filter((scope) => scope !== 'personal:read' && scope !== 'admin') };
const only = (...granted: readonly Scope[]) => ({ scopes: granted });
const person = wispHubCases.sharedPersonOne;
const clientId = encodeId('Client', 'WISPHUB', person.id_servicio);
const contractId = encodeId(
  'Contract',
  'WISPRO',
  wisproCases.paidAndPending.clientId,
  wisproCases.paidAndPending.contracts.enabled,
);

const everything = `fragment Everything on Client { name document phones { raw e164 } address city email antennaIp
  location { latitude } contracts { contractId ip macAddress address location { latitude } pppoeUsername }
  sources { name document } externalIds { value } }`;

interface Everything {
  readonly name: string;
  readonly document: string;
  readonly phones: readonly { readonly raw: string; readonly e164: string | null }[];
  readonly address: string;
  readonly email: string | null;
  readonly antennaIp: string | null;
  readonly contracts: readonly Readonly<Record<string, unknown>>[];
  readonly sources: readonly { readonly name: string; readonly document: string }[];
}

const whole = async (): Promise<Everything> => {
  const query = `query ($id: ID!) { client(by: {id: $id}) { ...Everything } } ${everything}`;
  return dataOf(await gateway.send<{ client: Everything }>(query, { id: clientId })).client;
};

describe('without personal:read', () => {
  it('a person is shown by name, with the end of what they know and nothing of what has no end', async () => {
    const query = `query ($id: ID!) { client(by: {id: $id}) { ...Everything } } ${everything}`;
    const { data, errors } = await gateway.send<{ client: Everything }>(query, { id: clientId }, bot);
    const client = data?.client as Everything;
    const shown = await whole();
    expect(client).toMatchObject({
      name: person.nombre,
      city: 'Sabanagrande',
      document: '•••••22',
      phones: [{ raw: '•••••28', e164: null }],
      address: `•••••${shown.address.slice(-3)}`,
      email: null,
      antennaIp: null,
      location: null,
      sources: [
        { name: person.nombre, document: '•••••22' },
        { name: expect.any(String), document: '•••••22' },
      ],
    });
    // What they have signed for is shown once they have shown who they are.
    expect([client.contracts, errors.map(({ path }) => path)]).toEqual([[], [['client', 'contracts']]]);
    expect(client.phones).toHaveLength(shown.phones.length);
  });

  it.each([
    [
      'under aliases',
      'query ($id: ID!) { x: client(by: {id: $id}) { a: document b: email c: phones { d: raw e: e164 } f: antennaIp } }',
    ],
    [
      'in fragments',
      `query ($id: ID!) { ...Q } fragment Q on Query { client(by: {id: $id}) { ... on Client { ...Everything } } } ${everything}`,
    ],
    [
      'through the interface',
      `query ($id: ID!) { node(id: $id) { ... on Node { ... on Client { ...Everything } } } } ${everything}`,
    ],
    ['in a list of nodes', `query ($id: ID!) { nodes(ids: [$id, $id]) { ...Everything } } ${everything}`],
    [
      'in a list of clients',
      `query { clients(first: 20, filter: {document: "30111222"}) { nodes { ...Everything } edges { node { document } } } } ${everything}`,
    ],
    [
      'by a key of Wispro',
      `query { client(by: {wispro: {type: DNI, value: "30111222"}}) { ...Everything } } ${everything}`,
    ],
    [
      'around a contract',
      'query { node(id: "CONTRACT") { ... on Contract { ip macAddress address location { latitude } } } }',
    ],
    [
      'behind an invoice',
      'query ($id: ID!) { client(by: {id: $id}) { invoices { nodes { contract { ip macAddress address } } } } }',
    ],
  ])('nothing more is told %s', async (_, query) => {
    const shown = await whole();
    const secrets = [
      shown.document,
      shown.address,
      shown.email,
      shown.antennaIp,
      ...shown.phones.flatMap(({ raw, e164 }) => [raw, e164]),
      ...shown.contracts.flatMap(({ ip, macAddress, address }) => [ip, macAddress, address]),
    ].filter((value) => typeof value === 'string');
    expect(secrets.length).toBeGreaterThanOrEqual(7);
    const asked = query.replace('CONTRACT', contractId);
    const isNodeOfAll = asked.includes('$id') ? { id: clientId } : {};
    const clear = JSON.stringify(dataOf(await gateway.send(asked, isNodeOfAll)));
    const masked = JSON.stringify((await gateway.send(asked, isNodeOfAll, bot)).data);
    expect(secrets.some((secret) => clear.includes(secret))).toBe(true);
    expect(secrets.filter((secret) => masked.includes(secret))).toEqual([]);
  });

  it('what is not shown is not asked for either', async () => {
    const query = 'query ($id: ID!) { client(by: {id: $id}) { name email location { latitude } } }';
    const { value, calls } = await callsDuring(gateway, () => gateway.send(query, { id: clientId }, bot));
    expect(dataOf(value)).toEqual({ client: { name: person.nombre, email: null, location: null } });
    expect(calls).toEqual(['GET /api/v1/clients/by-service-id/{service_id}']);
  });

  it('what is missing stays missing', async () => {
    const query = `{ client(by: {serviceId: ${wispHubCases.noDocument.id_servicio}}) { document phones { raw } } }`;
    expect(dataOf(await gateway.send(query, {}, bot))).toEqual({
      client: { document: null, phones: [{ raw: '•••••01' }] },
    });
  });

  it('a second caller is not shown what a first may see, although one answer of the back end serves both', async () => {
    const keeping = await startTestGateway({ lifetimes });
    const query = '{ client(by: {serviceId: 1001}) { document phones { e164 } } }';
    const clear = dataOf(await keeping.send(query));
    const { value, calls } = await callsDuring(keeping, async () => [
      dataOf(await keeping.send(query, {}, bot)),
      dataOf(await keeping.send(query)),
    ]);
    expect(calls).toEqual([]);
    expect(value).toEqual([{ client: { document: '•••••32', phones: [{ e164: null }] } }, clear]);
    await keeping.close();
  });

  it.each([
    ['part of a document', '109876'],
    ['part of a phone', '300123'],
    ['part of an address', 'bellavista'],
  ])('nobody is found by %s, which would tell it piece by piece', async (_, search) => {
    const query = 'query ($search: String!) { clients(first: 100, search: $search) { nodes { serviceId } } }';
    const clear = dataOf(await gateway.send<{ clients: { nodes: unknown[] } }>(query, { search }));
    expect(clear.clients.nodes).toContainEqual({ serviceId: 1001 });
    const { clients } = dataOf(await gateway.send<{ clients: { nodes: unknown[] } }>(query, { search }, bot));
    expect(clients.nodes).toEqual([]);
  });

  it.each(['1098765432', '1.098.765.432', '300 123 4567', '+573001234567', 'esperanza benitez'])(
    'whoever knows %s whole, or a name, finds them',
    async (search) => {
      const query = 'query ($search: String!) { clients(search: $search) { nodes { serviceId document } } }';
      const { clients } = dataOf(await gateway.send<{ clients: { nodes: unknown[] } }>(query, { search }, bot));
      expect(clients.nodes).toContainEqual({ serviceId: 1001, document: '•••••32' });
    },
  );

  it('a search finds twenty on a page at most, and says that there are more', async () => {
    const query = `query ($search: String) { clients(first: 100, search: $search) { nodes { id } foundCount pageInfo { hasNextPage } } }`;
    type Found = { clients: { nodes: unknown[]; foundCount: number; pageInfo: { hasNextPage: boolean } } };
    const searched = dataOf(await gateway.send<Found>(query, { search: 'mar' }, bot)).clients;
    expect(searched.foundCount).toBeGreaterThan(20);
    expect(searched).toMatchObject({ pageInfo: { hasNextPage: true } });
    expect(searched.nodes).toHaveLength(20);
    expect(dataOf(await gateway.send<Found>(query, {}, bot)).clients.nodes).toHaveLength(100);
  });

  it('an assurance that is none opens nothing, and harms nothing', async () => {
    for (const assurance of ['x', 'a.b', 'a.b.c', ',,,', `${'x'.repeat(2_000)}.y`, 'eyJ9.', '%00']) {
      const answer = await gateway.send('{ client(by: {serviceId: 1001}) { document } }', {}, { ...bot, assurance });
      expect(dataOf(answer)).toEqual({ client: { document: '•••••32' } });
    }
  });
});

describe('a scope', () => {
  it('that is missing at a list leaves it empty, with an error, and the rest is served', async () => {
    const query = `query ($id: ID!) { client(by: {id: $id}) { name contracts { id } invoices { nodes { id } truncated }
      tickets { totalCount } pingTasks { nodes { id } } } plans { id } }`;
    const answer = await gateway.send(query, { id: clientId }, only('clients:read'));
    expect(answer.data).toMatchObject({
      client: {
        name: person.nombre,
        contracts: [],
        invoices: { nodes: [], truncated: false },
        tickets: { totalCount: null },
        pingTasks: { nodes: [] },
      },
      plans: expect.arrayContaining([{ id: expect.any(String) }]),
    });
    const paths = answer.errors.map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`);
    expect(paths.sort()).toEqual(
      ['contracts', 'invoices', 'pingTasks', 'tickets'].map((name) => `client.${name} FORBIDDEN`),
    );
  });

  it('for billing alone opens the name by which a line logs in, also behind a promise to pay', async () => {
    const input = {
      contractId: encodeId(
        'Contract',
        'WISPRO',
        wisproCases.suspended.clientId,
        wisproCases.suspended.contracts.disabled,
      ),
      validUntil: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
      idempotencyKey: 'scope-promise',
    };
    const mutation = `mutation ($input: CreatePaymentPromiseInput!) { createPaymentPromise(input: $input) { __typename
      ... on CreatePaymentPromiseSuccess { paymentPromise { contract { contractId pppoeUsername ip } } } } }`;
    const answer = await gateway.send(mutation, { input }, only('billing:write'));
    expect(answer.data).toMatchObject({
      createPaymentPromise: {
        paymentPromise: {
          contract: { contractId: wisproCases.suspended.contracts.disabled, pppoeUsername: null, ip: null },
        },
      },
    });
    expect(codesOf(answer)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  it('for tickets or pings opens no client behind one', async () => {
    const start = `mutation ($id: ID!) { startPing(input: {clientId: $id}) { ... on StartPingSuccess { pingTask { id client { name } } } } }`;
    const started = await gateway.send<{ startPing: { pingTask: { id: string; client: unknown } } }>(
      start,
      { id: clientId },
      only('network:diagnose'),
    );
    expect(started.data?.startPing.pingTask.client).toBeNull();
    expect(codesOf(started)).toEqual(['FORBIDDEN']);
    const read = `query ($id: ID!) { pingTask(id: $id) { client { name document } } }`;
    const answer = await gateway.send(read, { id: started.data?.startPing.pingTask.id }, only('network:read'));
    expect([answer.data, codesOf(answer)]).toEqual([{ pingTask: { client: null } }, ['FORBIDDEN']]);
  });
});
