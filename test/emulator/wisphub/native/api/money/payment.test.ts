import { describe, expect, test } from 'vitest';
import type { WispHubChanges } from '../../../../../../src/emulator/wisphub/settings.js';
import { useNativeApi } from '../harness.js';

const api = useNativeApi();

type Body = Readonly<Record<string, unknown>>;

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const payment = { forma_pago: 16_101, accion: 1, fecha_pago: '2026-10-03 14:26', total_cobrado: 40_000 };
const pay = (id: number, changes: object = {}) =>
  api.send('POST', `facturas/${id}/registrar-pago/`, { ...payment, ...changes });
const promise = (changes: object = {}) =>
  api.send('POST', 'promesa-pago/', { id_factura: 10151, fecha_limite: day(3), accion: 1, ...changes });
const state = async () => (await api.column('clientes/?id_servicio=1015', 'estado'))[0];

describe('a variant of money at the native API', () => {
  test.each([
    ['errors', 422, { errors: [expect.stringContaining('ya esta Pagada')] }],
    ['text', 422, { errors: expect.stringContaining('ya esta Pagada') }],
    ['detail', 422, { detail: expect.stringContaining('ya esta Pagada') }],
    ['messages', 422, { messages: [expect.stringContaining('ya esta Pagada')] }],
    ['http400', 400, { errors: [expect.stringContaining('ya esta Pagada')] }],
  ])('A-04: a second payment by %s', async (alreadyPaid, status, body) => {
    api.emulator.settings({ alreadyPaid });
    await pay(10011);
    expect(await pay(10011)).toMatchObject({ status, body });
  });

  test('A-22: a cancelled invoice is refused, or paid', async () => {
    expect((await pay(10161)).status).toBe(422);
    api.emulator.settings({ cancelledPayment: 'taken' });
    expect((await pay(10161)).status).toBe(200);
  });

  test.each([
    ['stored', 200, 'Transferencia 77'],
    ['refused', 400, ''],
    ['cut', 200, 'Tran'],
    ['upper', 200, 'TRANSFERENCIA 77'],
    ['lost', 200, ''],
  ])('A-23: a reference that is %s', async (paymentReference, status, stored) => {
    api.emulator.settings({ paymentReference });
    expect((await pay(10011, { referencia: 'Transferencia 77' })).status).toBe(status);
    expect((await api.read('facturas/10011/')).referencia).toBe(stored);
  });

  test.each([
    ['success', { status: 'SUCCESS', result: null }],
    ['text', { status: 'SUCCESS', result: expect.any(String) }],
    ['object', { status: 'SUCCESS', result: { error: expect.any(String) } }],
    ['failure', { status: 'FAILURE', result: null }],
  ])('A-45: the task of a payment ends by %s', async (paymentTask, task) => {
    api.emulator.settings({ paymentTask });
    const { task_id: id } = (await pay(10011)).body as Body;
    expect(await api.read(`tasks/${String(id)}/`)).toMatchObject({ task });
    expect((await api.read('facturas/10011/')).estado).toBe('Pagada');
  });

  test.each<[string, WispHubChanges, object, number]>([
    ['A-24', {}, { id_factura: undefined }, 201],
    ['A-24', { orphanPromise: 'refused' }, { id_factura: undefined }, 400],
    ['A-24', { orphanPromise: 'page500' }, { id_factura: undefined }, 500],
    ['A-27', {}, { fecha_limite: day(-3) }, 400],
    ['A-27', { pastPromise: 'made' }, { fecha_limite: day(-3) }, 201],
    ['A-27', {}, { fecha_limite: day(90) }, 201],
    ['A-27', { farPromise: 'refused' }, { fecha_limite: day(90) }, 400],
    ['A-27', {}, { id_factura: 10021 }, 400],
    ['A-27', { movedPromise: 'made' }, { id_factura: 10021 }, 201],
    ['A-27', {}, { id_factura: 10011 }, 201],
    ['A-27', { activePromise: 'refused' }, { id_factura: 10011 }, 400],
  ])('%s: with %j the promise of %j is a %i', async (_, settings, changes, status) => {
    api.emulator.settings(settings);
    expect((await promise(changes)).status).toBe(status);
    expect(api.emulator.effects.promises).toHaveLength(status === 201 ? 1 : 0);
  });

  test('A-27: a second promise is taken, or refused', async () => {
    await promise();
    expect((await promise()).status).toBe(201);
    api.emulator.settings({ secondPromise: 'refused' });
    expect((await promise()).status).toBe(400);
  });

  test.each([
    ['suspends', ['Activo', 'Suspendido', 'Suspendido']],
    ['nightly', ['Activo', 'Activo', 'Suspendido']],
    ['nothing', ['Activo', 'Activo', 'Activo']],
  ])('A-28: the end of a promise: %s', async (promiseEnd, states) => {
    api.emulator.settings({ promiseEnd });
    const local = new Date(Date.now() - 5 * 3_600_000);
    const limit = `${local.toISOString().slice(0, 10)} 23:59`;
    await promise({ fecha_limite: limit });
    const seen = [await state()];
    // Past the limit by a moment, and by the night after it.
    api.emulator.advance((Date.parse(`${limit.replace(' ', 'T')}:30Z`) - local.getTime()) / 1_000);
    seen.push(await state());
    api.emulator.advance(86_400);
    expect([...seen, await state()]).toEqual(states);
  });
});
