import { describe, expect, test } from 'vitest';
import { useNativeApi } from '../harness.js';

const api = useNativeApi();

type Body = Readonly<Record<string, unknown>>;

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const ping = (pings = 4) => api.send('POST', 'clientes/1021/ping/', { pings, arp_ping: false });
const change = () => api.send('PATCH', 'clientes/1001/perfil/', { telefono: '3110000000' });
const phone = async () => (await api.column('clientes/?id_servicio=1001', 'telefono'))[0];

function open(changes: Readonly<Record<string, string>> = {}) {
  const body = new FormData();
  const fields = {
    ...{ servicio: '1001', asunto: 'Internet Lento', asuntos_default: 'Internet Lento' },
    ...{ descripcion: 'Va lento [ref:1a2b3c4d]' },
    ...{ tecnico: '5', estado: '1', prioridad: '2', departamento: 'Soporte Técnico' },
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return api.ask('tickets/', { method: 'POST', body });
}

async function result(): Promise<unknown> {
  const path = `tasks/${((await ping()).body as { readonly task_id: string }).task_id}/`;
  api.emulator.advance(3);
  return ((await api.read(path)).task as Body).result;
}

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

  test('A-29, A-31: another subject may be refused, and the second department be mandatory', async () => {
    const other = { asunto: 'Falla', asuntos_default: 'Otro Asunto' };
    expect([(await open(other)).status, (await open()).status]).toEqual([201, 201]);
    api.emulator.settings({ otherSubject: 'refused', department: 'enforced' });
    const both = { departamentos_default: 'Soporte Técnico' };
    expect([(await open({ ...other, ...both })).status, (await open()).status]).toEqual([400, 400]);
    expect((await open(both)).status).toBe(201);
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
