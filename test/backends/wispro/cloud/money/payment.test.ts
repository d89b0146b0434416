import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../../../src/backends/backend.js';
import { cloudCases, wisproApiToken } from '../../../../../src/emulator/wispro/cloud/index.js';
import { wisproCases } from '../../../../../src/emulator/wispro/index.js';
import { encodeId } from '../../../../../src/model/id.js';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { failure } from '../../harness.js';
import { useCloud } from '../harness.js';

const { paidAndPending, suspended } = wisproCases;
const harness = useCloud();

async function paymentsOf(backend: Backend, dni: string) {
  const list = await backend.payments?.list(await harness.get(backend, 'DNI', dni), backgroundCall());
  if (list === undefined) throw new Error('no payments');
  return list;
}

async function pay(dni: string, amount: number): Promise<void> {
  const { id } = harness.cloud.clients.find((client) => client.dni === dni) ?? { id: '' };
  await fetch(`${harness.cloud.url}/api/v1/invoicing/payments`, {
    method: 'POST',
    headers: { authorization: wisproApiToken, 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: id, amount, payment_date: '2025-03-09T12:00:00-03:00' }),
  });
}

describe('payments, where the list looks at whose they are (cloud contract A-16)', () => {
  it('are the client’s alone, newest first, of each page', async () => {
    harness.cloud.settings({ paymentFilter: 'works', perPageCap: 50 });
    const { payments, isTruncated } = await paymentsOf(harness.connect(), cloudCases.sixtyInvoices.dni);
    expect([payments.length, isTruncated]).toEqual([59, false]);
    const times = payments.map(({ paidAt }) => paidAt?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((one, other) => other - one));
    const [payment] = (await paymentsOf(harness.connect(), paidAndPending.dni)).payments;
    expect(payment).toEqual({
      id: encodeId('Payment', 'WISPRO', paidAndPending.clientId, payment?.paymentId ?? ''),
      backend: 'WISPRO',
      clientId: encodeId('Client', 'WISPRO', paidAndPending.clientId),
      paymentId: expect.any(String),
      state: expect.stringMatching(/RECORDED|VOID/),
      amount: { amount: expect.stringMatching(/^[1-9]\d+\.\d\d$/), currency: 'ARS' },
      credited: { amount: '0.00', currency: 'ARS' },
      paidAt: expect.any(Date),
      method: 'cash',
      reference: expect.stringMatching(/^TRX-/),
    });
    expect(JSON.stringify(payments)).not.toContain(suspended.clientId);
  });

  it.each([
    ['unallocated', '500.00'],
    ['zero', undefined],
    ['null', undefined],
  ] as const)('have a credited part that is %s (cloud contract A-38)', async (creditAmount, amount) => {
    harness.cloud.settings({ paymentFilter: 'works', creditAmount });
    await pay(suspended.dni, 500);
    const { payments } = await paymentsOf(harness.connect(), suspended.dni);
    expect(payments[0]).toMatchObject({ amount: { amount: '500.00' }, paidAt: new Date('2025-03-09T15:00:00Z') });
    expect(payments[0]?.credited?.amount).toBe(amount);
  });

  it.each(['number', 'comma', 'grouped'] as const)('have amounts as %s (cloud contract A-02)', async (moneyAs) => {
    harness.cloud.settings({ paymentFilter: 'works', moneyAs });
    await pay(suspended.dni, 15_000.5);
    const { payments } = await paymentsOf(harness.connect(), suspended.dni);
    expect(payments).toMatchObject([{ amount: { amount: '15000.50' } }]);
  });
});

describe('payments, where everybody’s come', () => {
  it('are not shown, and not offered once that is known', async () => {
    const backend = harness.connect();
    expect(backend.status().capabilities).toContain('PAYMENTS');
    expect(await failure(paymentsOf(backend, paidAndPending.dni))).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    expect(backend.status().capabilities).not.toContain('PAYMENTS');
    await harness.get(backend, 'DNI', paidAndPending.dni);
    expect(backend.status().capabilities).not.toContain('PAYMENTS');
    expect(backend.status().capabilities).toContain('INVOICES');
  });
});
