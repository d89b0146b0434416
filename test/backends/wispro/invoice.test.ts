import { describe, expect, it } from 'vitest';
import { type WisproSettings, wisproCases } from '../../../src/emulator/wispro/index.js';
import { encodeId } from '../../../src/model/id.js';
import { failure, useWispro } from './harness.js';

const wispro = useWispro();
const { paidAndPending, everyState, manyInvoices, dottedDni, company, nulls, withoutContracts } = wisproCases;

const ars = (amount: string) => ({ amount, currency: 'ARS' });

async function invoicesOf(...[kind, value]: Parameters<typeof wispro.get>) {
  const client = await wispro.get(kind, value);
  const list = await wispro.wispro.invoices?.list(client, wispro.call());
  if (list === undefined) throw new Error('no invoices');
  return list;
}

const idsOf = async (dni: string) => (await invoicesOf('DNI', dni)).invoices.map(({ invoiceId }) => invoiceId);

describe('the invoices of a client', () => {
  it('are read with all that the back end says of them, newest first', async () => {
    const { invoices, isTruncated } = await invoicesOf('DNI', paidAndPending.dni);
    expect(isTruncated).toBe(false);
    expect(invoices.map(({ state }) => state)).toEqual(['PENDING', 'PAID']);
    expect(invoices[0]).toEqual({
      id: encodeId('Invoice', 'WISPRO', paidAndPending.clientId, paidAndPending.invoices.pending),
      backend: 'WISPRO',
      clientId: encodeId('Client', 'WISPRO', paidAndPending.clientId),
      invoiceId: paidAndPending.invoices.pending,
      number: '00000123',
      contractId: paidAndPending.contracts.enabled,
      state: 'PENDING',
      periodFrom: '2025-03-01',
      periodTo: '2025-03-31',
      issuedAt: new Date('2025-03-01T09:00:03.120Z'),
      dueDate: '2025-03-10',
      secondDueDate: '2025-03-20',
      total: ars('15000.00'),
      balance: ars('15000.00'),
      items: [{ description: 'Plan 50 MB', quantity: '1.00', amount: ars('15000.00') }],
    });
    expect(invoices[1]?.balance).toEqual(ars('0.00'));
  });

  it('come in every state, with amounts in every form, and never with a stranger’s among them', async () => {
    const { invoices } = await invoicesOf('DNI', everyState.dni);
    const byId = new Map(invoices.map((invoice) => [invoice.invoiceId, invoice]));
    const states = Object.entries(everyState.invoices).map(([name, id]) => [name, byId.get(id)?.state]);
    expect(Object.fromEntries(states)).toEqual({
      draft: 'DRAFT',
      issuing: 'ISSUING',
      authorizing: 'AUTHORIZING',
      authorizing_error: 'AUTHORIZATION_ERROR',
      pending: 'PENDING',
      paid: 'PAID',
      void: 'VOID',
    });
    expect(invoices).toHaveLength(7);
    expect(wispro.warnings).toEqual(['invoices of another client: 1']);
    expect(byId.get(everyState.invoices.pending)).toMatchObject({ total: ars('15000.50'), dueDate: '2025-03-10' });
    expect(byId.get(everyState.invoices.paid)).toMatchObject({ total: ars('15000.50'), balance: ars('0.00') });
    expect(byId.get(everyState.invoices.issuing)?.number).toBeNull();
    expect(byId.get(everyState.invoices.authorizing_error)?.contractId).toBeNull();
  });

  it('are marked as cut off when the back end has another page', async () => {
    const { invoices, isTruncated } = await invoicesOf('DNI', manyInvoices.dni);
    expect(isTruncated).toBe(true);
    expect(invoices).toHaveLength(20);
    expect(invoices[0]?.invoiceId).toBe(manyInvoices.invoices.n1);
    wispro.emulator.settings({ invoicingShape: 'envoicing' });
    expect(await invoicesOf('DNI', manyInvoices.dni)).toMatchObject({ isTruncated: true });
  });

  it.each([
    ['15.000', '15.000', [null, null], ['amounts that cannot be read: 2']],
    ['15.000', '1.234,50', [ars('15000.00'), ars('1234.50')], []],
    ['15.000', '2603.31', [ars('15.00'), ars('2603.31')], []],
    ['0E-8', '$ 15.000', [ars('0.00'), ars('15000.00')], []],
  ] as const)(
    'whose amounts are %j and %j are read by one another, or not at all',
    async (one, other, totals, warnings) => {
      const rewrite = (answer: { readonly status: number; readonly body: string | Buffer }) => {
        const { data } = JSON.parse(String(answer.body)) as { data: readonly { id: string }[] };
        const rows = data
          .slice(0, 2)
          .map(({ id }, index) => ({ id, amount: index === 0 ? one : other, state: 'paid' }));
        return { ...answer, body: JSON.stringify({ data: rows }) };
      };
      wispro.emulator.fault({ route: 'invoicing', fault: { kind: 'rewrite', rewrite } });
      const { invoices } = await invoicesOf('DNI', paidAndPending.dni);
      expect(invoices.map(({ total }) => total)).toEqual(totals);
      expect(wispro.warnings).toEqual(warnings);
    },
  );

  it('are in that order whatever order they come in', async () => {
    const rewrite = (answer: { readonly status: number; readonly body: string | Buffer }) => {
      const body = JSON.parse(String(answer.body));
      return { ...answer, body: JSON.stringify({ ...body, data: body.data.toReversed() }) };
    };
    wispro.emulator.fault({ route: 'invoicing', fault: { kind: 'rewrite', rewrite } });
    expect(await idsOf(paidAndPending.dni)).toEqual(Object.values(paidAndPending.invoices));
    expect((await invoicesOf('DNI', manyInvoices.dni)).invoices.at(-1)?.invoiceId).toBe(manyInvoices.invoices.n20);
  });

  it('are asked for by the key that found the client', async () => {
    expect((await invoicesOf('DNI', '30111229')).invoices).toHaveLength(1);
    expect((await invoicesOf('CUIT', company.cuit)).invoices).toMatchObject([{ total: ars('98765.43') }]);
    expect((await invoicesOf('COD', dottedDni.cod)).invoices).toHaveLength(1);
    expect((await invoicesOf('DNI', withoutContracts.dni)).invoices).toEqual([]);
  });

  it('may say nothing but their id and state', async () => {
    const { invoices } = await invoicesOf('DNI', nulls.dni);
    expect(new Map(invoices.map(({ state, total, balance }) => [state, { total, balance }]))).toEqual(
      new Map([
        ['PENDING', { total: null, balance: null }],
        ['PAID', { total: null, balance: ars('0.00') }],
      ]),
    );
  });
});

describe('the list', () => {
  const shapes = ['array', 'invoices', 'facturas', 'invoicing', 'comprobantes', 'envoicing'];

  it.each(shapes as WisproSettings['invoicingShape'][])('is found in %s', async (invoicingShape = 'array') => {
    wispro.emulator.settings({ invoicingShape });
    expect(await idsOf(paidAndPending.dni)).toEqual(Object.values(paidAndPending.invoices));
  });

  it.each(['dataObject', 'single'] as const)('is a single invoice in %s', async (invoicingShape) => {
    wispro.emulator.settings({ invoicingShape });
    expect(await idsOf(paidAndPending.dni)).toEqual([paidAndPending.invoices.pending]);
  });

  it('is gathered from the accounts of Suricata’s own form, which tells no state', async () => {
    wispro.emulator.settings({ invoicingShape: 'suricata' });
    expect((await invoicesOf('DNI', paidAndPending.dni)).invoices).toMatchObject([
      {
        invoiceId: paidAndPending.invoices.pending,
        state: 'UNKNOWN',
        issuedAt: new Date('2025-03-01T03:00:00Z'),
        dueDate: '2025-03-10',
        total: ars('15000.00'),
        balance: null,
      },
    ]);
  });

  it.each(['emptyData', 'emptyArray', 'emptyObject', 'null'] as const)('is empty in %s', async (invoicingShape) => {
    wispro.emulator.settings({ invoicingShape });
    expect(await invoicesOf('DNI', paidAndPending.dni)).toEqual({ invoices: [], isTruncated: false });
  });

  it('is not empty when nothing was answered', async () => {
    wispro.emulator.settings({ invoicingShape: 'empty' });
    expect((await failure(invoicesOf('DNI', paidAndPending.dni))).code).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('invoices of strangers', () => {
  it('alone are an error, not an empty list', async () => {
    const client = await wispro.get('DNI', withoutContracts.dni);
    wispro.emulator.settings({ ignoreFilter: true });
    const error = await failure(Promise.resolve(wispro.wispro.invoices?.list(client, wispro.call())));
    expect(error.code).toBe('UPSTREAM_BAD_RESPONSE');
    expect(wispro.warnings).toEqual(['invoices of another client: 20']);
  });

  it('among them cast doubt on those that say nothing of whose they are', async () => {
    wispro.emulator.settings({ foreignInvoice: true });
    expect(await idsOf(paidAndPending.dni)).toEqual(Object.values(paidAndPending.invoices));
    expect((await failure(invoicesOf('DNI', nulls.dni))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });
});
