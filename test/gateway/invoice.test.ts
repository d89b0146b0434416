import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountDocument, DebtDocument, InvoicesDocument } from '../../src/client/generated/operations.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import { wisproCases as cases, wisproPaymentLink, wisproSettingValues } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { callsDuring, codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.close());

beforeEach(() => {
  gateway.wispHub.reset();
  gateway.wispro.reset();
});

const clientId = (row: { clientId: string }): string => encodeId('Client', 'WISPRO', row.clientId);

const invoicesOf = async (row: { clientId: string }, states: readonly string[] | null = null) => {
  const { client } = dataOf(
    await gateway.run(InvoicesDocument, { id: clientId(row), first: 100, states: states as never }),
  );
  if (client === null || client === undefined) throw new Error('no client');
  return client.invoices;
};

describe('the debt of a client', () => {
  it('is the pending invoices with their links, one call for each', async () => {
    const { value, calls } = await callsDuring(gateway, () => gateway.run(DebtDocument, { document: '30111222' }));
    expect(dataOf(value).client?.invoices).toMatchObject({
      truncated: false,
      nodes: [
        {
          state: 'PENDING',
          balance: { amount: '15000.00', currency: 'ARS' },
          paymentLinks: [{ url: wisproPaymentLink(cases.paidAndPending.invoices.pending) }],
        },
      ],
    });
    const byDocument = 'GET /api/v1/clients/by-document/{document}';
    expect(calls).toEqual([byDocument, 'GET /api/data', 'GET /api/invoicing', 'GET /api/payment']);
  });

  it('asks for no link of an invoice that cannot be paid', async () => {
    const query = `query ($id: ID!) { client(by: {id: $id}) { invoices { nodes { state paymentLinks { url } } } } }`;
    const { value, calls } = await callsDuring(gateway, () =>
      gateway.send<{ client: { invoices: { nodes: { state: string; paymentLinks: unknown[] }[] } } }>(query, {
        id: clientId(cases.everyState),
      }),
    );
    const { nodes } = dataOf(value).client.invoices;
    expect(nodes.filter(({ paymentLinks }) => paymentLinks.length > 0).map(({ state }) => state)).toEqual(['PENDING']);
    expect(calls.filter((route) => route === 'GET /api/payment')).toHaveLength(1);
  });

  it.each(wisproSettingValues.paymentShape)('reads links in the shape %s', async (paymentShape) => {
    gateway.wispro.settings({ paymentShape });
    const answer = await gateway.run(DebtDocument, { document: '30111222' });
    const links = answer.data?.client?.invoices.nodes[0]?.paymentLinks;
    if (paymentShape === 'empty') {
      expect(links).toBeNull();
      expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    } else if (['emptyArray', 'emptyData', 'envelope404'].includes(paymentShape)) {
      expect(links).toEqual([]);
    } else {
      expect(links?.length).toBeGreaterThan(0);
      for (const link of links ?? []) expect(link.url).toMatch(/^https?:\/\/pago\.example\.test\//);
    }
  });

  it('shows of an answer full of addresses those that anybody may open', async () => {
    const pay = wisproPaymentLink(cases.paidAndPending.invoices.pending);
    const bad = ['https://u:p@pago.example.test/', 'http://2130706433/', 'https://mx.wispro.co/portal_api/%61uth/X'];
    const body = JSON.stringify({ data: { payment_links: [...bad, pay, `${pay}\u202e`].map((url) => ({ url })) } });
    gateway.wispro.fault({ route: 'GET /api/payment', fault: { kind: 'answer', when: 'before', status: 200, body } });
    const answer = await gateway.run(DebtDocument, { document: '30111222' });
    const links = dataOf(answer).client?.invoices.nodes.flatMap(({ paymentLinks }) => paymentLinks ?? []);
    expect(links?.map(({ url }) => url)).toEqual([pay]);
  });

  it('has no other field in which an address is given', async () => {
    const schema = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
    expect(schema.match(/^.*: \[?URL.*$/gm)).toEqual(['  url: URL!']);
  });

  it('stops at 20 links an operation, four at a time', async () => {
    gateway.wispro.setLatency(40);
    const allPending = {
      kind: 'rewrite',
      rewrite: (answer: EmulatedAnswer) => ({ ...answer, body: String(answer.body).replaceAll('"paid"', '"pending"') }),
    } as const;
    gateway.wispro.fault({ route: '/api/invoicing', fault: allPending });
    const links = (row: { clientId: string }) =>
      `client(by: {id: "${clientId(row)}"}) { invoices { nodes { paymentLinks { url } } } }`;
    const answer = await gateway.send(`{ a: ${links(cases.manyInvoices)} b: ${links(cases.paidAndPending)} }`);
    expect(codesOf(answer)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    const times = gateway.wispro.calls.filter(({ route }) => route === 'GET /api/payment').map(({ at }) => at);
    expect(times).toHaveLength(20);
    // The fifth of any five came after one of them was answered.
    for (const [index, time] of times.slice(4).entries()) expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(30);
  });
});

describe('invoices', () => {
  it('read every state and every way of writing an amount', async () => {
    const { nodes } = await invoicesOf(cases.everyState);
    expect(nodes.map(({ state }) => state).sort()).toEqual(
      ['AUTHORIZATION_ERROR', 'AUTHORIZING', 'DRAFT', 'ISSUING', 'PAID', 'PENDING', 'VOID'].sort(),
    );
    for (const { total } of nodes) if (total !== null) expect(total?.amount).toMatch(/^-?\d+\.\d{2,}$/);
    expect(nodes.find(({ state }) => state === 'AUTHORIZATION_ERROR')?.contract).toBeNull();
    expect(nodes.find(({ state }) => state === 'PENDING')).toMatchObject({
      isOverdue: true,
      dueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(nodes.find(({ state }) => state === 'PAID')).toMatchObject({ isOverdue: false });
  });

  it('are filtered by state, and paged in the order of the back end', async () => {
    expect((await invoicesOf(cases.everyState, ['PAID', 'VOID'])).nodes.map(({ state }) => state).sort()).toEqual([
      'PAID',
      'VOID',
    ]);
    const seen = [];
    let after: string | null | undefined = null;
    do {
      const answer: Awaited<ReturnType<typeof page>> = await page(after);
      seen.push(...answer.nodes.map(({ id }) => id));
      after = answer.pageInfo.hasNextPage ? answer.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual((await invoicesOf(cases.manyInvoices)).nodes.map(({ id }) => id));
  });

  const page = async (after: string | null | undefined) => {
    const { client } = dataOf(
      await gateway.run(InvoicesDocument, { id: clientId(cases.manyInvoices), first: 7, after: after ?? null }),
    );
    if (!client) throw new Error('no client');
    return client.invoices;
  };

  it('say when the back end gave one page of several', async () => {
    expect(await invoicesOf(cases.manyInvoices)).toMatchObject({ truncated: true, totalCount: null });
  });

  it('of a stranger in the answer are never shown', async () => {
    gateway.wispro.settings({ foreignInvoice: true });
    for (const row of [cases.paidAndPending, cases.everyState, cases.threeContracts]) {
      const { nodes } = await invoicesOf(row);
      const own = new Set(
        Object.values(row.invoices).map((invoiceId) => encodeId('Invoice', 'WISPRO', row.clientId, String(invoiceId))),
      );
      expect(nodes.every(({ id }) => own.has(id))).toBe(true);
    }
  });

  it('of everybody, when the back end loses its filter, are none', async () => {
    const ids = (await invoicesOf(cases.threeContracts)).nodes.map(({ id }) => id);
    gateway.wispro.fault({ route: '/api/invoicing', fault: { kind: 'rewrite', rewrite: (answer) => answer } });
    gateway.wispro.settings({ ignoreFilter: true });
    const answer = await gateway.run(InvoicesDocument, { id: clientId(cases.threeContracts), first: 100 });
    for (const { id } of answer.data?.client?.invoices.nodes ?? []) expect(ids).toContain(id);
  });

  it.each(wisproSettingValues.invoicingShape)('are read in the shape %s', async (invoicingShape) => {
    gateway.wispro.settings({ invoicingShape });
    const answer = await gateway.run(InvoicesDocument, { id: clientId(cases.paidAndPending), first: 10 });
    const nodes = answer.data?.client?.invoices.nodes ?? [];
    if (invoicingShape === 'empty') expect(codesOf(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
    else if (['emptyData', 'emptyArray', 'emptyObject', 'null'].includes(invoicingShape)) expect(nodes).toEqual([]);
    else expect(nodes.length).toBeGreaterThan(0);
  });

  it('are nodes, and so are contracts; a made-up id finds nothing', async () => {
    const [invoice] = (await invoicesOf(cases.paidAndPending, ['PENDING'])).nodes;
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const contract = encodeId(
      'Contract',
      'WISPRO',
      cases.paidAndPending.clientId,
      cases.paidAndPending.contracts.enabled,
    );
    const foreign = encodeId('Contract', 'WISPRO', cases.paidAndPending.clientId, cases.suspended.contracts.disabled);
    const ids = [invoice?.id, contract, foreign];
    const { nodes } = dataOf(await gateway.send<{ nodes: ({ __typename: string } | null)[] }>(query, { ids }));
    expect(nodes.map((node) => node?.__typename ?? null)).toEqual(['Invoice', 'Contract', null]);
  });

  it('and links need billing:read', async () => {
    const answer = await gateway.run(DebtDocument, { document: '30111222' }, { scopes: ['clients:read'] });
    expect(new Set(codesOf(answer))).toEqual(new Set(['FORBIDDEN']));
  });
});

describe('an account', () => {
  it('shows every field of its contracts', async () => {
    const { client } = dataOf(await gateway.run(AccountDocument, { type: 'DNI', value: cases.threeContracts.dni }));
    expect(client).toMatchObject({
      email: expect.any(String),
      province: 'Buenos Aires',
      status: 'ACTIVE',
      location: null,
    });
    expect(client?.contracts.map(({ status, upstreamStatus }) => `${status} ${upstreamStatus}`)).toEqual([
      'ACTIVE enabled',
      'SUSPENDED disabled',
      'ACTIVE alerted',
    ]);
    expect(client?.contracts[0]).toMatchObject({
      contractId: cases.threeContracts.contracts.enabled,
      startDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      plan: { planId: null, name: null, type: 'UNKNOWN' },
      accessServer: { kind: 'mikrotik' },
      invoices: { totalCount: 1 },
    });
  });

  it('with leading zeros in its number is another than the one without', async () => {
    const padded = dataOf(await gateway.run(AccountDocument, { type: 'COD', value: '005215' })).client;
    const plain = dataOf(await gateway.run(AccountDocument, { type: 'COD', value: '5215' })).client;
    expect(padded?.document).toBe(cases.paddedCod.dni);
    expect(plain?.document).toBe(cases.plainCod.dni);
  });

  it.each(['nulls', 'blanks', 'missing'] as const)('whose optional values are %s has none', async (name) => {
    const { client } = dataOf(await gateway.run(AccountDocument, { type: 'DNI', value: cases[name].dni }));
    expect(client).toMatchObject({ email: null, contracts: [{ macAddress: null }] });
  });

  it.each(wisproSettingValues.unknownClient)(
    'that there is not, said in the form %s, is null or an error, never somebody',
    async (unknownClient) => {
      gateway.wispro.settings({ unknownClient });
      const answer = await gateway.run(AccountDocument, { type: 'DNI', value: '20999888' });
      expect(answer.data?.client ?? null).toBeNull();
      const isUnclear = unknownClient === 'empty' || unknownClient === 'http500html';
      expect(codesOf(answer)).toEqual(isUnclear ? ['UPSTREAM_UNAVAILABLE'] : []);
    },
  );

  it('behind a refused token is UPSTREAM_AUTH_FAILED, although the answer is a 200', async () => {
    const other = await startTestGateway({ environment: { WISPRO_TOKEN: 'wrong' }, backends: ['wispro'] });
    expect(codesOf(await other.run(AccountDocument, { type: 'DNI', value: '30111222' }))).toEqual([
      'UPSTREAM_AUTH_FAILED',
    ]);
    await other.close();
  });
});
