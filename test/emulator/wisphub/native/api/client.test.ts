import { describe, expect, test } from 'vitest';
import { wispHubCases as cases } from '../../../../../src/emulator/wisphub/index.js';
import { useNativeApi } from './harness.js';

const api = useNativeApi();

const ids = (query: string) => api.column(`clientes/?limit=50&${query}`, 'id_servicio');

describe('clients of the native API', () => {
  test('T08: a change of the detail is repeated and not stored; so is one of the profile where it forgets', async () => {
    expect(await api.send('PATCH', 'clientes/1001/', { estado: 'Cancelado' })).toMatchObject({
      status: 200,
      body: { estado: 'Cancelado' },
    });
    expect(await api.column('clientes/?id_servicio=1001', 'estado')).toEqual(['Activo']);
    const change = () => api.send('PATCH', 'clientes/1001/perfil/', { telefono: '3110000000' });
    api.emulator.settings({ profileForgets: true });
    expect((await change()).body).toMatchObject({ telefono: '3110000000' });
    expect(await api.column('clientes/?id_servicio=1001', 'telefono')).toEqual(['3001234567']);
    api.emulator.settings({ profileForgets: false });
    await change();
    expect(await api.column('clientes/?id_servicio=1001', 'telefono')).toEqual(['3110000000']);
  });

  test('T09: DELETE on the profile removes the client, on the detail it fails', async () => {
    expect((await api.ask('clientes/1001/', { method: 'DELETE' })).status).toBe(500);
    expect(await ids('id_servicio=1001')).toEqual([1001]);
    expect((await api.ask('clientes/1001/perfil/', { method: 'DELETE' })).status).toBe(202);
    expect(await ids('id_servicio=1001')).toEqual([]);
    expect(api.emulator.effects.violations).toHaveLength(2);
  });

  test('T25: a phone is exact on the whole field, or a part of it as it is written', async () => {
    const two = cases.twoPhones.id_servicio;
    expect(await ids('telefono=3002687147')).toEqual([]);
    expect(await ids('telefono=3242124123,3002687147')).toEqual([two]);
    expect(await ids('telefono__contains=2687147')).toEqual([two]);
    expect(await ids('telefono__contains=5550127')).toEqual([]);
    expect(await ids('telefono__contains=000000000000')).toEqual([]);
  });

  test('T26: a document is found only as it was typed', async () => {
    await api.send('PATCH', 'clientes/1009/perfil/', { cedula: 'V-8.755.123' });
    expect(await ids('cedula=8755123')).toEqual([]);
    expect(await ids('cedula=V-8.755.123')).toEqual([1009]);
  });

  test('T27: one document has several services', async () => {
    expect(await ids('cedula=79111222')).toEqual([1004, 1005]);
  });

  test('T28: the detail has nulls and gaps in place of fields of the list', async () => {
    const detail = await api.read('clientes/1001/');
    expect(detail).toMatchObject({ usuario: null, nombre: null, estado: 'Activo' });
    expect(Object.keys(detail)).not.toContain('telefono');
    expect(Object.keys(detail)).not.toContain('saldo');
    expect((await api.ask('clientes/999999/')).status).toBe(404);
  });

  test('T29: some have no login', async () => {
    expect(await api.column('clientes/?id_servicio=1007', 'usuario')).toEqual([null]);
    expect(await api.column('clientes/?id_servicio=1001', 'usuario')).toEqual([expect.stringContaining('@demo-isp')]);
  });

  test('names are found in part, by one filter as written, by another whatever their case and accents', async () => {
    expect(await ids('nombre=ESPERANZA BENÍTEZ')).toEqual([1001]);
    expect(await ids('nombre=esperanza benitez')).toEqual([]);
    expect(await ids('nombre__contains=esperanza benitez')).toEqual([1001]);
  });

  test('a service number that is none is a 400 by field (A09)', async () => {
    expect(await api.ask('clientes/?id_servicio=abc')).toMatchObject({
      status: 400,
      body: { id_servicio: ['Introduzca un número.'] },
    });
  });
});

describe('pings of the native API', () => {
  const ping = async (id: number, body: object = { pings: 4, arp_ping: false }) => {
    const { status, body: made } = await api.send('POST', `clientes/${id}/ping/`, body);
    expect(status).toBe(202);
    api.emulator.advance(3);
    const { task } = await api.read(`tasks/${(made as { task_id: string }).task_id}/`);
    return task as { readonly status: string; readonly result: unknown };
  };

  test('T22: the error of a router is a success in three forms', async () => {
    expect(await ping(cases.pingBroken.id_servicio)).toMatchObject({
      status: 'SUCCESS',
      result: [{ 'ping-1': 'input does not match any value of interface' }],
    });
    api.emulator.settings({ routerRefuses: true });
    expect(await ping(1021)).toMatchObject({ status: 'SUCCESS', result: { error: expect.any(String) } });
  });

  test('T23: an unreachable host is counted as a success', async () => {
    const { result } = await ping(cases.pingAntennaOnly.id_servicio);
    expect(result).toMatchObject([
      { 'ping-1': { host: '190.90.12.1', status: 'host unreachable' } },
      { 'ping-2': { status: 'timeout', received: '0' } },
      expect.anything(),
      expect.anything(),
      { 'ping-exitoso': '1 de 4' },
    ]);
  });

  test('T24: an ARP ping without an interface is accepted, and a text in the end', async () => {
    const { status, result } = await ping(1021, { pings: 4, arp_ping: true });
    expect([status, result]).toEqual(['SUCCESS', 'Error "failure: interface needs to be specified for arp ping"']);
  });

  test('a task is pending for a while, and then a list of echoes with their count', async () => {
    const { body } = await api.send('POST', 'clientes/1021/ping/', { pings: 3, arp_ping: false });
    const path = `tasks/${(body as { task_id: string }).task_id}/`;
    expect(await api.read(path)).toMatchObject({ task: { status: 'PENDING', result: null } });
    api.emulator.advance(3);
    expect(await api.read(path)).toMatchObject({
      task: { status: 'SUCCESS', result: [{ 'ping-1': { received: '1' } }, {}, {}, { 'ping-exitoso': '3 de 3' }] },
    });
  });

  test('a number of pings out of range is a 400 (A15), an unknown task and service a 404 (A17)', async () => {
    expect((await api.send('POST', 'clientes/1021/ping/', { pings: 11 })).status).toBe(400);
    expect((await api.send('POST', 'clientes/999999/ping/', { pings: 4 })).status).toBe(404);
    expect((await api.ask('tasks/none/')).status).toBe(404);
  });
});
