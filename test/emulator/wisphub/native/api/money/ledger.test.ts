import { describe, expect, test } from 'vitest';
import { useNativeApi } from '../harness.js';

const api = useNativeApi();

type Invoice = Readonly<Record<string, unknown>>;

const invoice = (id: number) => api.read(`facturas/${id}/`) as Promise<Invoice>;
const carried = async (id: number) => (await api.column(`clientes/?id_servicio=${id}`, 'saldo'))[0];
const payment = {
  forma_pago: 16_101,
  accion: 1,
  fecha_pago: '2026-10-03 14:26',
  total_cobrado: 40_000,
  referencia: 'abc',
};
const pay = (id: number, changes: object = {}) =>
  api.send('POST', `facturas/${id}/registrar-pago/`, { ...payment, ...changes });
const promise = (fields: object) => api.send('POST', 'promesa-pago/', fields);

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('invoices of the native API', () => {
  test('T10: a pending one looks as if it had been paid', async () => {
    expect(await invoice(10011)).toMatchObject({
      ...{ estado: 'Pendiente de Pago', total: 40_000, total_cobrado: 40_000, saldo: 0 },
      fecha_pago: expect.stringMatching(/T00:00:00-05:00$/),
    });
  });

  test('T11: a moved one takes a payment, names no target, and is written in two ways', async () => {
    expect(await invoice(10021)).toMatchObject({ estado: 'Se Transfirio' });
    api.emulator.settings({ installation: 'io' });
    expect(await invoice(10021)).toMatchObject({ estado: 'Se Transfirió' });
    expect((await pay(10021)).status).toBe(200);
    expect([await invoice(10021), await invoice(10022)]).toMatchObject([
      { estado: 'Pagada' },
      { estado: 'Pendiente de Pago', total: 80_000 },
    ]);
  });

  test('T12: a partial payment is a 400, and applied', async () => {
    api.emulator.settings({ partialPaymentFails: true });
    expect((await pay(10011, { total_cobrado: 100 })).status).toBe(400);
    expect(await invoice(10011)).toMatchObject({ estado: 'Pagada', total_cobrado: 100 });
  });

  test("T13: paying less is paid, and the rest hides in the client's balance; a second time is a 422", async () => {
    await pay(10011, { total_cobrado: 30_000 });
    expect(await invoice(10011)).toMatchObject({ estado: 'Pagada', referencia: 'abc' });
    expect(await carried(1001)).toBe('50000.00');
    expect((await pay(10011)).status).toBe(422);
  });

  test('T14: a balance is carried in the list, open at its endpoint, and carried in on an invoice', async () => {
    expect(await carried(1014)).toBe('-15000.50');
    expect(await api.read('clientes/1014/saldo/')).toMatchObject({ saldo: 40_299, facturas: [{ id: 10141 }] });
    expect(await invoice(10141)).toMatchObject({ saldo: 299, total: 40_299 });
  });

  test('T15: the state of the invoices in a row is late by forty seconds', async () => {
    const state = () => api.column('clientes/?id_servicio=1001', 'estado_facturas');
    await pay(10011);
    expect(await state()).toEqual(['Pendiente de Pago']);
    api.emulator.advance(41);
    expect(await state()).toEqual(['Pagadas']);
  });

  test('T16: two families of dates with two widths, and a hidden window without any', async () => {
    const wide = async (query: string) => (await api.ask(`facturas/?${query}`)).status;
    const range = (days: number) => `fecha_emision__range_0=${day(-days)}&fecha_emision__range_1=${day(0)}`;
    const other = (days: number) => `tipo_fecha=fecha_emision&desde=${day(-days)}&hasta=${day(0)}`;
    expect([await wide(range(92)), await wide(range(122)), await wide(other(180))]).toEqual([200, 400, 200]);
    const ids = async (query: string) => api.column(`facturas/?limit=300&${query}`, 'id_factura');
    expect(await ids('')).not.toContain(10021);
    expect(await ids(range(92))).toContain(10021);
    api.emulator.settings({ installation: 'io' });
    expect(await ids('')).toContain(10021);
  });

  test('T32: money is a text here and a number there, without a currency', async () => {
    expect(await carried(1001)).toBe('40000.00');
    expect(await api.read('clientes/1001/saldo/')).toMatchObject({ saldo: 40_000 });
    expect(await invoice(10011)).toMatchObject({ total: 40_000, articulos: [{ precio: '40000.00' }] });
  });

  test('T37: a link is personal, expires, and may have no host', async () => {
    const link = async () => String((await api.read('clientes/1001/saldo/')).url_pago);
    expect(await link()).toMatch(/^http:\/\/clientes\.portalinternet\.example\/saldo\/demo-isp\//);
    const claims = JSON.parse(Buffer.from((await link()).split('.').at(-2) ?? '', 'base64url').toString('utf8'));
    expect(claims).toMatchObject({ typ: 'consultar_saldo', exp: expect.any(Number) });
    api.emulator.settings({ hostlessLinks: true });
    expect(await link()).toMatch(/^http:\/\/\/saldo\//);
  });

  test('T42: its client has no service, and a line of it may have none either', async () => {
    const { cliente, articulos } = await invoice(10022);
    expect(Object.keys(cliente as object)).not.toContain('id_servicio');
    expect(articulos).toMatchObject([{ servicio: { id_servicio: 1002 } }, { servicio: null }]);
  });

  test('T45: `cliente=` works at one installation, and is ignored at another', async () => {
    const [login] = await api.column('clientes/?id_servicio=1001', 'usuario');
    const ids = () => api.column(`facturas/?limit=300&cliente=${String(login)}`, 'id_factura');
    expect((await ids()).length).toBeGreaterThan(100);
    api.emulator.settings({ installation: 'io' });
    expect(await ids()).toEqual([10011]);
  });

  test('a payment is recorded', async () => {
    await pay(10011);
    expect(api.emulator.effects.payments).toMatchObject([{ invoiceId: 10011 }]);
    expect(api.emulator.effects.violations).toEqual([]);
  });
});

describe('promises of the native API', () => {
  const suspended = { id_factura: 10151, fecha_limite: day(3), accion: 1 };

  test('T33: a date with slashes is refused, and one without a time ends as its day begins', async () => {
    expect((await promise({ ...suspended, fecha_limite: '20/10/2030' })).status).toBe(400);
    expect((await promise(suspended)).body).toMatchObject({ factura: 10151, fecha_limite_de_pago: `${day(3)} 00:00` });
    expect(await api.column('clientes/?id_servicio=1015', 'estado')).toEqual(['Activo']);
  });

  test('T34: a promise without an invoice is taken', async () => {
    expect(await promise({ ...suspended, id_factura: undefined })).toMatchObject({
      status: 201,
      body: { factura: null },
    });
    expect(api.emulator.effects.promises).toHaveLength(1);
  });

  test('T35: promises cannot be read', async () => {
    expect(await api.ask('promesa-pago/')).toMatchObject({
      status: 405,
      body: { detail: 'Método "GET" no permitido.' },
    });
  });

  test('T36: an action that is missing or neither 0 nor 1 is a 400', async () => {
    for (const accion of [undefined, 2, 99]) {
      expect((await promise({ ...suspended, accion })).status).toBe(400);
      expect((await pay(10011, { accion })).status).toBe(400);
    }
    expect((await promise({ ...suspended, accion: '0' })).status).toBe(201);
  });

  test('a paid invoice and a day that is over are refused (A27)', async () => {
    await pay(10011);
    expect((await promise({ ...suspended, id_factura: 10011 })).status).toBe(400);
    expect((await promise({ ...suspended, fecha_limite: day(-3) })).status).toBe(400);
  });
});
