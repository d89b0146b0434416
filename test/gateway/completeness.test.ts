import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InvoicesDocument, ResolveClientDocument, WhoWritesDocument } from '../../src/client/generated/operations.js';
import type { EmulatedAnswer } from '../../src/emulator/message.js';
import type { WispHubChanges } from '../../src/emulator/wisphub/settings.js';
import { wisproCases } from '../../src/emulator/wispro/index.js';
import { encodeId } from '../../src/model/id.js';
import { codesOf, dataOf, startTestGateway, type TestGateway } from './gateway.js';

const subscribers = 130;

const dialects = [
  ['v1', {}],
  ['v2', { WISPHUB_DIALECT: 'v2', WISPHUB_API_KEY: 'wisphub-planted-api-key' }],
] as const;

interface Listed {
  readonly clients: {
    readonly totalCount: number | null;
    readonly foundCount: number;
    readonly completeness: string;
    readonly nodes: readonly { readonly serviceId: number }[];
  };
}

describe.each(dialects)('over %s', (dialect, environment) => {
  let gateway: TestGateway;
  /** For each test its own: what is found out of a list holds for a minute. */
  beforeEach(async () => {
    gateway = await startTestGateway({ backends: ['wispHub'], wispHub: { dialect, subscribers }, environment });
  });
  afterEach(() => gateway.close());

  const spoil = (changes: WispHubChanges): void => {
    gateway.wispHub.settings(changes);
    gateway.wispHub.advance(100_000);
  };
  const listed = async () =>
    dataOf(
      await gateway.send<Listed>('{ clients(first: 1) { totalCount foundCount completeness nodes { serviceId } } }'),
    );
  const byDocument = (document: string) =>
    gateway.send<{ client: { serviceId: number } | null }>(
      'query ($document: String!) { client(by: { document: $document }) { serviceId } }',
      { document },
    );
  const row = (index: number) => gateway.wispHub.clients.at(index) ?? gateway.wispHub.clients[0];

  /** Over v1 a row that cannot be read is no gap: the whole list is an error. */
  const losses: readonly (readonly [string, WispHubChanges])[] = [
    ['a page that fails', { nativeFailsFromPage: 3 }],
    ['every page but the first', { nativeFailsFromPage: 2 }],
    ...(dialect === 'v1'
      ? []
      : ([
          ['a row on the first page that cannot be read', { badRowNumber: 20 }],
          ['a row on a later page that cannot be read', { badRowNumber: 60 }],
          ['a row on the last page that cannot be read', { badRowNumber: 120 }],
          ['a first page that comes in place of the others', { pagingBug: true }],
        ] as const)),
  ];

  it.each(losses)('never says how many clients there are after %s, but how many were listed', async (_, changes) => {
    spoil(changes);
    const { clients } = await listed();
    expect(clients).toMatchObject({ totalCount: null, completeness: expect.stringMatching(/^(UNPROVEN|PARTIAL)$/) });
    expect(clients.foundCount).toBeLessThan(subscribers);
  });

  it.each(losses)('knows of nobody by phone or document that they do not exist after %s', async (_, changes) => {
    spoil(changes);
    await listed();
    // Found by phone only through the list, or not at all.
    const stranger = await gateway.run(WhoWritesDocument, { phone: '+573209998877' });
    expect([stranger.data?.client ?? null, codesOf(stranger)]).toEqual([null, ['UPSTREAM_BAD_RESPONSE']]);
    for (const index of [10, 60, -1]) {
      const wanted = row(index);
      const answer = await byDocument(wanted?.cedula ?? '');
      const isThere = answer.data?.client?.serviceId === wanted?.id_servicio;
      expect(isThere || answer.errors.length > 0, `row ${index}`).toBe(true);
    }
  });

  it.each(losses)('knows of nobody by what they say that they are none after %s', async (_, changes) => {
    spoil(changes);
    const facts = { name: 'Nadie Ninguno', address: 'Calle Sin Nombre', planName: '7MB PLUS' };
    const answer = await gateway.run(ResolveClientDocument, { input: { facts } });
    expect([answer.data?.resolveClient ?? null, codesOf(answer)]).toEqual([null, ['UPSTREAM_BAD_RESPONSE']]);
  });

  it('says that a stranger is none while nothing shows that the list lacks anybody', async () => {
    const answers = [await gateway.run(WhoWritesDocument, { phone: '+573209998877' }), await byDocument('55666777')];
    for (const answer of answers) expect([answer.data?.client, codesOf(answer)]).toEqual([null, []]);
    expect((await listed()).clients).toMatchObject({
      totalCount: null,
      foundCount: subscribers,
      completeness: 'UNPROVEN',
    });
  });
});

describe('over native', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startTestGateway({
      backends: ['wispHub'],
      wispHub: { dialect: 'native', subscribers },
      environment: { WISPHUB_DIALECT: 'native', WISPHUB_API_KEY: 'wisphub-planted-api-key' },
    });
  });
  afterEach(() => gateway.close());

  const listed = () => gateway.send<Listed>('{ clients(first: 1) { totalCount foundCount completeness } }');

  it('says how many clients there are, as its list is proven by its count', async () => {
    const { clients } = dataOf(await listed());
    expect(clients).toEqual({ totalCount: subscribers, foundCount: subscribers, completeness: 'WHOLE' });
    const stranger = await gateway.run(WhoWritesDocument, { phone: '+573209998877' });
    expect([stranger.data?.client, codesOf(stranger)]).toEqual([null, []]);
  });

  it('does not say so when rows moved while it was read, and rules out nobody', async () => {
    gateway.wispHub.settings({ pageCap: 50, rowsMove: true });
    expect(dataOf(await listed()).clients).toMatchObject({ totalCount: null, completeness: 'PARTIAL' });
    const stranger = await gateway.run(WhoWritesDocument, { phone: '+573209998877' });
    expect([stranger.data?.client ?? null, codesOf(stranger)]).toEqual([null, ['UPSTREAM_BAD_RESPONSE']]);
  });

  it('has no list of which a page fails', async () => {
    gateway.wispHub.settings({ pageCap: 50, nativeFailsFromPage: 2 });
    expect(codesOf(await listed())).toEqual(['UPSTREAM_UNAVAILABLE']);
  });
});

describe('the invoices of Wispro', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ backends: ['wispro'] });
  });
  afterAll(() => gateway.close());
  beforeEach(() => gateway.wispro.reset());

  const invoicesOf = async ({ clientId }: { readonly clientId: string }) => {
    const id = encodeId('Client', 'WISPRO', clientId);
    return dataOf(await gateway.run(InvoicesDocument, { id, first: 100, states: null })).client?.invoices;
  };
  const rewrite = (change: (body: { data: unknown[]; meta?: unknown }) => unknown): void =>
    gateway.wispro.fault({
      route: 'GET /api/invoicing',
      fault: {
        kind: 'rewrite',
        rewrite: (answer: EmulatedAnswer) => ({
          ...answer,
          body: JSON.stringify(change(JSON.parse(String(answer.body)))),
        }),
      },
    });

  it.each<[string, (body: { data: unknown[] }) => unknown]>([
    ['one page of several', (body) => body],
    ['a full page that says nothing of others', ({ data }) => data],
    ['a row that cannot be read', ({ data }) => data.slice(0, 3).concat({ amount: '1' })],
    [
      'a count above what was given',
      ({ data }) => ({ data: data.slice(0, 3), meta: { pagination: { total_pages: 1, total_records: 4 } } }),
    ],
  ])('are not counted after %s', async (_, change) => {
    rewrite(change);
    const invoices = await invoicesOf(wisproCases.manyInvoices);
    expect(invoices).toMatchObject({ totalCount: null, truncated: true });
    expect(invoices?.nodes.length).toBeGreaterThan(0);
    const id = encodeId('Invoice', 'WISPRO', wisproCases.manyInvoices.clientId, 'f0000000-0000-4000-8000-999999999999');
    const missing = await gateway.send<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect([missing.data?.node ?? null, codesOf(missing)]).toEqual([null, ['UPSTREAM_BAD_RESPONSE']]);
  });

  it('are counted where all of them came', async () => {
    expect(await invoicesOf(wisproCases.paidAndPending)).toMatchObject({ totalCount: 2, truncated: false });
  });
});
