import { describe, expect, test } from 'vitest';
import { plantedSecret } from '../../../../../src/emulator/wisphub/native/api/index.js';
import { useNativeApi } from './harness.js';

const api = useNativeApi();

const order = {
  ...{ servicio: '1001', asunto: 'Internet Lento', asuntos_default: 'Internet Lento', descripcion: 'Va lento' },
  ...{ tecnico: '5', estado: '1', prioridad: '2', departamento: 'Soporte Técnico' },
  ...{ fecha_inicio: '20/08/2026 12:00', fecha_final: '23/08/2026 12:00' },
};

function create(changes: Readonly<Record<string, string | undefined>> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...order, ...changes })) if (value !== undefined) body.set(name, value);
  return api.ask('tickets/', { method: 'POST', body });
}

const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const window = (from: number, to: number): string => `fecha_creacion_0=${day(from)}&fecha_creacion_1=${day(to)}`;

describe('tickets of the native API', () => {
  test('T17: dates have one underscore and two months; without any there is a hidden cut', async () => {
    expect(await api.column(`tickets/?limit=50&estado=1&${window(61, 0)}`, 'id_ticket')).toEqual([
      501, 502, 503, 504, 505,
    ]);
    expect(await api.ask(`tickets/?${window(80, 0)}`)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
    expect((await api.read('tickets/?fecha_creacion__range_0=2020-01-01')).count).toBe(
      (await api.read('tickets/')).count,
    );
    await create();
    api.emulator.advance(100 * 86_400);
    expect(await api.column('tickets/', 'id_ticket')).not.toContain(601);
  });

  test('T18: a ticket is a form of several parts; JSON fails, and an urlencoded one is refused', async () => {
    expect(await api.send('POST', 'tickets/', order)).toMatchObject({
      status: 500,
      type: expect.stringContaining('html'),
    });
    expect((await api.ask('tickets/', { method: 'POST', body: new URLSearchParams(order) })).status).toBe(415);
    expect(await create()).toMatchObject({
      status: 201,
      body: { id_ticket: 601, estado: 'Nuevo', prioridad: 'Normal' },
    });
    expect(api.emulator.effects.tickets).toHaveLength(1);
  });

  test("T19: both subjects must be one of the catalogue, and the stored one bears the client's name", async () => {
    expect((await create({ asuntos_default: 'Internet Intermitente' })).status).toBe(400);
    expect((await create({ asunto: 'Falla', asuntos_default: 'Falla' })).status).toBe(400);
    expect((await create({ asunto: 'Falla', asuntos_default: 'Otro Asunto' })).status).toBe(201);
    expect((await create()).body).toMatchObject({ asunto: 'Internet Lento - ESPERANZA BENÍTEZ' });
  });

  test('T20: technician and state are mandatory, and words are refused', async () => {
    for (const changes of [
      { tecnico: undefined },
      { estado: undefined },
      { estado: 'Nuevo' },
      { prioridad: 'Alta' },
      { tecnico: 'ÓSCAR MUÑOZ' },
    ]) {
      expect((await create(changes)).status).toBe(400);
    }
    expect(api.emulator.effects.tickets).toEqual([]);
  });

  test('T21: a technician may stand in the mail alone, and a password of the router is in it', async () => {
    expect(await api.read('tickets/510/')).toMatchObject({ tecnico: null, email_tecnico: 'tecnico@isp.example' });
    const ticket = await api.read('tickets/511/');
    expect(ticket).toMatchObject({ tecnico: 'ÓSCAR MUÑOZ', servicio: { id_servicio: 1001 } });
    expect(JSON.stringify(ticket)).toContain(plantedSecret);
  });

  test('T30: the offset is the one of the installation, whatever the clock of the ISP', async () => {
    const { fecha_creacion } = (await create()).body as { readonly fecha_creacion: string };
    expect(fecha_creacion).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}-05:00$/);
  });

  test('T31: dates have five forms', async () => {
    const [client] = (await api.read('clientes/?id_servicio=1001')).results as readonly Record<string, unknown>[];
    expect(client).toMatchObject({ fecha_instalacion: '27/07/2025 12:30:00', fecha_corte: '6/08/2026' });
    const { body } = await create();
    expect(body).toMatchObject({
      fecha_estimada_inicio: '2026-08-20 12:00',
      fecha_creacion: expect.stringMatching(/T/),
    });
    expect(await api.column('facturas/?limit=1', 'fecha_emision')).toEqual([expect.stringMatching(/^\d{4}-\d\d-01$/)]);
  });

  test('filters by client are ignored, and a state by its word lets nothing through', async () => {
    const all = await api.column(`tickets/?limit=50&${window(61, 0)}`, 'id_ticket');
    expect(await api.column(`tickets/?limit=50&id_servicio=1030&${window(61, 0)}`, 'id_ticket')).toEqual(all);
    expect((await api.read(`tickets/?estado=Nuevo&${window(61, 0)}`)).count).toBe(0);
    expect((await api.ask('tickets/99999/')).status).toBe(404);
  });

  test('the catalogue of subjects has no priority', async () => {
    const { count, results } = await api.read('tickets/asuntos-tickets/?limit=300');
    expect(count).toBe(31);
    expect((results as readonly object[])[0]).toEqual({ id: 1, nombre: 'Cambio de Contraseña en Router Wifi' });
  });
});
