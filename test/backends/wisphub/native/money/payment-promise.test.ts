import { describe, expect, it } from 'vitest';
import { backgroundCall } from '../../../../../src/upstream/call.js';
import { failure, useWispHub } from '../../harness.js';
import { clientOf } from './harness.js';

const hub = useWispHub('native');

const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
const dayAfter = new Date(Date.now() + 6 * 86_400_000).toISOString().slice(0, 10);

const promise = async (serviceId = 1015) => {
  const { promises } = hub.wispHub;
  if (promises === undefined) throw new Error('no promises');
  return promises.create(
    { client: await clientOf(hub.wispHub, serviceId), contract: null },
    day,
    backgroundCall(2_000),
  );
};
const posts = () => hub.asked.filter((route) => route.startsWith('POST'));

describe('a promise to pay by the native API', () => {
  it('T33, T36: is for the open invoice, covers its last day, and reconnects', async () => {
    expect(await promise()).toEqual({ kind: 'done', value: { reference: '501', validUntil: day } });
    expect(hub.emulator.effects.promises).toMatchObject([
      { factura: 10151, fecha_limite_de_pago: `${dayAfter} 00:00`, accion: 1 },
    ]);
    expect((await clientOf(hub.wispHub, 1015)).status).toBe('ACTIVE');
  });

  it.each([1012, 1016])('is not sent for service %i, of which nothing is open', async (serviceId) => {
    expect(await promise(serviceId)).toEqual({ kind: 'nothing-to-pay' });
    expect(posts()).toEqual([]);
  });

  it.each([
    ['that was paid meanwhile', 'Pagada', { kind: 'nothing-to-pay' }],
    ['that was moved meanwhile', 'Se Transfirio', { kind: 'nothing-to-pay' }],
  ])('T11: is not sent for an invoice %s', async (_, estado, outcome) => {
    const articulos = [{ servicio: { id_servicio: 1015 } }];
    hub.answer('GET /api/facturas/{id}/', 200, { id_factura: 10151, estado, articulos });
    expect(await promise()).toEqual(outcome);
    expect(posts()).toEqual([]);
  });

  it('is not sent for the invoice of somebody else', async () => {
    const articulos = [{ servicio: { id_servicio: 1001 } }];
    hub.answer('GET /api/facturas/{id}/', 200, { id_factura: 10151, estado: 'Pendiente de Pago', articulos });
    expect(await failure(promise())).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', mayHaveArrived: false });
    expect(posts()).toEqual([]);
  });

  it.each([
    ['A-25 words alone', { promiseAnswer: 'bare' }, { kind: 'done', value: { reference: null, validUntil: day } }],
    ['A-25 nothing', { promiseAnswer: 'empty' }, { kind: 'unknown' }],
    ['A-25 the promise of another invoice', { promiseAnswer: 'orphan' }, { kind: 'unknown' }],
    ['T12 a refusal that names no field', { promiseFails: true }, { kind: 'unknown' }],
    ['A-26 the promise, where a time of day is refused', { promiseTimeRefused: true }, { kind: 'done' }],
  ])('%s is its answer', async (_, settings, outcome) => {
    hub.emulator.settings(settings);
    expect(await promise()).toMatchObject(outcome);
    expect(posts()).toHaveLength(1);
  });

  it('A-25: that is answered without an id has no reference', async () => {
    hub.answer('POST /api/promesa-pago/', 201, { factura: 10151, fecha_limite_de_pago: `${dayAfter} 00:00` });
    expect(await promise()).toEqual({ kind: 'done', value: { reference: null, validUntil: day } });
  });

  it.each([
    [400, { fecha_limite: ['Fecha con formato erróneo.'] }, 'refused'],
    [400, { errors: ['La factura 10151 ya esta Pagada'] }, 'refused'],
    [422, { errors: ['Imposible'] }, 'refused'],
    [400, { detail: 'Ocurrió un error' }, 'unknown'],
    [502, '<html>', 'unknown'],
    [201, '<html>', 'unknown'],
  ])('answered by %i and %j is %s', async (status, body, kind) => {
    hub.answer('POST /api/promesa-pago/', status, body);
    expect(await promise()).toEqual({ kind });
    expect(posts()).toHaveLength(1);
  });

  it('whose answer is lost is unknown, and not sent again', async () => {
    hub.emulator.fault({ route: 'POST /api/promesa-pago/', fault: { kind: 'hang', when: 'after' } });
    expect(await promise()).toEqual({ kind: 'unknown' });
    expect(hub.emulator.effects.promises).toHaveLength(1);
  });

  it('that the key may not make is a matter of the configuration', async () => {
    hub.emulator.settings({ forbidden: 'promesa-pago' });
    expect((await failure(promise())).code).toBe('UPSTREAM_AUTH_FAILED');
    expect(hub.wispHub.status().capabilities).not.toContain('PAYMENT_PROMISES');
  });
});
