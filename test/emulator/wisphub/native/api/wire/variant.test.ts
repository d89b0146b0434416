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
const ping = (pings = 4) => api.send('POST', 'clientes/1021/ping/', { pings, arp_ping: false });
const change = () => api.send('PATCH', 'clientes/1001/perfil/', { telefono: '3110000000' });
const phone = async () => (await api.column('clientes/?id_servicio=1001', 'telefono'))[0];
const state = async () => (await api.column('clientes/?id_servicio=1015', 'estado'))[0];

function open(descripcion = 'Va lento [ref:1a2b3c4d]') {
  const body = new FormData();
  const fields = {
    ...{ servicio: '1001', asunto: 'Internet Lento', asuntos_default: 'Internet Lento', descripcion },
    ...{ tecnico: '5', estado: '1', prioridad: '2', departamento: 'Soporte Técnico' },
  };
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return api.ask('tickets/', { method: 'POST', body });
}

async function result(): Promise<unknown> {
  const path = `tasks/${((await ping()).body as { readonly task_id: string }).task_id}/`;
  api.emulator.advance(3);
  return ((await api.read(path)).task as Body).result;
}

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

describe('a variant of clients, pings and tickets at the native API', () => {
  test.each([
    ['echo', 200, '3110000000'],
    ['empty204', 204, '3110000000'],
    ['refused', 400, '3001234567'],
    ['forbidden', 403, '3001234567'],
    ['notAllowed', 405, '3001234567'],
    ['reformatted', 200, '+57 311 000 0000'],
  ])('A-12: a change that is answered by %s', async (profileAnswer, status, stored) => {
    api.emulator.settings({ profileAnswer });
    expect([(await change()).status, await phone()]).toEqual([status, stored]);
  });

  test('A-12: a change is stored after some seconds', async () => {
    api.emulator.settings({ updatesLandLate: true });
    expect([(await change()).status, await phone()]).toEqual([200, '3001234567']);
    api.emulator.advance(13);
    expect(await phone()).toBe('3110000000');
  });

  test.each([
    ['oneToTen', [202, 202, 400], [1, 4]],
    ['threeToTen', [400, 202, 400], [4]],
    ['free', [202, 202, 202], [1, 4, 50]],
    ['clamped', [202, 202, 202], [3, 4, 10]],
  ])('A-15: so many pings: %s', async (pingCount, statuses, started) => {
    api.emulator.settings({ pingCount });
    const asked = [await ping(1), await ping(4), await ping(50)];
    expect(asked.map(({ status }) => status)).toEqual(statuses);
    expect(api.emulator.effects.pings.map(({ pings }) => pings)).toEqual(started);
  });

  test.each([
    ['taken', 202],
    ['refused', 400],
    ['http429', 429],
  ])('A-16: a ping while one runs is %s', async (pingAgain, status) => {
    api.emulator.settings({ pingAgain });
    await ping();
    expect((await ping()).status).toBe(status);
    api.emulator.advance(3);
    expect((await ping()).status).toBe(202);
  });

  test('A-18: a result is kept for an hour, or for minutes', async () => {
    for (const [resultLife, seconds] of [
      ['hour', 3_590],
      ['minutes', 170],
    ] as const) {
      api.emulator.settings({ resultLife });
      const path = `tasks/${((await ping()).body as { readonly task_id: string }).task_id}/`;
      api.emulator.advance(seconds);
      expect((await api.ask(path)).status).toBe(200);
      api.emulator.advance(15);
      expect((await api.ask(path)).status).toBe(404);
    }
  });

  test('A-19: a result is null, empty, without its count, or of fewer items', async () => {
    const lengths: unknown[] = [];
    for (const echoes of ['whole', 'none', 'uncounted', 'fewer']) {
      api.emulator.settings({ echoes });
      lengths.push(((await result()) as readonly object[]).length);
    }
    expect(lengths).toEqual([5, 0, 4, 3]);
    api.emulator.settings({ echoes: 'null' });
    expect(await result()).toBeNull();
  });

  test.each([
    ['stored', 'Va lento [ref:1a2b3c4d]'],
    ['wrapped', '<p>Va lento [ref:1a2b3c4d]</p>'],
    ['entities', 'Va lento &lsqb;ref&colon;1a2b3c4d&#93;'],
    ['cut', 'Va lento [re'],
  ])('A-30: a description is %s', async (description, stored) => {
    api.emulator.settings({ description });
    expect((await open()).body).toMatchObject({ descripcion: stored });
  });

  test('A-32: people have a notice of each ticket, where that is so', async () => {
    await open();
    expect(api.emulator.effects.notices).toEqual([]);
    api.emulator.settings({ notice: 'sent' });
    await open();
    expect(api.emulator.effects.notices).toEqual([602]);
  });

  test('A-33: of two states the last or the first counts, or both, or none', async () => {
    const asked = `tickets/?limit=50&estado=4&estado=1&fecha_creacion_0=${day(-61)}&fecha_creacion_1=${day(0)}`;
    const states: unknown[] = [];
    for (const repeatedState of ['last', 'first', 'both', 'refused']) {
      api.emulator.settings({ repeatedState });
      const { results } = (await api.read(asked)) as { readonly results?: readonly Body[] };
      states.push(results === undefined ? null : [...new Set(results.map(({ estado }) => estado))]);
    }
    expect(states[0]).toEqual(['Nuevo']);
    expect(states[1]).not.toContain('Nuevo');
    expect(states[2]).toContain('Nuevo');
    expect(states[3]).toBeNull();
  });

  test('A-40: a write that stalls has its effect two minutes later', async () => {
    api.emulator.settings({ stallWrites: true, stallLate: true });
    const stalled = api.ask('clientes/1001/perfil/', {
      ...{ method: 'PATCH', body: JSON.stringify({ telefono: '3110000000' }), signal: AbortSignal.timeout(100) },
    });
    await expect(stalled).rejects.toThrow();
    api.emulator.advance(119);
    expect(await phone()).toBe('3001234567');
    api.emulator.advance(2);
    expect(await phone()).toBe('3110000000');
  });

  test.each(['got (https://github.com/sindresorhus/got)', 'undici', 'node'])(
    'A-44: the proxy lets a product in, and %s not',
    async (library) => {
      api.emulator.settings({ userAgent: 'named' });
      expect(await api.ask('zonas/', { headers: { 'user-agent': library } })).toMatchObject({
        status: 403,
        type: expect.stringContaining('html'),
      });
      expect((await api.ask('zonas/', { headers: { 'user-agent': 'isp-product' } })).status).toBe(200);
    },
  );

  test('A-47: a ticket is of the owner of the key, another, or none', async () => {
    const authors: unknown[] = [];
    for (const ticketAuthor of ['owner', 'other', 'null']) {
      api.emulator.settings({ ticketAuthor });
      authors.push(((await open()).body as Body).creado_por);
    }
    expect(authors).toEqual(['gateway', 'sistema', null]);
  });

  test('a filter may be refused by a 400 that names it', async () => {
    api.emulator.settings({ refusedFilters: 'email__contains' });
    expect(await api.ask('clientes/?email__contains=a')).toMatchObject({
      status: 400,
      body: { email__contains: [expect.any(String)] },
    });
    expect((await api.ask('clientes/?cedula=1')).status).toBe(200);
  });
});
