import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { useWispHub } from '../../harness.js';
import { clientOf } from './harness.js';

const hub = useWispHub('native');

const list = async (serviceId: number) => {
  const found = await hub.wispHub.invoices?.list(await clientOf(hub.wispHub, serviceId), backgroundCall());
  if (found === undefined) throw new Error('no invoices');
  return found;
};
const windows = () =>
  hub.emulator.calls
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/api/facturas/'))
    .map((path) => new URLSearchParams(path.split('?')[1]));

describe('invoices of the native API', () => {
  it('T45: are the open ones where the filter of a client is ignored', async () => {
    expect((await list(1012)).invoices).toEqual([]);
    const { invoices, isTruncated } = await list(1001);
    expect(invoices.map(({ invoiceId, state }) => [invoiceId, state])).toEqual([['10011', 'PENDING']]);
    expect(isTruncated).toBe(true);
    expect(windows().filter((query) => query.get('cliente') !== 'nadie@sin-usuario')).toEqual([]);
  });

  it('T16, A-20: are those of three months where it is known, in a window that they allow', async () => {
    hub.emulator.settings({ installation: 'io' });
    const { invoices } = await list(1002);
    expect(invoices.map(({ state, balance }) => [state, balance?.amount])).toEqual([
      ['PENDING', '80000.00'],
      ['VOID', '0.00'],
    ]);
    for (const query of windows()) {
      const [from = 0, to = 0] = [0, 1].map((end) => Date.parse(query.get(`fecha_emision__range_${end}`) ?? ''));
      expect((to - from) / 86_400_000).toBeLessThanOrEqual(92);
    }
    expect(windows()).toHaveLength(2);
  });

  it.each([
    [1012, 'PAID', '0.00'],
    [1004, 'UNKNOWN', undefined],
    [1016, 'VOID', '0.00'],
    [1015, 'PENDING', '40000.00'],
  ])('T10: of service %i are %s, whatever a pending one says it has collected', async (serviceId, state, balance) => {
    hub.emulator.settings({ installation: 'io' });
    const [invoice] = (await list(serviceId)).invoices;
    expect([invoice?.state, invoice?.balance?.amount]).toEqual([state, balance]);
  });

  it.each(['cut', 'plain', 'full'])('A-21 %s: have a period by the line that says it', async (period) => {
    hub.emulator.settings({ installation: 'io', period });
    const [invoice] = (await list(1015)).invoices;
    expect(invoice?.periodFrom).toMatch(/^\d{4}-\d\d-01$/);
    expect(invoice?.periodTo).toMatch(/^\d{4}-\d\d-(?:28|29|30|31)$/);
    expect(invoice?.items).toMatchObject([{ quantity: '1.00', amount: { amount: '40000.00' } }]);
  });

  it('A-21: without such a line have no period', async () => {
    hub.emulator.settings({ installation: 'io', periodForm: 'none' });
    expect((await list(1015)).invoices).toMatchObject([{ periodFrom: null, periodTo: null }]);
  });

  it('T45: of somebody else are dropped, and the filter is not believed any more', async () => {
    hub.emulator.settings({ installation: 'io' });
    await list(1015);
    hub.emulator.settings({ ignoredFilters: 'cliente' });
    expect((await list(1012)).invoices.every(({ invoiceId }) => invoiceId === '10121')).toBe(true);
    const asked = windows().length;
    await list(1016);
    expect(windows()).toHaveLength(asked + 1);
  });

  it('are the open ones where the key may not see the list', async () => {
    hub.emulator.settings({ forbidden: 'facturas' });
    expect((await list(1001)).invoices).toHaveLength(1);
  });

  it('T29: of a client without a login are the open ones', async () => {
    hub.emulator.settings({ installation: 'io' });
    expect(await list(1007)).toMatchObject({ isTruncated: true });
    expect(windows()).toEqual([]);
  });
});
