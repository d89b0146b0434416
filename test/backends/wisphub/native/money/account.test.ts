import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { failure, useWispHub } from '../../harness.js';
import { clientOf } from './harness.js';

const hub = useWispHub('native');

const read = async (serviceId: number) =>
  hub.wispHub.accounts?.read(await clientOf(hub.wispHub, serviceId), backgroundCall());
const amount = (value: string) => ({ amount: value, currency: 'COP' });

describe('an account by the native API', () => {
  it('T14, T32: owes the open invoices and what the list carries, and never the sum of the invoices twice', async () => {
    expect(await read(1001)).toMatchObject({
      ...{ owed: amount('80000.00'), invoiced: amount('40000.00'), carried: amount('40000.00') },
      dueDate: expect.stringMatching(/-06$/),
    });
  });

  it('of a credit owes less, and of a moved invoice once', async () => {
    expect(await read(1014)).toMatchObject({ carried: amount('-15000.50'), owed: amount('25298.50') });
    expect(await read(1002)).toMatchObject({ invoiced: amount('80000.00') });
  });

  it('with nothing open owes what is carried, and is not overdue', async () => {
    expect(await read(1012)).toEqual({
      ...{ owed: amount('0.00'), invoiced: amount('0.00'), carried: amount('0.00') },
      ...{ dueDate: null, isOverdue: false },
    });
  });

  it('whose invoices contradict their sum is not known', async () => {
    hub.emulator.settings({ balanceDiffers: true });
    expect(await read(1001)).toMatchObject({ owed: null, invoiced: null, carried: amount('40000.00') });
  });

  it.each([
    ['without a list of invoices', { nombre: 'ESPERANZA BENÍTEZ', saldo: 0 }],
    ['of another name', { nombre: 'PEDRO PÁRAMO', saldo: 0, facturas: [] }],
    ['of a page', '<html>'],
  ])('is no debt of nothing when the answer is one %s', async (_, body) => {
    hub.answer('GET /api/clientes/{id}/saldo/', 200, body);
    expect((await failure(read(1001))).code).toBe('UPSTREAM_BAD_RESPONSE');
  });

  it('reads what an old record carries anew', async () => {
    const client = { ...(await clientOf(hub.wispHub, 1001)), fetchedAt: Date.now() - 60_000, outstandingBalance: null };
    expect(await hub.wispHub.accounts?.read(client, backgroundCall())).toMatchObject({ owed: amount('80000.00') });
  });
});
