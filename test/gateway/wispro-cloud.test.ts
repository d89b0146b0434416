import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  cloudCases,
  cloudFaults,
  startWisproCloud,
  type WisproCloudEmulator,
  wisproApiToken,
} from '../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const { suspended, paidAndPending } = wisproCases;
const id = encodeId('Client', 'WISPRO', suspended.clientId);

let cloud: WisproCloudEmulator;
let alone: TestGateway;
let both: TestGateway;
let integration: TestGateway;

beforeAll(async () => {
  cloud = await startWisproCloud({ subscribers: 60 });
  const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
  alone = await startTestGateway({ backends: [], environment });
  both = await startTestGateway({ backends: ['wispro'], environment });
  integration = await startTestGateway({ backends: ['wispro'] });
});
beforeEach(() => {
  cloud.reset();
  both.wispro.reset();
});
afterAll(async () => {
  for (const gateway of [alone, both, integration]) await gateway.close();
  await cloud.close();
});

const search = `query ($search: String, $phone: String) {
  clients(first: 5, search: $search, filter: { phone: $phone }) { foundCount nodes { id name } }
}`;
const byId = `query ($id: ID!) {
  client(by: { id: $id }) {
    id name document email status outstandingBalance { amount currency }
    contracts { id status accessServer { name } }
    invoices(first: 3) { truncated totalCount nodes { id state balance { amount } paymentLinks { url } } }
  }
}`;

interface Shown {
  readonly client: Record<string, unknown> & { contracts: { id: string }[]; invoices: { nodes: { id: string }[] } };
}

interface InvoicePage {
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string };
  readonly nodes: readonly object[];
}

describe('a gateway in front of Wispro’s own API', () => {
  it.each([
    ['a name', { search: 'raul suarez' }],
    ['a phone', { phone: '+5492262400003' }],
    ['a document', { search: suspended.dni }],
  ])('finds clients by %s, alone and beside the integration', async (_, variables) => {
    for (const gateway of [alone, both]) {
      const { clients } = dataOf<{ clients: object }>(await gateway.send(search, variables));
      expect(clients).toMatchObject({ foundCount: 1, nodes: [{ id }] });
    }
    expect(codesOf(await integration.send(search, variables))).toEqual(['NOT_SUPPORTED']);
  });

  it('is searched beside WispHub, which comes first, where it is asked for', async () => {
    const environment = { WISPRO_API_URL: cloud.url, WISPRO_API_TOKEN: wisproApiToken };
    const three = await startTestGateway({ environment });
    const named = `query ($backend: Backend) { clients(first: 50, search: "raul suarez", backend: $backend) { nodes { id } } }`;
    const find = async (backend?: string) =>
      dataOf<{ clients: { nodes: readonly { id: string }[] } }>(await three.send(named, { backend })).clients.nodes;
    expect(await find('WISPRO')).toEqual([{ id }]);
    for (const backend of [undefined, 'WISPHUB']) expect(await find(backend)).not.toContainEqual({ id });
    expect(codesOf(await integration.send(named, { backend: 'WISPRO' }))).toEqual(['NOT_SUPPORTED']);
    await three.close();
  });

  it('finds who writes by their number', async () => {
    const query = '{ client(by: { phone: "+5492262400003" }) { id } }';
    for (const gateway of [alone, both]) expect(dataOf(await gateway.send(query))).toEqual({ client: { id } });
    expect(codesOf(await integration.send(query))).toEqual(['NOT_SUPPORTED']);
  });

  it('names the same things by the same ids as the integration does', async () => {
    const ids = [];
    for (const gateway of [integration, alone, both]) {
      const { data } = await gateway.send<Shown>(byId, { id });
      const { client } = data ?? {};
      ids.push([client?.id, client?.contracts.map((each) => each.id), client?.invoices.nodes.map((each) => each.id)]);
    }
    expect(ids[1]).toEqual(ids[0]);
    expect(ids[2]).toEqual(ids[0]);
    expect(ids[0]?.[0]).toBe(id);
  });

  it('adds what is owed, and the name of the access server where both are there', async () => {
    const { client } = dataOf<Shown>(await both.send(byId, { id }));
    expect(client).toMatchObject({
      outstandingBalance: { amount: '12345.50', currency: 'ARS' },
      contracts: [{ status: 'SUSPENDED', accessServer: { name: 'RDA-10-PRU' } }],
      invoices: { truncated: false, totalCount: 1, nodes: [{ state: 'PENDING', paymentLinks: [{}] }] },
    });
  });

  it('pages through sixty invoices', async () => {
    const query = `query ($id: ID!, $after: String) {
      client(by: { id: $id }) { invoices(first: 25, after: $after) { totalCount pageInfo { endCursor hasNextPage } nodes { number } } }
    }`;
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const variables: object = { id: encodeId('Client', 'WISPRO', cloudCases.sixtyInvoices.clientId), after };
      const answer = await alone.send<{ client: { invoices: InvoicePage } }>(query, variables);
      const { client } = dataOf(answer);
      expect(client.invoices.totalCount).toBe(60);
      seen.push(...client.invoices.nodes);
      after = client.invoices.pageInfo.endCursor;
    }
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(60);
  });

  it('goes on with one of them down', async () => {
    cloud.fault({ fault: cloudFaults.html(502) });
    const { client } = dataOf<Shown>(
      await both.send(byId, { id: encodeId('Client', 'WISPRO', paidAndPending.clientId) }),
    );
    expect(client).toMatchObject({ name: paidAndPending.name, invoices: { nodes: [{}, {}] } });
  });
});
