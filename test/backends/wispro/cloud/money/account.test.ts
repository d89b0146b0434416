import { expect, it } from 'vitest';
import type { Backend } from '../../../../../src/backends/backend.js';
import { cloudCases, cloudFaults } from '../../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../../src/emulator/wispro/index.js';
import type { ClientRecord } from '../../../../../src/model/client.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { useCloud } from '../harness.js';

const { suspended, withoutContracts } = wisproCases;
const harness = useCloud();

const read = (backend: Backend, client: ClientRecord, isFresh = false) =>
  backend.accounts?.read(client, { ...backgroundCall(), isFresh });

it('is what is owed, with the day by which the open invoice was to be paid', async () => {
  const backend = harness.connect();
  expect(await read(backend, await harness.get(backend, 'DNI', suspended.dni))).toEqual({
    ...{ owed: { amount: '12345.50', currency: 'ARS' }, carried: null, invoiced: null },
    ...{ dueDate: '2025-03-10', isOverdue: true },
  });
  expect(await read(backend, await harness.get(backend, 'DNI', withoutContracts.dni))).toMatchObject({
    ...{ owed: { amount: '0.00' }, dueDate: null, isOverdue: false },
  });
});

it.each(['null', 'missing', 'renamed'] as const)(
  'is not known, and not 0, where the balance is %s',
  async (balance) => {
    harness.cloud.settings({ balance });
    const backend = harness.connect();
    expect(await read(backend, await harness.get(backend, 'DNI', suspended.dni))).toMatchObject({ owed: null });
  },
);

it('is shown without days where the invoices cannot be read, or may lack some', async () => {
  const backend = harness.connect();
  const client = await harness.get(backend, 'COD', cloudCases.sixtyInvoices.cod);
  expect(await read(backend, client)).toMatchObject({ isOverdue: true, dueDate: expect.any(String) });
  harness.cloud.settings({ moving: 'always', perPageCap: 50 });
  expect(await read(backend, client)).toMatchObject({ dueDate: null });
  harness.cloud.settings({ moving: 'none' });
  harness.cloud.fault({ route: 'GET /api/v1/invoicing/invoices', fault: cloudFaults.html(502) });
  expect(await read(backend, client)).toMatchObject({
    owed: client.outstandingBalance,
    dueDate: null,
    isOverdue: null,
  });
});

it('takes four calls with the client, the plan and the invoices, and reads anew what shall be fresh', async () => {
  const backend = harness.connect();
  const first = await harness.get(backend, 'CLIENT_ID', suspended.clientId);
  await backend.invoices?.list(first, backgroundCall());
  const before = harness.routes().length;
  const client = await harness.get(backend, 'CLIENT_ID', suspended.clientId);
  const [plan] = client.contracts;
  await Promise.all([
    read(backend, client),
    backend.invoices?.list(client, backgroundCall()),
    backend.plans?.detail({ key: plan?.planId ?? '', name: client.planName ?? '' }, backgroundCall()),
  ]);
  expect(harness.routes().slice(before).sort()).toEqual([
    'GET /clients/{id}',
    'GET /clients/{id}/current_account',
    'GET /contracts',
    'GET /invoicing/invoices',
  ]);
  await read(backend, client, true);
  expect(harness.routes().filter((route) => route.endsWith('current_account'))).toHaveLength(3);
  await read(backend, { ...client, fetchedAt: client.fetchedAt - 6_000 });
  expect(harness.routes().filter((route) => route.endsWith('current_account'))).toHaveLength(4);
});
