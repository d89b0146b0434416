import { describe, expect, test } from 'vitest';
import { plantedSecret } from '../../../../../../src/emulator/wisphub/native/api/index.js';
import { forbidden, useNativeApi } from '../harness.js';

const api = useNativeApi();

describe('the frame of the native API', () => {
  test('T01: an unknown filter, and one that this installation does not know, is ignored', async () => {
    expect((await api.read('clientes/?zona=7&search=x&page=9')).count).toBe(400);
    expect((await api.read('clientes/?cedula=1098765432')).count).toBe(1);
    api.emulator.settings({ ignoredFilters: 'cedula' });
    expect((await api.read('clientes/?cedula=1098765432')).count).toBe(400);
  });

  test('T02: a text for a numeric filter lets nothing through', async () => {
    expect((await api.read('clientes/?estado=Activo')).count).toBe(0);
    expect((await api.read('clientes/?estado=1')).count).toBeGreaterThan(100);
  });

  test('T03: a page is cut at 300 whatever is asked for, and has ten rows when nothing is', async () => {
    expect(await api.column('clientes/?limit=1000', 'id_servicio')).toHaveLength(300);
    expect(await api.column('clientes/', 'id_servicio')).toHaveLength(10);
    expect(await api.column('clientes/?limit=300&offset=300', 'id_servicio')).toHaveLength(100);
  });

  test('T04: the next page is at another host, without TLS', async () => {
    const { next, previous } = await api.read('clientes/?limit=100');
    expect(next).toBe('http://api.wisphub.example/api/clientes/?limit=100&offset=100');
    expect(previous).toBeNull();
    expect((await api.read('clientes/?limit=100&offset=300')).next).toBeNull();
  });

  test('T05: no key, a wrong one and a missing permission are one 403, endpoint by endpoint', async () => {
    for (const authorization of ['', 'Api-Key wrong', 'Bearer wisphub-planted-api-key']) {
      expect(await api.ask('clientes/', { headers: { authorization } })).toMatchObject({
        status: 403,
        body: forbidden,
      });
    }
    api.emulator.settings({ forbidden: 'promesa-pago,facturas' });
    expect(await api.ask('facturas/')).toMatchObject({ status: 403, body: forbidden });
    expect((await api.ask('clientes/')).status).toBe(200);
  });

  test('T06: pages of HTML come with any status', async () => {
    const html = (status: number) => ({ status, type: 'text/html; charset=utf-8' });
    expect(await api.ask('')).toMatchObject(html(403));
    expect(await api.ask('pagos/')).toMatchObject(html(404));
    expect(await api.send('PATCH', 'clientes/1001/', { zona: 3 })).toMatchObject(html(500));
    api.emulator.settings({ nativeDown: true });
    expect(await api.ask('clientes/')).toMatchObject(html(502));
    api.emulator.settings({ nativeDown: false, htmlOutage: true });
    expect(await api.ask('clientes/')).toMatchObject(html(200));
  });

  test('T07: each eighth call stalls for ever, with its effect or without', async () => {
    api.emulator.settings({ stallEvery: 8 });
    const statuses: (number | string)[] = [];
    for (let call = 1; call <= 16; call += 1) {
      const asked = api.ask('zonas/', { signal: AbortSignal.timeout(150) });
      statuses.push(await asked.then(({ status }) => status).catch((error: Error) => error.name));
    }
    expect(statuses.flatMap((status, index) => (status === 200 ? [] : [index + 1]))).toEqual([8, 16]);
    expect(new Set(statuses)).toEqual(new Set([200, 'TimeoutError']));
    for (const [stallAfter, phone] of [
      [false, '3001234567'],
      [true, '3110000000'],
    ] as const) {
      api.emulator.reset();
      api.emulator.settings({ stallEvery: 1, stallAfter });
      const body = JSON.stringify({ telefono: '3110000000' });
      const stalled = api.ask('clientes/1001/perfil/', { method: 'PATCH', body, signal: AbortSignal.timeout(150) });
      await expect(stalled).rejects.toThrow();
      expect(api.emulator.clients[0]?.telefono).toBe(phone);
    }
  });

  test('T40: rows carry passwords and coordinates', async () => {
    const { body } = await api.ask('clientes/?limit=2');
    expect(JSON.stringify(body).split(plantedSecret)).toHaveLength(11);
    expect(await api.column('clientes/?id_servicio=1002', 'coordenadas')).toEqual([expect.stringContaining('10.79')]);
  });

  test('T41: rows move while the list is walked', async () => {
    const walk = async () => [
      ...(await api.column('clientes/?limit=200', 'id_servicio')),
      ...(await api.column('clientes/?limit=200&offset=200', 'id_servicio')),
    ];
    expect(new Set(await walk()).size).toBe(400);
    api.emulator.settings({ rowsMove: true });
    expect([(await walk()).length, new Set(await walk()).size]).toEqual([400, 399]);
  });

  test('T44: a key that has died is refused everywhere', async () => {
    api.emulator.settings({ apiKey: 'the next day' });
    for (const path of ['clientes/', 'zonas/', 'tickets/']) expect((await api.ask(path)).status).toBe(403);
  });

  test('a path without its slash is a redirect to another host (A01), or a failure', async () => {
    expect(await api.ask('clientes')).toMatchObject({ status: 301 });
    expect(await api.send('POST', 'tickets', {})).toMatchObject({ status: 500 });
  });

  test('what no adapter may call is carried out, and recorded', async () => {
    await api.send('POST', 'clientes/desactivar/', { servicios: [1001] });
    await api.send('PUT', 'clientes/1001/perfil/', { telefono: '1' });
    expect(api.emulator.effects.violations).toEqual(['POST clientes/desactivar/', 'PUT clientes/{id}/perfil/']);
  });
});

describe('plans and zones of the native API', () => {
  test('T38: the detail of a plan is at the endpoint of its type alone', async () => {
    expect(await api.read('plan-internet/pppoe/105/')).toMatchObject({ nombre: '100MB FIBRA', precio: '99900.50' });
    const statuses = ['queue/105', 'queue/107', 'pppoe/107', 'pppoe/111', 'queue/111', 'pppoe/114'].map(
      async (plan) => (await api.ask(`plan-internet/${plan}/`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([404, 200, 404, 404, 404, 404]);
  });

  test('T39: the zones may be forbidden to the key', async () => {
    expect(await api.column('zonas/?limit=300', 'id')).toHaveLength(12);
    api.emulator.settings({ forbidden: 'zonas' });
    expect((await api.ask('zonas/')).status).toBe(403);
  });

  test('T43: payment methods have ids of the tenant', async () => {
    expect(await api.column('formas-de-pago/', 'id')).toEqual([16_101, 16_102, 16_116, 16_121]);
  });
});
